// agent/gds/method_timeout.hpp
//
// Purpose: how long the cluster lets a method run: the resource's Start_timeout or Stop_timeout
// and, for a stop, its type (facts: GDS, 5.2 and 6.4). Under SUNW.gds a stop command is killed
// after 80 % of Stop_timeout; under ORCL.gds all of it is the command's. Thread rule: any thread;
// ask_timeout blocks as ClusterCommands do.
//
//   TimeoutAnswer a = ask_timeout(cluster, {.resource = "web-rs", .group = "web-rg",
//                                           .tag = "STOP_TIMEOUT", .type = true});
//   a.timeout_s == 600; stop_has_all(a.type) == false;   // "SUNW.gds:6"
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "agent/gds/cluster_commands.hpp"

namespace xvm::agent {

struct TimeoutQuestion {
  std::string resource;
  std::string group;
  std::string tag = {};  // STOP_TIMEOUT, START_TIMEOUT; empty: not asked
  bool type = false;     // whether the type is asked
};

struct TimeoutAnswer {
  std::optional<std::int64_t> timeout_s;  // above 0
  std::string type;  // with its version, as the cluster has it; empty: not told
  std::string note;  // one line: what was asked and not told
};

// One command for each thing that is asked, side by side.
TimeoutAnswer ask_timeout(const ClusterCommands& cluster, const TimeoutQuestion& question);

// Types made from ORCL.gds leave a stop command all of Stop_timeout. Every other one counts as
// SUNW.gds: a budget that is too long ends in a kill in the middle of the shutdown.
bool stop_has_all(std::string_view type);

}  // namespace xvm::agent
