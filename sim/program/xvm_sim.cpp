// xvm-sim: whole simulated clusters, a hundred thousand times faster than life.
//
//   xvm-sim run --seeds 1..1000
//   xvm-sim run --seed 17 --events
//   xvm-sim replay scenarios/ trace.ndjson
//   xvm-sim shrink failures/seed-17-3x3.scn
//   xvm-sim report --seed 17 -o run.html
//   xvm-sim diagram --seed 17 --story
//
// Exit: 0 fine, 1 an invariant is broken, a domain did not come back or a scenario failed, 2 usage.
#include "sim/program/diagram_command.hpp"
#include "sim/program/replay_command.hpp"
#include "sim/program/report_command.hpp"
#include "sim/program/run_command.hpp"
#include "sim/program/shrink_command.hpp"

int main(int argc, char** argv) {
  CLI::App app{"Simulated clusters of ha-xvm: every step is held against the invariants."};
  app.require_subcommand(1);
  app.failure_message([](const CLI::App*, const CLI::Error& e) {
    return "xvm-sim: " + std::string(e.what()) + " (see xvm-sim --help)\n";
  });
  int exit_code = 0;
  xvm::sim::add_run(app, exit_code);
  xvm::sim::add_replay(app, exit_code);
  xvm::sim::add_shrink(app, exit_code);
  xvm::sim::add_report(app, exit_code);
  xvm::sim::add_diagram(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  return exit_code;
}
