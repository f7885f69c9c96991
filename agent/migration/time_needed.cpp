#include "agent/migration/time_needed.hpp"

#include <algorithm>

namespace xvm::agent {

MigrationTime migration_time(const MigrationNeeds& needs) {
  constexpr std::int64_t passes_allowed = 10;
  constexpr std::int64_t least_ms = 20'000;
  const std::int64_t available_ms = std::max<std::int64_t>(needs.until_abort_ms, 0);
  if (needs.bandwidth_mib_s == 0) return {available_ms > 0, 0, available_ms};
  // Memory sizes are far below 2^53 ms at any bandwidth.
  const auto pass_ms = static_cast<std::int64_t>(needs.memory_mib * 1000 / needs.bandwidth_mib_s);
  const std::int64_t patience_ms = std::max(pass_ms * passes_allowed, least_ms);
  return {pass_ms < available_ms, pass_ms, std::min(patience_ms, available_ms)};
}

}  // namespace xvm::agent
