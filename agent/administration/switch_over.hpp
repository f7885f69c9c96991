// agent/administration/switch_over.hpp
//
// Purpose: `xvm switch`: moves a resource to a node that the administrator names, and tells the
// stop which this causes where it goes. Before Solaris Cluster 4.2 a stop is not told its target,
// and without one it shuts the guest down (facts: GDS, 7.2; 2008 design, section 5: "determine the
// target host").
// Thread rule: main thread; blocks until the cluster's own command is over.
//
//   SwitchEnd end = switch_over({.common = options, .target = "n2"});
//   if (!end.error.empty()) complain(end.error); else return end.exit_code;
#pragma once

#include "agent/control/options.hpp"

#include <cstdint>
#include <string>

namespace xvm::agent {

struct SwitchOrder {
  Options common{};      // resource, group, configuration, folders
  std::string target{};  // a node of the resource's node list
  std::int64_t timeout_s = 1'800;
};

struct SwitchEnd {
  int exit_code = 1;     // of clrg, when there is no error
  std::string output{};  // what clrg said
  std::string error{};   // one line: nothing was switched
};

// Writes the hint, runs `clrg switch -n TARGET GROUP`, takes the hint away. A hint that stays
// behind because this process was killed steers no later stop: it counts for the present claim
// only.
SwitchEnd switch_over(const SwitchOrder& order);

}  // namespace xvm::agent
