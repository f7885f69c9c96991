// sim/replay/forming.hpp
//
// Purpose: the cluster of a scenario as the simulator forms it.
// Thread rule: pure functions.
//
//   const RunOptions options = options_for(scenario, EngineWord::gds, scenario.seed);
#pragma once

#include "sim/scenario/scenario.hpp"
#include "sim/timed/options.hpp"

namespace xvm::sim {

// No faults of its own, and nothing repairs itself.
RunOptions options_for(const Scenario& s, EngineWord engine, std::uint64_t seed);

// `cluster: target-nodes=no`
bool knows_target_nodes(const Scenario& s);

}  // namespace xvm::sim
