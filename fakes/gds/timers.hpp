// fakes/gds/timers.hpp
//
// Purpose: RGM's named timers on the monotonic clock. Intervals may be made shorter for tests;
// timeouts of methods and probes never.
// Thread rule: fake-rgm's one thread.
//
//   Timers timers(0.1);                                // a Thorough_probe_interval of 60 s: 6 s
//   timers.arm({timer, 60});   while (auto t = timers.take_expired()) feed(Expired{*t});
#pragma once

#include "fakes/rgm/action.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <vector>

namespace xvm::fakes::gds {

class Timers {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Timers(double interval_scale) : interval_scale_(interval_scale) {}

  void arm(const rgm::Arm& order) {
    cancel({order.timer});
    const bool timeout =
        order.timer.name == rgm::TimerName::method || order.timer.name == rgm::TimerName::probe;
    const std::chrono::duration<double> length(order.seconds * (timeout ? 1.0 : interval_scale_));
    running_.push_back(
        {order.timer, Clock::now() + std::chrono::duration_cast<Clock::duration>(length)});
  }

  void cancel(const rgm::Cancel& order) {
    const rgm::Timer& t = order.timer;
    std::erase_if(running_, [&](const Running& r) {
      return r.timer.name == t.name && r.timer.group == t.group && r.timer.node == t.node &&
             (t.slot == rgm::Timer::every_slot || r.timer.slot == t.slot);
    });
  }

  // The earliest first.
  std::optional<rgm::Timer> take_expired() {
    const auto first = earliest();
    if (first == running_.end() || first->deadline > Clock::now()) return std::nullopt;
    const rgm::Timer timer = first->timer;
    running_.erase(first);
    return timer;
  }

  // Milliseconds until the next expiry, rounded up; -1: none runs.
  int wait_ms() {
    const auto first = earliest();
    if (first == running_.end()) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(first->deadline - Clock::now());
    return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 3'600'000));
  }

 private:
  struct Running {
    rgm::Timer timer;
    Clock::time_point deadline;
  };
  std::vector<Running>::iterator earliest() {
    return std::min_element(
        running_.begin(), running_.end(),
        [](const Running& a, const Running& b) { return a.deadline < b.deadline; });
  }

  double interval_scale_;
  std::vector<Running> running_;
};

}  // namespace xvm::fakes::gds
