// agent/control/options.hpp
//
// Purpose: the command line of control_xvm, as GDS calls it and as a person would:
//   control_xvm -R RESOURCE -G GROUP [--config FILE] validate|start|stop|probe|boot
// Thread rule: used before any thread is made.
#pragma once

#include "model/vocabulary/method.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace xvm::agent {

struct Options {
  std::string resource;
  std::string group;
  std::string type;                        // of the resource; empty: a stop asks the cluster for it
  std::string config;                      // never empty after read_options()
  std::string etc = "/opt/SUNWscxvm/etc";  // holds debug and config (2008 design, sections 10, 12)
  std::string cluster_commands = "/usr/cluster/bin";  // scha_*, pmfadm; absent: no cluster
  std::string state_folder = "/var/lib/ha-xvm";
  std::string node;   // this node's name in NODELIST; empty: the host name
  std::string trace;  // NDJSON file; empty: in the state folder, when debug is on
  std::optional<std::int64_t> start_timeout_s;  // none: the cluster is asked (method_budget.hpp)
  std::optional<std::int64_t> stop_timeout_s;   // none: the same
  std::int64_t probe_timeout_s = 30;
  bool through_sunw_gds = false;  // R11: only 80 % of Stop_timeout are ours, whatever the type
  bool debug = false;
  bool quiet = false;  // no log on standard error
  Method method = Method::probe;
};

struct OptionsResult {
  std::optional<Options> options;
  int exit_code = 0;  // when there are no options: 0 after --help, else 2
};

// Prints help to standard output and one line about a mistake to standard error.
OptionsResult read_options(int argc, char** argv);

}  // namespace xvm::agent
