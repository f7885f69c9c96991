// agent/hypervisor/libvirt_connection.hpp
//
// Purpose: the way to one node's libvirt: connections are opened when needed, used by one call at a
// time, kept for the next, and opened again after they broke.
// Thread rule: any number of threads. open() blocks as long as the daemon or the network likes;
// nothing else here ever waits for either: libvirt's good-bye, which does, is said on a thread that
// is left behind. End a process whose daemon may be silent with _exit().
//
//   LibvirtConnection link({"qemu+tls://node2/system", {.interval_s = 5, .count = 3}});
//   auto opened = link.open();
//   if (!opened.lease) log(opened.error.text());
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "agent/hypervisor/libvirt_handle.hpp"

namespace xvm::agent {

// Finds out that a peer went silent in the middle of a call, after about interval * (count + 1)
// seconds. It needs libvirt's event loop, hence a thread (event_loop.hpp): for peers and watches;
// a probe of the own node does without.
struct KeepAlive {
  int interval_s = 0;  // 0: none
  unsigned count = 0;
};

struct LibvirtAddress {
  // Never empty: libvirt would choose a hypervisor by itself, and QEMU's "no such domain" on a Xen
  // node whose daemon came up late would be taken for a proof. See default_uri().
  std::string uri;
  KeepAlive keep_alive{};

  bool is_xen() const { return uri.rfind("xen", 0) == 0; }
  bool is_local() const { return uri.find(":///") != std::string::npos; }
};

// The use of one connection until the lease ends; then the next call may have it.
class ConnectionLease {
 public:
  ConnectionLease() = default;  // none
  ConnectionLease(ConnectionLease&&) noexcept = default;
  ConnectionLease& operator=(ConnectionLease&& other) noexcept;
  ~ConnectionLease();

  virConnectPtr get() const { return handle_.get(); }
  explicit operator bool() const { return handle_ != nullptr; }
  // It broke: nobody gets it any more.
  void forget() { pool_.reset(); }

 private:
  friend class LibvirtConnection;
  struct Pool {
    Pool() = default;
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;
    ~Pool();
    std::mutex mutex;
    std::vector<ConnectionHandle> idle;
  };
  ConnectionLease(ConnectionHandle handle, std::shared_ptr<Pool> pool)
      : handle_(std::move(handle)), pool_(std::move(pool)) {}

  ConnectionHandle handle_;
  std::shared_ptr<Pool> pool_;  // null: close the connection when the lease ends
};

// Calls that run at the same time have a connection each. Measured: on a shared one a lookup during
// a migration waited until the migration was over, and so would have its abort.
class LibvirtConnection {
 public:
  explicit LibvirtConnection(LibvirtAddress address);

  struct Opened {
    ConnectionLease lease;  // none: see error
    bool fresh = false;     // opened by this call, so certainly not broken by an earlier restart
    LibvirtError error;
  };
  Opened open();

  void withdraw() { withdrawn_ = true; }
  bool is_withdrawn() const { return withdrawn_; }
  const LibvirtAddress& address() const { return address_; }

 private:
  ConnectionHandle take_idle();
  Opened connect();

  const LibvirtAddress address_;
  std::atomic<bool> withdrawn_ = false;
  std::shared_ptr<ConnectionLease::Pool> pool_ = std::make_shared<ConnectionLease::Pool>();
};

}  // namespace xvm::agent
