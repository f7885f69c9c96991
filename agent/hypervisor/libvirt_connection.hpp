// agent/hypervisor/libvirt_connection.hpp
//
// Purpose: one connection to one node's libvirt, opened at the first call and again after it broke.
// Thread rule: any number of threads. open() blocks as long as the daemon or the network likes.
//
//   LibvirtConnection link({"qemu+tls://node2/system", {.interval_s = 5, .count = 3}});
//   auto opened = link.open();
//   if (!opened.handle) log(opened.error.text());
#pragma once

#include <atomic>
#include <mutex>
#include <string>

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

class LibvirtConnection {
 public:
  explicit LibvirtConnection(LibvirtAddress address);

  struct Opened {
    ConnectionHandle handle;  // null: see error
    bool fresh = false;       // opened by this call, so certainly not broken by an earlier restart
    LibvirtError error;
  };
  Opened open();

  // The next open() connects anew. A question may then be asked again; an act never.
  void forget(const ConnectionHandle& broken);

  void withdraw() { withdrawn_ = true; }
  bool is_withdrawn() const { return withdrawn_; }
  const LibvirtAddress& address() const { return address_; }

 private:
  Opened connect();

  const LibvirtAddress address_;
  std::atomic<bool> withdrawn_ = false;
  std::mutex mutex_;  // guards the pointer only; never held while libvirt works
  ConnectionHandle current_;
};

}  // namespace xvm::agent
