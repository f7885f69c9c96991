// sim/timed/method_clock.hpp
//
// Purpose: when the timers of a method run out and how long its calls may take, in microseconds on
// the virtual clock: the rules of agent/driver/time_plan.hpp over the same stop budget (R11).
// Thread rule: a value for each run of a method.
//
//   MethodClock clock(now_us, 600'000);
//   clock.deadline_us(Timer::graceful, now_us)
#pragma once

#include "model/decisions/stop_budget.hpp"
#include "model/vocabulary/timer.hpp"

#include <algorithm>
#include <cstdint>

namespace xvm::sim {

class MethodClock {
 public:
  MethodClock() = default;
  MethodClock(std::int64_t began_us, std::int64_t budget_ms, bool migrates)
      : began_us_(began_us), budget_ms_(budget_ms), migrates_(migrates) {}

  std::int64_t deadline_us(Timer timer, std::int64_t now_us) {
    const std::int64_t now_ms = (now_us - began_us_) / 1000;
    return std::max(now_us, began_us_ + deadline_ms(timer, now_ms) * 1000);
  }
  // 0: it must not be begun any more.
  std::int64_t call_us(std::int64_t usual_ms, std::int64_t now_us) const {
    const std::int64_t now_ms = (now_us - began_us_) / 1000;
    const std::int64_t left = std::max<std::int64_t>(calls_end_ms() - now_ms, 0);
    return std::min(scaled_ms(usual_ms), left - std::min(left / 2, budget_ms_ / 20)) * 1000;
  }
  // The copy is aborted at 45 % of B; then the call has some time to come back.
  std::int64_t migration_us(std::int64_t now_us) const {
    const std::int64_t abort_us = began_us_ + migration_phases(budget_ms_).abort_at_ms * 1000;
    return std::max<std::int64_t>(abort_us - now_us, 0) + 10'000'000;
  }
  std::int64_t end_us() const { return began_us_ + (budget_ms_ - reserve_ms() / 2) * 1000; }

 private:
  std::int64_t reserve_ms() const { return std::min<std::int64_t>(budget_ms_ / 40, 2'000); }
  std::int64_t calls_end_ms() const { return budget_ms_ - reserve_ms(); }
  std::int64_t scaled_ms(std::int64_t usual_ms) const {
    constexpr std::int64_t whole_from_ms = 30'000;
    if (budget_ms_ >= whole_from_ms) return usual_ms;
    return std::max(usual_ms * budget_ms_ / whole_from_ms, std::min<std::int64_t>(usual_ms, 1'000));
  }
  std::int64_t deadline_ms(Timer timer, std::int64_t now_ms) {
    switch (timer) {
      case Timer::graceful:
        phases_ = shutdown_phases(budget_ms_, now_ms);
        phased_ = true;
        return std::min(phases_.graceful_end_ms, calls_end_ms());
      case Timer::immediate:
        if (!phased_) phases_ = shutdown_phases(budget_ms_, now_ms);
        phased_ = false;
        return std::min(phases_.immediate_end_ms, calls_end_ms());
      case Timer::repeat: return now_ms + std::min<std::int64_t>(2'000, budget_ms_ / 20);
      case Timer::settle_poll: return now_ms + 250;
      case Timer::migration_limit: return migration_phases(budget_ms_).abort_at_ms;
      case Timer::settle_limit:
        return migrates_ ? migration_phases(budget_ms_).settled_by_ms
                         : std::min(now_ms + 30'000, calls_end_ms());
      case Timer::reboot_gap: return std::min(now_ms + 3'000, calls_end_ms());
    }
    return now_ms;
  }

  std::int64_t began_us_ = 0;
  std::int64_t budget_ms_ = 0;
  bool migrates_ = false;
  bool phased_ = false;
  ShutdownPhases phases_{};
};

}  // namespace xvm::sim
