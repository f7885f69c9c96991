// xvm: what an administrator does with a resource beside the cluster's own commands.
//   xvm switch -R web-rs -G web-rg --to node2
#include "agent/administration/switch_over.hpp"
#include "agent/config/config_file.hpp"
#include "agent/control/program.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace {

using namespace xvm::agent;

void add_switch(CLI::App& app, SwitchOrder& order) {
  CLI::App* command = app.add_subcommand(
      "switch", "Moves the resource to a node, and tells the stop that this causes where it goes");
  Options& o = order.common;
  constexpr std::int64_t day_s = 86'400;
  command->add_option("-R,--resource", o.resource, "name of the resource")->required();
  command->add_option("-G,--group", o.group, "name of its resource group")->required();
  command->add_option("--to", order.target, "node that shall run the guest")->required();
  command->add_option("--config", o.config, "configuration file [as for control_xvm]");
  command->add_option("--state-folder", o.state_folder, "node-local state")->capture_default_str();
  command->add_option("--node", o.node, "name of this node in NODELIST [the host name]");
  command->add_option("--cluster-commands", o.cluster_commands, "folder of the cluster's commands")
      ->capture_default_str();
  command->add_option("--timeout", order.timeout_s, "seconds for the cluster's command")
      ->check(CLI::Range(std::int64_t{1}, day_s))
      ->capture_default_str();
}

int run(int argc, char** argv) {
  CLI::App app("Looks after the guest domains of this cluster", "xvm");
  SwitchOrder order;
  app.require_subcommand(1);
  add_switch(app, order);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    std::fputs(app.help("", CLI::AppFormatMode::All).c_str(), stdout);
    return 0;
  } catch (const CLI::ParseError& e) {
    std::fprintf(stderr, "xvm: %s (see xvm --help)\n", e.what());
    return 2;
  }
  if (order.common.config.empty()) order.common.config = config_path_of(order.common.resource);
  const SwitchEnd end = switch_over(order);
  std::fputs(end.output.c_str(), stderr);
  if (end.error.empty()) return end.exit_code;
  std::fprintf(stderr, "xvm: %s\n", end.error.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  end_program("xvm", [&] { return run(argc, argv); });
}
