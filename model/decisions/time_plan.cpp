#include "model/decisions/time_plan.hpp"

#include <algorithm>

namespace xvm {

MethodEnd method_end(std::int64_t budget_ms) {
  constexpr std::int64_t longest_reserve_ms = 2'000;
  const std::int64_t budget = std::max<std::int64_t>(budget_ms, 0);
  const std::int64_t reserve = std::min(budget / 40, longest_reserve_ms);
  return {budget - reserve, budget - reserve / 2};
}

std::int64_t scaled_bound_ms(std::int64_t usual_ms, std::int64_t budget_ms,
                             std::int64_t whole_from_ms) {
  constexpr std::int64_t healthy_ms = 1'000;  // a healthy call on a crowded node
  if (budget_ms >= whole_from_ms) return usual_ms;
  const std::int64_t share = usual_ms * std::max<std::int64_t>(budget_ms, 0) / whole_from_ms;
  return std::max(share, std::min(usual_ms, healthy_ms));
}

std::int64_t longest_call_ms(std::int64_t budget_ms, std::int64_t now_ms) {
  const std::int64_t left = method_end(budget_ms).calls_ms - std::max<std::int64_t>(now_ms, 0);
  return left <= 0 ? 0 : left - std::min(left / 2, budget_ms / 20);
}

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

std::int64_t TimePlan::call_ms(std::int64_t bound_ms, std::int64_t now_ms) const {
  return std::min(bound_ms, longest_call_ms(settings_.budget_ms, now_ms));
}

std::int64_t TimePlan::note_ms(std::int64_t bound_ms, std::int64_t now_ms) const {
  return std::clamp<std::int64_t>(loop_end_ms() - now_ms, 0, bound_ms);
}

std::int64_t TimePlan::deadline_ms(Timer timer, std::int64_t now_ms) {
  constexpr std::int64_t settle_alone_ms = 30'000;  // start, reconcile: no phase of B is set aside
  // Measured on Xen: 1-2 s from the end of the old domain to the first sight of the new one.
  constexpr std::int64_t reboot_gap_ms = 3'000;
  const std::int64_t budget = settings_.budget_ms;
  const std::int64_t calls_end = method_end(budget).calls_ms;
  std::int64_t at = now_ms;
  switch (timer) {
    case Timer::graceful:
    case Timer::immediate: at = std::min(phase_end_ms(timer, now_ms), calls_end); break;
    case Timer::repeat: at = now_ms + settings_.repeat_ms; break;
    case Timer::settle_poll: at = now_ms + settings_.settle_poll_ms; break;
    case Timer::migration_limit: at = migration_phases(budget).abort_at_ms; break;
    case Timer::reboot_gap: at = std::min(now_ms + reboot_gap_ms, calls_end); break;
    case Timer::settle_limit:
      at = settings_.migrates ? migration_phases(budget).settled_by_ms
                              : std::min(now_ms + settle_alone_ms, calls_end);
      break;
  }
  return std::max(at, now_ms);
}

}  // namespace xvm
