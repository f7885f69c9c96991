// fakes/node/domain_calls.hpp
//
// Purpose: what libvirt does with a call for a domain once its daemon has read it.
// Thread rule: a pure function.
//
//   Done d = carry_out(cell, {Ask::create});
//   d.outcome == CallOutcome::refused      // "domain is already active"
#pragma once

#include "fakes/node/domain_cell.hpp"
#include "fakes/node/request.hpp"
#include "model/ports/outcome.hpp"

namespace xvm::fakes {

struct Done {
  DomainCell after;
  CallOutcome outcome = CallOutcome::refused;
};

// `request.ask` must be a call (is_call). A refused call changes nothing, but for a start that the
// image lock forbids: that leaves "shut off (failed)".
Done carry_out(const DomainCell& cell, const Request& request);

}  // namespace xvm::fakes
