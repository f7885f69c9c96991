// model/decisions/time_plan.hpp
//
// Purpose: when the named timers of a method run out, and how long its calls may take, in
// milliseconds since the method's real start on a monotonic clock (R11: decisions/stop_budget.hpp
// does the arithmetic of the phases). Production and the simulator keep the same times.
// Thread rule: pure functions; a TimePlan has one owner.
//
//   TimePlan plan({.budget_ms = 600'000});
//   plan.deadline_ms(Timer::graceful, 0) == 420'000
//   scaled_bound_ms(10'000, /*budget_ms=*/20'000) == 2'000
#pragma once

#include "model/decisions/stop_budget.hpp"
#include "model/vocabulary/timer.hpp"

#include <cstdint>
#include <optional>

namespace xvm {

struct TimeSettings {
  std::int64_t budget_ms = 600'000;  // B
  std::int64_t repeat_ms = 2'000;    // graceful request again; next destroy (at most 5 % of B)
  std::int64_t settle_poll_ms = 250;
  // The state of a watched domain is asked for although no event came: a daemon that was restarted
  // loses events.
  std::int64_t audit_ms = 1'000;
  bool migrates = false;  // a stop or hand-over that may migrate: 45 % and 50 % of B
};

// B ends with a kill by the framework: what is not logged by then was never said. So the calls end
// before it, and the loop a little later, whatever hangs. At 600 s: 598 and 599 s.
struct MethodEnd {
  std::int64_t calls_ms;  // nothing is begun any more, and nothing waited for
  std::int64_t loop_ms;   // the verdict is there; notes that are not written by now are lost
};
MethodEnd method_end(std::int64_t budget_ms);

// A bound in proportion to a short budget, so that one silent daemon cannot use it up: `usual_ms`
// from `whole_from_ms` on, less below it, but never less than a healthy answer needs.
std::int64_t scaled_bound_ms(std::int64_t usual_ms, std::int64_t budget_ms,
                             std::int64_t whole_from_ms = 100'000);

// The longest that a call begun at `now_ms` may take: it leaves 5 % of B to those that follow, and
// near the end half of what is left. 0: it must not be begun.
std::int64_t longest_call_ms(std::int64_t budget_ms, std::int64_t now_ms);

class TimePlan {
 public:
  explicit TimePlan(TimeSettings settings);

  // When the timer, armed at `now_ms`, runs out. Never in the past; no phase ends after the calls.
  std::int64_t deadline_ms(Timer timer, std::int64_t now_ms);

  // How long a call of that bound may take; 0: it must not be begun. A note (a call that nobody
  // waits for an answer of) may use the reserve.
  std::int64_t call_ms(std::int64_t bound_ms, std::int64_t now_ms) const;
  std::int64_t note_ms(std::int64_t bound_ms, std::int64_t now_ms) const;

  std::int64_t loop_end_ms() const { return method_end(settings_.budget_ms).loop_ms; }
  std::int64_t audit_ms() const { return settings_.audit_ms; }

 private:
  std::int64_t phase_end_ms(Timer timer, std::int64_t now_ms);

  TimeSettings settings_;
  std::optional<ShutdownPhases> phases_;  // of the shutdown that began last
};

}  // namespace xvm
