// agent/control/method_call.hpp
//
// Purpose: one method of one resource from its options to its end: configuration, identity, state,
// tools, driver. What control_xvm does; other engines call the same.
// Thread rule: once, on the main thread.
//
//   CallResult r = call_method(options);
//   if (!r.error.empty()) complain(r.error); else return exit_code_of(r.finish);
#pragma once

#include "agent/control/options.hpp"
#include "model/machine/action.hpp"

#include <string>
#include <vector>

namespace xvm::agent {

struct CallResult {
  Finish finish{Result::failed, Reason::none, NodeId::none};
  std::vector<std::string> errors;  // not empty: the method was never begun
};

CallResult call_method(const Options& options);

}  // namespace xvm::agent
