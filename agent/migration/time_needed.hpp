// agent/migration/time_needed.hpp
//
// Purpose: can this guest be moved in the time that is left, and when is it to be given up? From
// its memory, the bandwidth that the administrator allows, and the budget (R11).
// Thread rule: pure functions.
//
//   migration_time({.memory_mib = 4096, .bandwidth_mib_s = 100, .until_abort_ms = 270'000})
//     == {.fits = true, .limit_ms = 270'000}             // one pass takes 41 s
#pragma once

#include <cstdint>

namespace xvm::agent {

struct MigrationNeeds {
  std::uint64_t memory_mib = 0;       // of the guest
  std::uint32_t bandwidth_mib_s = 0;  // MIGRATE_BANDWIDTH; 0: not limited, so not known
  std::int64_t until_abort_ms = 0;    // until 45 % of B are over
};

struct MigrationTime {
  bool fits = true;           // false: one pass over the memory alone takes longer than there is
  std::int64_t pass_ms = 0;   // one pass at that bandwidth; 0: not known
  std::int64_t limit_ms = 0;  // the copy is aborted then; never beyond until_abort_ms

  friend bool operator==(const MigrationTime&, const MigrationTime&) = default;
};

// A copy that took ten passes' time is not converging: waiting on would only cost the guest the
// time for its shutdown. Without a bandwidth there is no pass to count and the budget alone bounds.
// Small guests get 20 s whatever their size: connections and devices take time as well.
MigrationTime migration_time(const MigrationNeeds& needs);

}  // namespace xvm::agent
