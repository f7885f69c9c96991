// sim/program/replay_command.hpp
//
// Purpose: xvm-sim replay FILE...: performs scenarios and says of each whether all was as expected.
// Thread rule: one thread.
//
//   add_replay(app, exit_code);      // 0 fine, 1 a scenario failed, 2 a file or option is wrong
#pragma once

#include <CLI/App.hpp>

namespace xvm::sim {

void add_replay(CLI::App& app, int& exit_code);

}  // namespace xvm::sim
