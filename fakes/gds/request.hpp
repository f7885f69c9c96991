// fakes/gds/request.hpp
//
// Purpose: one question to fake-rgm over the socket in the state folder: a line of JSON each way.
//   request {"do": WORD, "node": NODE OF THE CALLER, ...}    answer {"code": N, "out": "", "err":
//   ""}
// Thread rule: one thread per call.
//
//   return ask_rgm(call, {{"do", "rg-switch"}, {"groups", {"web-rg"}}, {"target", "B"}});
#pragma once

#include "fakes/gds/call.hpp"
#include "fakes/gds/snapshot.hpp"

namespace xvm::fakes::gds {

// Waits at most XVM_FAKE_WAIT_S seconds (default 900: the longest method is given up before).
// Returns the exit code; output goes to `call`. No answer is SCHA_ERR_TIMEOUT.
int ask_rgm(Call& call, Json request);

}  // namespace xvm::fakes::gds
