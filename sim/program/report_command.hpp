// sim/program/report_command.hpp
//
// Purpose: the words of `xvm-sim report`: a run as one HTML file.
// Thread rule: one thread.
//
//   add_report(app, exit_code);      // 0 written, 2 nothing to read or no place to write
#pragma once

#include <CLI/CLI.hpp>

namespace xvm::sim {

void add_report(CLI::App& app, int& exit_code);

}  // namespace xvm::sim
