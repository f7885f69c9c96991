// fake-rgm: the Resource Group Manager of a fake cluster, in real time.
//
//   fake-rgm --state /tmp/cluster --node A --node B --exec 'ci/node exec {node}'
#include "fakes/gds/method_command.hpp"
#include "fakes/gds/rgm_loop.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>

namespace {

using namespace xvm::fakes;
using namespace xvm::fakes::gds;

struct Options {
  std::string state;
  std::vector<std::string> nodes;
  std::vector<std::string> down;
  std::string exec;
  std::string reboot;
  std::string private_names = "{node}";
  double interval_scale = 1.0;
  bool no_target_nodes = false;
  bool restart_names_self = false;
};

void add_options(CLI::App& app, Options& o) {
  app.add_option("--state", o.state, "state folder; made when it is not there")->required();
  app.add_option("--node", o.nodes, "name of a node; again for each")
      ->required()
      ->allow_extra_args(false);
  app.add_option("--down", o.down, "this node is no member at first")->allow_extra_args(false);
  app.add_option("--exec", o.exec, "how a command is run on {node}; nothing: on this machine");
  app.add_option("--reboot", o.reboot, "run here when Failover_mode HARD reboots {node}");
  app.add_option("--private-name", o.private_names, "interconnect name of {node} (number {id})")
      ->capture_default_str();
  app.add_option("--interval-scale", o.interval_scale,
                 "factor for probe, retry and pingpong intervals; timeouts stay")
      ->check(CLI::Range(0.001, 10.0));
  app.add_flag("--no-target-nodes", o.no_target_nodes, "a cluster of 2008: no such tag");
  app.add_flag("--restart-names-self", o.restart_names_self,
               "clrg restart tells the node itself as TARGET_NODES");
}

RgmOptions rgm_options(const Options& o) {
  const auto here = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  RgmOptions r;
  r.nodes = o.nodes;
  r.private_pattern = o.private_names;
  r.rules = {!o.no_target_nodes, o.restart_names_self};
  for (std::size_t i = 0; i < o.nodes.size(); ++i) {
    if (std::find(o.down.begin(), o.down.end(), o.nodes[i]) == o.down.end()) {
      r.members = r.members.with(static_cast<xvm::NodeId>(i));
    }
  }
  r.executor.folder.path = std::filesystem::absolute(o.state);
  r.executor.commands = here / "fake-cluster-commands";
  r.executor.prefix = words_of(o.exec);
  r.executor.reboot = words_of(o.reboot);
  r.executor.mark = fmt::format("XVM_FAKE_RGM={}-{}", ::getpid(), std::time(nullptr));
  r.executor.interval_scale = o.interval_scale;
  return r;
}

}  // namespace

int main(int argc, char** argv) {
  Options o;
  CLI::App app("The Resource Group Manager of a fake cluster, in real time", "fake-rgm");
  add_options(app, o);
  CLI11_PARSE(app, argc, argv);
  if (o.nodes.size() > xvm::max_nodes) {
    std::fprintf(stderr, "fake-rgm: at most %u nodes\n", xvm::max_nodes);
    return 2;
  }
  try {
    return run_rgm(rgm_options(o));
  } catch (const std::exception& e) {
    std::fprintf(stderr, "fake-rgm: %s\n", e.what());
    return 1;
  }
}
