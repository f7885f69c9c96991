// fakes/gds/rtr_entry.hpp
//
// Purpose: one entry of the second part of a registration file, "{ PROPERTY = name; ... }", as the
// rule that cluster.json keeps: {type, extension, default, tunable, min, max, words, per_node}.
// Thread rule: one thread per RtrTokens.
//
//   RtrEntry e = read_rtr_entry(tokens);   // "{" was taken already; e.name == "Stop_timeout"
#pragma once

#include "fakes/gds/rtr_tokens.hpp"
#include "fakes/gds/snapshot.hpp"

namespace xvm::fakes::gds {

struct RtrEntry {
  std::string name;
  Json rule;
  int line = 1;
};

// Throws what fail_in_rtr throws. Whether the method of a timeout is declared is not looked at.
RtrEntry read_rtr_entry(RtrTokens& tokens);

}  // namespace xvm::fakes::gds
