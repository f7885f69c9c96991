// sim/replay/acting.hpp
//
// Purpose: deeds of scenarios as what happens on the simulated cluster. What cannot happen there,
// because of the situation or because the simulation does not know it yet, is refused in words.
// Thread rule: one owner of the cluster.
//
//   const std::string wrong = act(scenario, cluster, deed, std::nullopt);    // empty: it was done
#pragma once

#include "sim/replay/truth.hpp"

namespace xvm::sim {

// `call`: the request that the trigger spoke of, for "lose the call".
std::string act(const Scenario& s, Cluster& cluster, const Deed& deed,
                const std::optional<CallAt>& call);

}  // namespace xvm::sim
