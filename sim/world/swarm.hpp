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
constexpr int swarm_percent(Fault fault) {
  constexpr int of_the_cluster = 30;
  constexpr int by_hand_and_rare = 12;
  return fault <= Fault::command ? of_the_cluster : by_hand_and_rare;
}

}  // namespace xvm::sim
