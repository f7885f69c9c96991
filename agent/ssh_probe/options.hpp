// agent/ssh_probe/options.hpp
//
// Purpose: the command line of ppkssh. Thread rule: main thread, first thing.
//
//   ppkssh -u probe -i /root/.ssh/ppkssh web1 --target multi-user.target
#pragma once

#include "agent/ssh_probe/probe_order.hpp"

#include <optional>
#include <string>

namespace xvm::agent {

struct SshProbeOptions {
  ProbeOrder order;
  bool verbose = false;
};

struct SshProbeWords {
  std::optional<SshProbeOptions> options;  // none: nothing is to be probed
  std::string error = {};                  // one line; empty after --help, which was printed
};

SshProbeWords read_ssh_probe_options(int argc, const char* const* argv);

}  // namespace xvm::agent
