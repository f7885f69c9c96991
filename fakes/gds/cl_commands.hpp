// fakes/gds/cl_commands.hpp
//
// Purpose: clrg, clrs, clresourcetype and clnode evacuate. What shows something reads cluster.json;
// what changes something asks fake-rgm and waits for the end, as the real commands do.
// Thread rule: one thread per call.
//
//   Call call{folder, "clrg", {"switch", "-n", "B", "web-rg"}};
//   int code = clrg(call);
#pragma once

#include "fakes/gds/call.hpp"

namespace xvm::fakes::gds {

int clrg(Call& call);
int clrs(Call& call);
int clresourcetype(Call& call);
int clnode(Call& call);
int fake_rgm_ctl(Call& call);

}  // namespace xvm::fakes::gds
