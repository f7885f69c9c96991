// sim/program/diagram_command.hpp
//
// Purpose: the words of `xvm-sim diagram`: a run as columns of text, Mermaid or Chrome trace.
// Thread rule: one thread.
//
//   add_diagram(app, exit_code);      // 0 written, 2 nothing to read or no place to write
#pragma once

#include <CLI/CLI.hpp>

namespace xvm::sim {

void add_diagram(CLI::App& app, int& exit_code);

}  // namespace xvm::sim
