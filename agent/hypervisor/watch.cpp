#include "agent/hypervisor/watch.hpp"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "agent/hypervisor/look.hpp"

namespace xvm::agent {

struct Watch::State {
  State(WatchOrder wanted, Sink to) : order(std::move(wanted)), sink(std::move(to)) {}

  const WatchOrder order;

  std::mutex mutex;  // guards the three flags; libvirt's threads take it for an instant
  std::condition_variable changed;
  bool stopped = false;
  bool event = false;
  bool closed = false;

  std::mutex sink_mutex;  // held while the sink runs
  bool deaf = false;
  const Sink sink;
  std::optional<Observation> told;  // the watch's thread only

  void raise(bool State::*flag) {
    const std::scoped_lock lock(mutex);
    this->*flag = true;
    changed.notify_all();
  }

  void tell(Cause cause, Looked looked) {
    if (told == looked.seen) return;
    const std::scoped_lock lock(sink_mutex);
    if (deaf) return;
    told = looked.seen;
    sink({cause, std::move(looked)});
  }

  // What ended the wait; nothing when the watch is stopped.
  std::optional<Cause> wait() {
    std::unique_lock lock(mutex);
    changed.wait_for(lock, order.audit_interval, [this] { return stopped || event || closed; });
    if (stopped) return std::nullopt;
    if (closed) return Cause::lost;
    return std::exchange(event, false) ? Cause::event : Cause::audit;
  }

  // False when the watch is stopped.
  bool pause() {
    std::unique_lock lock(mutex);
    changed.wait_for(lock, order.retry_pause, [this] { return stopped; });
    event = closed = false;
    return !stopped;
  }
};

// One connection, from its first look until it breaks. libvirt frees what it was given only when it
// has stopped calling, so each registration owns a share of the state.
class Watch::Round {
 public:
  explicit Round(std::shared_ptr<State> state)
      : state_(std::move(state)), connection_(state_->order.address) {}
  Round(const Round&) = delete;
  Round& operator=(const Round&) = delete;
  ~Round() {
    if (events_ >= 0) virConnectDomainEventDeregisterAny(lease_.get(), events_);
    if (hears_close_) virConnectUnregisterCloseCallback(lease_.get(), on_close);
  }

  // Nothing when the watch is stopped, else why the round is over.
  std::optional<std::string> run() {
    LibvirtConnection::Opened opened = connection_.open();
    if (!opened.lease) return opened.error.text();
    lease_ = std::move(opened.lease);
    if (!subscribe()) return take_error().text();
    for (Cause cause = Cause::connected;;) {
      const Look now = look(lease_.get(), state_->order.key, state_->order.address.is_xen());
      if (now.seen.activity == Activity::unknown) return now.error.text();
      state_->tell(cause, {now.seen, {}});
      const std::optional<Cause> next = state_->wait();
      if (!next) return std::nullopt;
      if (*next == Cause::lost || virConnectIsAlive(lease_.get()) != 1) return "connection closed";
      cause = *next;
    }
  }

 private:
  using Share = std::shared_ptr<State>;
  static void drop(void* share) { delete static_cast<Share*>(share); }
  static State& state_of(void* share) { return **static_cast<Share*>(share); }

  static void on_close(virConnectPtr, int, void* share) { state_of(share).raise(&State::closed); }

  static int on_event(virConnectPtr, virDomainPtr domain, int, int, void* share) {
    char uuid[VIR_UUID_STRING_BUFLEN] = "";
    State& state = state_of(share);
    const bool is_ours = virDomainGetUUIDString(domain, uuid) == 0 && state.order.key.uuid == uuid;
    if (is_ours) state.raise(&State::event);
    return 0;
  }

  // Before the first look: what happens in between is then an event, not a gap. The test driver
  // says yes to a close callback, and then forgets it together with the share.
  bool subscribe() {
    if (state_->order.address.uri.rfind("test:", 0) != 0) {
      auto* closing = new Share(state_);
      hears_close_ = virConnectRegisterCloseCallback(lease_.get(), on_close, closing, drop) == 0;
      if (!hears_close_) drop(closing);
    }
    auto* listening = new Share(state_);
    events_ =
        virConnectDomainEventRegisterAny(lease_.get(), nullptr, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                         VIR_DOMAIN_EVENT_CALLBACK(on_event), listening, drop);
    if (events_ < 0) drop(listening);
    return events_ >= 0;
  }

  Share state_;
  LibvirtConnection connection_;
  ConnectionLease lease_;
  int events_ = -1;
  bool hears_close_ = false;
};

Watch::Watch(WatchOrder order, Sink sink) {
  KeepAlive& keep_alive = order.address.keep_alive;
  if (keep_alive.interval_s <= 0) keep_alive = {.interval_s = 5, .count = 3};
  state_ = std::make_shared<State>(std::move(order), std::move(sink));
  std::thread([state = state_] { watch_until_stopped(state); }).detach();
}

void Watch::watch_until_stopped(const std::shared_ptr<State>& state) {
  do {
    const std::optional<std::string> over = Round(state).run();
    if (!over) return;
    state->tell(Cause::lost, {{}, *over});
  } while (state->pause());
}

void Watch::stop() {
  {
    const std::scoped_lock lock(state_->sink_mutex);
    state_->deaf = true;
  }
  state_->raise(&State::stopped);
}

}  // namespace xvm::agent
