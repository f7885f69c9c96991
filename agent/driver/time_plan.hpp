// agent/driver/time_plan.hpp
//
// Purpose: when the named timers of a method run out, in milliseconds since the method's real start
// on a monotonic clock (R11: decisions/stop_budget.hpp does the arithmetic).
// Thread rule: used by the loop only.
//
//   TimePlan plan({.budget_ms = 600'000});
//   plan.deadline_ms(Timer::graceful, 0) == 420'000
#pragma once

#include "model/decisions/stop_budget.hpp"
#include "model/vocabulary/timer.hpp"

#include <cstdint>
#include <optional>

namespace xvm::agent {

struct TimeSettings {
  std::int64_t budget_ms = 600'000;  // B
  std::int64_t repeat_ms = 2'000;    // graceful request again; next destroy (at most 5 % of B)
  std::int64_t settle_poll_ms = 250;
  // The state of a watched domain is asked for although no event came: a daemon that was restarted
  // loses events.
  std::int64_t audit_ms = 1'000;
  bool migrates = false;  // a stop or hand-over that may migrate: 45 % and 50 % of B
};

class TimePlan {
 public:
  explicit TimePlan(TimeSettings settings);

  // When the timer, armed at `now_ms`, runs out. Never in the past; no phase ends after B.
  std::int64_t deadline_ms(Timer timer, std::int64_t now_ms);

  std::int64_t budget_ms() const { return settings_.budget_ms; }
  std::int64_t audit_ms() const { return settings_.audit_ms; }

 private:
  std::int64_t phase_end_ms(Timer timer, std::int64_t now_ms);

  TimeSettings settings_;
  std::optional<ShutdownPhases> phases_;  // of the shutdown that began last
};

}  // namespace xvm::agent
