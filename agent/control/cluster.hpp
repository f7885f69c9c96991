// agent/control/cluster.hpp
//
// Purpose: the cluster framework of this node, if there is one: which nodes the resource has, what
// its facts are, where its status is shown. Without one the agent knows its configuration only.
// Thread rule: main thread; the facts that it makes are read on workers.
//
//   if (has_cluster(options)) resource.nodes = group_nodes(options, time).nodes;
//   tools.facts = facts_for(options, prepared, say, 10'000);
#pragma once

#include "agent/control/call_time.hpp"
#include "agent/control/options.hpp"
#include "agent/control/resource_setup.hpp"
#include "agent/driver/cluster_facts.hpp"
#include "model/machine/action.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace xvm::agent {

using Say = std::function<void(const std::string&)>;

// Whether GDS called us, that is, whether its commands are on this node.
bool has_cluster(const Options& options);

// The node list of the resource's group, for a configuration that has none.
struct GroupNodes {
  std::vector<std::string> nodes;
  std::string error;  // one line; then there are no nodes
};
GroupNodes group_nodes(const Options& options, const CallTime& time);

// RGM's when it is there (agent/gds), else the one node's own. All questions together end before
// `call_bound_ms` does, so that what was told counts although one command hangs.
std::shared_ptr<ClusterFacts> facts_for(const Options& options, const Prepared& prepared,
                                        const Say& say, std::int64_t call_bound_ms);

// Beside a resource that is not healthy an administrator reads why. Nothing is shown of a healthy
// one, whose status GDS keeps itself: a healthy probe makes no process.
void show_trouble(const Options& options, const Prepared& prepared, const Finish& finish,
                  const Say& say, const CallTime& time);

}  // namespace xvm::agent
