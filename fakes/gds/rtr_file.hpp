// fakes/gds/rtr_file.hpp
//
// Purpose: reads a resource type registration file (rt_reg(4)) into the shape that cluster.json has
// for types: {name, version, properties: {...}, rules: {Property: {...}}}.
// Thread rule: re-entrant.
//
//   RtrResult r = read_rtr(text);
//   if (!r.problem.empty()) refuse(r.problem);       // "line 12: PROPERTY has no name"
#pragma once

#include "fakes/gds/snapshot.hpp"

namespace xvm::fakes::gds {

struct RtrResult {
  Json type;
  std::string problem;  // empty: good
};

RtrResult read_rtr(std::string_view text);

// The text of SUNW.gds or ORCL.gds as far as its properties are documented; nullptr: none.
const char* builtin_rtr(std::string_view type);

}  // namespace xvm::fakes::gds
