// sim/record/facts.hpp
//
// Purpose: the facts of a simulated run, that is what happens in the world and not in a machine, as
// entries of the trace. docs/views.md lists their names and fields.
// Thread rule: pure functions.
//
//   for (const Fact& f : facts_between(before, after, names)) ...   // in the order of the list
//   below facts_of(now, names);                                            // everything, as at the
//   begin
//
//   host, member, daemon, network, admin      of a node; admin also of the whole cluster
//   domain, group, method                     of a domain on a node
//   claim, export, migration                  of a domain
#pragma once

#include "model/trace/entry.hpp"
#include "sim/record/sighting.hpp"

#include <string>
#include <vector>

namespace xvm::sim {

// Position to name. What has none is called by its position.
struct Names {
  std::vector<std::string> nodes;
  std::vector<std::string> domains;

  std::string of(NodeId node) const;  // "-" for none
  std::string of_domain(unsigned domain) const;
};

// n1, n2, ... and d1, d2, ...
Names numbered_names(unsigned nodes, unsigned domains);

// Where something happened, and what. Empty: no node, or no domain, of its own.
struct PlacedFact {
  std::string node;
  std::string domain;
  trace::Fact fact;
  friend bool operator==(const PlacedFact&, const PlacedFact&) = default;
};

std::vector<PlacedFact> facts_between(const Sighting& before, const Sighting& after,
                                      const Names& names);
// Two sightings of one cluster have the same nodes and domains.
std::vector<PlacedFact> facts_of(const Sighting& now, const Names& names);

}  // namespace xvm::sim
