// fakes/gds/hatimerun.hpp
//
// Purpose: hatimerun(1M): runs a program under a time-out. The child leads a process group of its
// own, which gets the signal; what left the group by setsid() survives.
// Thread rule: only in a program of its own (it waits for its child and takes signals).
//
//   hatimerun -t 30 [-a | -k KILL] [-v] [-e EXIT] [-d] [-x PCT] PROGRAM ARGS...
//   exit: the child's status; 99 (or EXIT) at the time-out; 98 own error, or SIGTERM while waiting
#pragma once

#include "fakes/gds/call.hpp"

namespace xvm::fakes::gds {

int hatimerun(Call& call);

// "KILL", "SIGKILL" or "9"; nullopt: no signal.
std::optional<int> signal_number(const std::string& text);

}  // namespace xvm::fakes::gds
