// fakes/gds/cl_show.hpp
//
// Purpose: the list, show and status tables of clrg, clrs and clresourcetype.
// Thread rule: re-entrant.
//
//   call.out += show_objects(cluster, "groups", operands);
#pragma once

#include "fakes/gds/cl_words.hpp"

namespace xvm::fakes::gds {

// `list` is "groups" or "resources"; no operands, or "+": all. nullopt: no list of such a word.
// Unknown names are refused with CL_ENOENT. Returns the exit code.
int show_objects(Call& call, const ClWords& words, const char* list);

}  // namespace xvm::fakes::gds
