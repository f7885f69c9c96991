#include "agent/driver/time_plan.hpp"

#include <algorithm>

namespace xvm::agent {

TimePlan::TimePlan(TimeSettings settings) : settings_(settings) {
  // A short budget still gets more than one try of everything.
  settings_.repeat_ms =
      std::min(settings_.repeat_ms, std::max<std::int64_t>(settings_.budget_ms / 20, 50));
}

std::int64_t TimePlan::phase_end_ms(Timer timer, std::int64_t now_ms) {
  if (timer == Timer::graceful || !phases_) phases_ = shutdown_phases(settings_.budget_ms, now_ms);
  const std::int64_t end =
      timer == Timer::graceful ? phases_->graceful_end_ms : phases_->immediate_end_ms;
  if (timer == Timer::immediate) phases_.reset();  // the next shutdown splits what is left then
  return end;
}

std::int64_t TimePlan::deadline_ms(Timer timer, std::int64_t now_ms) {
  constexpr std::int64_t settle_alone_ms = 30'000;  // start, reconcile: no phase of B is set aside
  const std::int64_t budget = settings_.budget_ms;
  std::int64_t at = now_ms;
  switch (timer) {
    case Timer::graceful:
    case Timer::immediate: at = phase_end_ms(timer, now_ms); break;
    case Timer::repeat: at = now_ms + settings_.repeat_ms; break;
    case Timer::settle_poll: at = now_ms + settings_.settle_poll_ms; break;
    case Timer::migration_limit: at = migration_phases(budget).abort_at_ms; break;
    case Timer::settle_limit:
      at = settings_.migrates ? migration_phases(budget).settled_by_ms
                              : std::min(now_ms + settle_alone_ms, budget);
      break;
  }
  return std::max(at, now_ms);
}

}  // namespace xvm::agent
