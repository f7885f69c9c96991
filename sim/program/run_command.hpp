// sim/program/run_command.hpp
//
// Purpose: the words of `xvm-sim run`.
// Thread rule: one thread.
//
//   add_run(app, exit_code);
#pragma once

#include <CLI/CLI.hpp>

namespace xvm::sim {

void add_run(CLI::App& app, int& exit_code);

}  // namespace xvm::sim
