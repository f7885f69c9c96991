// model/trace/step_text.hpp
//
// Purpose: events and actions as short text for people: what was observed, what follows, why.
// Thread rule: pure functions.
//
//   text_of(Observed{n1, running}, names) == "n1: running, defined"
//   text_of(LinkClaim{held}, names)       == "claim epoch 4: held by n1"
#pragma once

#include "model/machine/step.hpp"

#include <string>
#include <vector>

namespace xvm::trace {

using NodeNames = std::vector<std::string>;

std::string text_of(const Observation& seen);
std::string text_of(const Claim& claim, const NodeNames& names);
std::string text_of(const Event& event, const NodeNames& names);
std::string text_of(const Action& action, const NodeNames& names);
std::string text_of(const Finish& finish, const NodeNames& names);

// "stop/shutdown.Graceful": the chain of tables and the state of the innermost.
std::string place_of(const Machine& machine);

}  // namespace xvm::trace
