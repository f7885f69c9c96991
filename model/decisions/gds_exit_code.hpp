// model/decisions/gds_exit_code.hpp
//
// Purpose: a method's end as the exit code that GDS expects (facts: GDS, 4.4): start, stop,
// validate 0 or 1; a probe 0 healthy, 1..100 severity, 201 immediate failover. Production and the
// simulated cluster share it.
// Thread rule: a pure function.
//
//   gds_exit_code(Result::not_running, 0) == 100
#pragma once

#include "model/vocabulary/reason.hpp"

namespace xvm {

// `plugin` is what the plugin probe returned; it counts with Result::plugin alone.
constexpr std::uint8_t gds_exit_code(Result result, std::uint8_t plugin) {
  constexpr std::uint8_t complete_failure = 100;
  switch (result) {
    case Result::success:
    case Result::degraded: return 0;
    case Result::failed: return 1;
    case Result::unhealthy:
    case Result::not_running: return complete_failure;
    case Result::plugin: return plugin;
  }
  return 1;
}

}  // namespace xvm
