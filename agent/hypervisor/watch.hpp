// agent/hypervisor/watch.hpp
//
// Purpose: tells when the state of one domain on one node changes: libvirt's lifecycle events
// first, a slow audit second, because a daemon that was restarted has lost events. Keeps trying
// when the daemon is away. Costs a connection and two threads: started only when asked for. Thread
// rule: the sink is called on the watch's own thread and must be quick. After stop() returned no
// call of it runs or follows; stop() never waits for libvirt, and must not be called by the sink.
//
//   Watch watch({address, key, .audit_interval = 30s}, [&](const News& n) { queue.push(n); });
//   ...
//   watch.stop();
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "agent/hypervisor/hypervisor.hpp"
#include "agent/hypervisor/libvirt_connection.hpp"

namespace xvm::agent {

struct WatchOrder {
  LibvirtAddress address;  // without keepalive it gets one: a frozen daemon must be noticed
  DomainKey key;
  std::chrono::milliseconds audit_interval{30'000};
  std::chrono::milliseconds retry_pause{500};  // before connecting again
};

enum class Cause : std::uint8_t {
  connected,  // first look, and first look after the daemon was away
  event,
  audit,  // an event was lost, or comes late
  lost,   // the connection broke, or cannot be made: the observation is unknown
};

struct News {
  Cause cause;
  Looked looked;  // differs from the one before
};

class Watch {
 public:
  using Sink = std::function<void(const News&)>;
  Watch(WatchOrder order, Sink sink);
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  ~Watch() { stop(); }
  void stop();

 private:
  struct State;
  class Round;
  static void watch_until_stopped(const std::shared_ptr<State>& state);

  std::shared_ptr<State> state_;  // the thread has its own copy: it may outlive this object
};

}  // namespace xvm::agent
