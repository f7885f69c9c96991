// sim/retrace/plausible.hpp
//
// Purpose: what a trace says is checked before a machine is told: a machine may rely on what its
// executors promise (claims as model/records lets them pass, a node that is in its own list).
// Thread rule: pure functions. An empty text: nothing is wrong.
//
//   fault_of(setting)         == "setting.self: node 3 is not in setting.nodes"
//   fault_of(event, setting)  == "claim.owner: node 9 is not in setting.nodes"
#pragma once

#include "model/machine/event.hpp"
#include "model/vocabulary/method.hpp"

#include <string>

namespace xvm::sim {

std::string fault_of(const Setting& setting);
std::string fault_of(const Event& event, const Setting& setting);

}  // namespace xvm::sim
