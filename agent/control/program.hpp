// agent/control/program.hpp
//
// Purpose: what every program of the agent begins and ends with.
// Thread rule: main thread, once.
//
//   int main(int argc, char** argv) {
//     end_program("control_xvm", [&] { return run_control_xvm(argc, argv); });
//   }
#pragma once

#include "agent/control/method_call.hpp"

#include <functional>

namespace xvm::agent {

// control_xvm from its words to its exit code; mistakes are one line each on standard error.
int run_control_xvm(int argc, char** argv, const JobsBetween& between = {});

// Runs, flushes, and ends the process by _exit: threads may be stuck in calls that never return.
// What `run` throws is one line on standard error, and exit code 1.
[[noreturn]] void end_program(const char* name, const std::function<int()>& run);

}  // namespace xvm::agent
