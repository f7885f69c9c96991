// agent/control/method_call.hpp
//
// Purpose: one method of one resource from its options to its end: configuration, identity, state,
// tools, driver. What control_xvm does; other engines call the same.
// Thread rule: once, on the main thread.
//
//   CallResult r = call_method(options);
//   if (!r.errors.empty()) complain(r.errors); else return exit_code_of(r.finish);
#pragma once

#include "agent/control/options.hpp"
#include "agent/driver/job.hpp"
#include "model/machine/action.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace xvm::agent {

struct CallResult {
  Finish finish{Result::failed, Reason::none, NodeId::none};
  std::vector<std::string> errors;  // not empty: the method was never begun
};

// Puts something between the driver and the production jobs: tests kill the agent there.
using JobsBetween = std::function<std::unique_ptr<JobMaker>(JobMaker& production)>;

CallResult call_method(const Options& options, const JobsBetween& between = {});

}  // namespace xvm::agent
