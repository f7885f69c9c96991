// sim/record/causes.hpp
//
// Purpose: which choices are worth a fact of their own, because they come from outside: faults, an
// administrator's commands, repairs, and calls that land late. All others show in what they change.
// Thread rule: pure function.
//
//   if (const auto cause = cause_of(choice, names)) write(*cause);
//   // {"fault", {{"what", "cut"}, {"to", "n2"}}} on node n1
#pragma once

#include "sim/record/facts.hpp"
#include "sim/world/choice.hpp"

#include <optional>

namespace xvm::sim {

std::optional<PlacedFact> cause_of(const Choice& choice, const Names& names);

}  // namespace xvm::sim
