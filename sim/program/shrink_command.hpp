// sim/program/shrink_command.hpp
//
// Purpose: `xvm-sim shrink FILE`: the smallest scenario that fails in the same way.
// Thread rule: one thread.
//
//   add_shrink(app, exit_code);
#pragma once

#include <CLI/CLI.hpp>

namespace xvm::sim {

void add_shrink(CLI::App& app, int& exit_code);

}  // namespace xvm::sim
