// agent/hypervisor/silent_daemon.hpp
//
// Purpose: for tests: a libvirt daemon on a socket of its own that lets clients in, until it falls
// silent: from then on it accepts and reads, and answers nothing, like a frozen one.
// Thread rule: any thread; the daemon works on its own.
//
//   SilentDaemon daemon;
//   auto opened = LibvirtConnection(LibvirtAddress{daemon.uri()}).open();
//   daemon.fall_silent();
//   ...                                  // what waits for an answer from here on waits for good
//   daemon.was_left_waiting(proc_close);  // true: somebody asked that, and got no answer
//   daemon.hang_up();                     // whoever waits hears that the connection is closed
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <thread>

namespace xvm::agent {

class SilentDaemon {
 public:
  // Numbers of libvirt's remote protocol (src/remote/remote_protocol.x).
  static constexpr std::uint32_t proc_close = 2;
  static constexpr std::uint32_t proc_auth_list = 66;

  SilentDaemon();
  SilentDaemon(const SilentDaemon&) = delete;
  SilentDaemon& operator=(const SilentDaemon&) = delete;
  ~SilentDaemon();

  std::string uri() const { return "qemu+unix:///system?socket=" + path_; }
  void fall_silent() { is_silent_ = true; }
  void hang_up();
  // Waits up to 60 s for it.
  bool was_left_waiting(std::uint32_t procedure);

 private:
  void serve();
  // False when the client has left.
  bool receive(int client);

  const std::string path_;
  int listener_ = -1;
  int wake_up_[2] = {-1, -1};
  std::atomic<bool> is_silent_ = false;
  std::mutex mutex_;
  std::condition_variable left_waiting_;
  std::multiset<std::uint32_t> unanswered_;
  std::thread thread_;
};

}  // namespace xvm::agent
