// sim/timed/method_clock.hpp
//
// Purpose: when the timers of a method run out and how long its calls may take, in microseconds on
// the virtual clock: production's own plan (model/decisions/time_plan.hpp) over the same budget.
// Thread rule: a value for each run of a method.
//
//   MethodClock clock(now_us, {.budget_ms = 600'000, .migrates = true});
//   clock.deadline_us(Timer::graceful, now_us)
#pragma once

#include "model/decisions/time_plan.hpp"

#include <algorithm>
#include <cstdint>

namespace xvm::sim {

class MethodClock {
 public:
  // Bounds of calls are whole from such a budget on; a probe has few calls (agent/control).
  static constexpr std::int64_t usual_whole_from_ms = 100'000;
  static constexpr std::int64_t probe_whole_from_ms = 30'000;

  MethodClock() = default;
  MethodClock(std::int64_t began_us, const TimeSettings& times,
              std::int64_t whole_from_ms = usual_whole_from_ms)
      : began_us_(began_us),
        budget_ms_(times.budget_ms),
        whole_from_ms_(whole_from_ms),
        plan_(times) {}

  std::int64_t deadline_us(Timer timer, std::int64_t now_us) {
    return std::max(now_us, began_us_ + plan_.deadline_ms(timer, spent_ms(now_us)) * 1000);
  }
  // 0: it must not be begun any more.
  std::int64_t call_us(std::int64_t usual_ms, std::int64_t now_us) const {
    return plan_.call_ms(share_ms(usual_ms), spent_ms(now_us)) * 1000;
  }
  // The copy is aborted at 45 % of B; then the call has some time to come back.
  std::int64_t migration_us(std::int64_t now_us) const {
    constexpr std::int64_t return_ms = 10'000;
    const std::int64_t until_abort_ms = migration_phases(budget_ms_).abort_at_ms - spent_ms(now_us);
    const std::int64_t bound_ms = std::max<std::int64_t>(until_abort_ms, 0) + share_ms(return_ms);
    return plan_.call_ms(bound_ms, spent_ms(now_us)) * 1000;
  }
  // Whatever hangs, the method has its verdict by then.
  std::int64_t end_us() const { return began_us_ + plan_.loop_end_ms() * 1000; }

 private:
  std::int64_t spent_ms(std::int64_t now_us) const { return (now_us - began_us_) / 1000; }
  std::int64_t share_ms(std::int64_t usual_ms) const {
    return scaled_bound_ms(usual_ms, budget_ms_, whole_from_ms_);
  }

  std::int64_t began_us_ = 0;
  std::int64_t budget_ms_ = 0;
  std::int64_t whole_from_ms_ = usual_whole_from_ms;
  TimePlan plan_{TimeSettings{}};
};

}  // namespace xvm::sim
