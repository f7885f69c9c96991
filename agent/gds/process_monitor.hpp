// agent/gds/process_monitor.hpp
//
// Purpose: takes the resource out of the process monitor facility before the start function ends:
// the processes of a guest domain are not its children, and PMF would restart the start command
// (2008 design, section 4; facts: GDS, 5.1 and 6.2).
// Thread rule: blocks until the deadline of `cluster` at most.
//
//   ProcessMonitorEnd end = silence_pmf(cluster, "web-rs", "web-rg");   // pmfadm -s
//   web-rg,web-rs,0.svc end.outcome == CallOutcome::ok
#pragma once

#include <string>

#include "agent/gds/cluster_commands.hpp"
#include "model/ports/outcome.hpp"

namespace xvm::agent {

struct ProcessMonitorEnd {
  CallOutcome outcome = CallOutcome::unknown;
  std::string note;  // one line; empty when ok
};

// Ok without doing anything where PMF_managed=FALSE (ORCL.gds) or where the tag is not under PMF.
// Never sends a signal to what runs under the tag: that is ourselves.
ProcessMonitorEnd silence_pmf(const ClusterCommands& cluster, const std::string& resource,
                              const std::string& group);

}  // namespace xvm::agent
