// sim/world/swarm.hpp
//
// Purpose: how often each kind of fault belongs to a random subset of them (a swarm), and which
// kinds do not belong to any, with the reason. Thread rule: pure functions.
//
//   if (dice.percent(swarm_percent(Fault::host_crash))) ...
#pragma once

#include "sim/world/world.hpp"

namespace xvm::sim {

// In percent of the runs.
constexpr unsigned swarm_percent(Fault fault) {
  constexpr unsigned of_the_cluster = 30;
  constexpr unsigned by_hand_and_rare = 12;
  return fault <= Fault::command ? of_the_cluster : by_hand_and_rare;
}

}  // namespace xvm::sim
