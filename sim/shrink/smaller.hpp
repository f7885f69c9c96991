// sim/shrink/smaller.hpp
//
// Purpose: scenarios that are simpler than a given one, each by one thing; whether they still fail
// is for others to see.
// Thread rule: pure functions.
//
//   without_node(scenario, 2);          // and without what names it
//   rounder_times(scenario, 4);         // of statement 4: whole minutes first
#pragma once

#include "sim/scenario/scenario.hpp"

#include <vector>

namespace xvm::sim {

// Whatever names it goes with it. A scenario keeps one domain and one node at least: then it is
// returned as it was.
Scenario without_domain(const Scenario& s, DomainPlace domain);
Scenario without_node(const Scenario& s, NodeId node);

// One option of a domain (place < domains.size()), of all groups, or of the cluster.
struct OptionPlace {
  std::size_t place = 0;
  std::size_t index = 0;
  friend constexpr bool operator==(const OptionPlace&, const OptionPlace&) = default;
};
std::vector<OptionPlace> options_of(const Scenario& s);
// With these options of s alone.
Scenario with_options(const Scenario& s, const std::vector<OptionPlace>& kept);

// Usual latencies: each header key that says otherwise, left out.
std::vector<Scenario> usual_headers(const Scenario& s);

// The statement at a rounder time, the roundest first, never before the one in front of it.
std::vector<Scenario> rounder_times(const Scenario& s, std::size_t statement);

// The deed in words that a real cluster has: a call without its number and the like.
std::vector<Scenario> plainer_deeds(const Scenario& s, std::size_t statement);

}  // namespace xvm::sim
