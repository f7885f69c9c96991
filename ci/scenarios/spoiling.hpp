// ci/scenarios/spoiling.hpp
//
// Purpose: an expectation turned into another one that cannot be true in its place: a scenario that
// still goes well with it would have shown nothing.
// Thread rule: pure functions.
//
//   for (const sim::Scenario& spoiled : spoil_each(scenario)) EXPECT_TRUE(perform(spoiled, ...));
#pragma once

#include "sim/scenario/scenario.hpp"

namespace xvm::scenarios {

struct Spoiled {
  std::size_t line = 0;     // of the expectation that was turned
  bool at_a_moment = true;  // it is looked at once; else it may become true within a time
  sim::Scenario scenario;
};

// One for each expectation about now; those about "never", "always" and "no recovery" are left.
std::vector<Spoiled> spoil_each(const sim::Scenario& scenario);

}  // namespace xvm::scenarios
