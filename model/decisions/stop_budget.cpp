#include "model/decisions/stop_budget.hpp"

#include <algorithm>

namespace xvm {
namespace {

constexpr std::int64_t percent(std::int64_t whole, int share) {
  // Split so that the product cannot overflow for any 64-bit number of milliseconds.
  return whole / 100 * share + whole % 100 * share / 100;
}

}  // namespace

std::int64_t stop_budget_ms(std::int64_t stop_timeout_ms, bool through_sunw_gds) {
  const std::int64_t whole = std::max<std::int64_t>(stop_timeout_ms, 0);
  return through_sunw_gds ? percent(whole, 80) : whole;
}

ShutdownPhases shutdown_phases(std::int64_t budget_ms, std::int64_t begun_ms) {
  const std::int64_t budget = std::max<std::int64_t>(budget_ms, 0);
  const std::int64_t begun = std::clamp<std::int64_t>(begun_ms, 0, budget);
  const std::int64_t left = budget - begun;
  const std::int64_t graceful_end = begun + percent(left, 70);
  return {graceful_end, graceful_end + percent(left, 25)};
}

MigrationPhases migration_phases(std::int64_t budget_ms) {
  const std::int64_t budget = std::max<std::int64_t>(budget_ms, 0);
  return {percent(budget, 45), percent(budget, 50)};
}

}  // namespace xvm
