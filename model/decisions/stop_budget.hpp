// model/decisions/stop_budget.hpp
//
// Purpose: R11, how the time of a stop is split. All values are milliseconds since the method's
// real start, on a monotonic clock.
// Thread rule: pure functions.
//
//   stop_budget_ms(600'000, /*through_sunw_gds=*/false) == 600'000
//   shutdown_phases(600'000, 0) == {.graceful_end_ms = 420'000, .immediate_end_ms = 570'000}
//
// The 2008 design (section 5) says 70/25/5 % of 600 s is "450 and 150": it is 420, 150 and 30.
#pragma once

#include <cstdint>

namespace xvm {

// B. SUNW.gds kills the stop command after 80 % of Stop_timeout (facts: GDS, section 5.2).
std::int64_t stop_budget_ms(std::int64_t stop_timeout_ms, bool through_sunw_gds);

struct ShutdownPhases {
  std::int64_t graceful_end_ms;
  std::int64_t immediate_end_ms;
  friend bool operator==(const ShutdownPhases&, const ShutdownPhases&) = default;
};

struct MigrationPhases {
  std::int64_t abort_at_ms;    // 45 % of B
  std::int64_t settled_by_ms;  // 50 % of B
  friend bool operator==(const MigrationPhases&, const MigrationPhases&) = default;
};

// 70 % graceful, 25 % immediate, 5 % reserve of what is left of B at `begun_ms`. Values beyond B,
// and negative ones, count as B and 0: the phases are never negative and never end after B.
ShutdownPhases shutdown_phases(std::int64_t budget_ms, std::int64_t begun_ms);

MigrationPhases migration_phases(std::int64_t budget_ms);

}  // namespace xvm
