// agent/gds/gds_facts.hpp
//
// Purpose: the facts of one resource as RGM tells them, through the scha_* commands (facts: GDS,
// 6.4 and 7.2).
// Thread rule: called on worker threads; each call blocks for bound_ms at most, plus half a second
// when a command had to be killed.
//
//   GdsFacts facts(gds_subject(resource), {.hinted_target = ..., .last_plugin_ok = ...});
//   Facts f = facts.read();   stop_intent(Engine::gds, f, self);
//
// Unreadable never migrates. Of what the commands do not tell clearly:
//   ON_OFF_SWITCH, RG_STATE   that fact alone is `unreadable`
//   TARGET_NODES              `unavailable` where the command refuses (before 4.2 there is no such
//                             tag): the hint of `xvm switch` counts, if there is one. No answer is
//                             `unavailable` too, but asks no hint. A target outside of the node
//                             list is `one` with NodeId::none.
//   STATUS                    not ok
//   NODESTATE_NODE            of any node: the facts are not readable, all nodes count as members
//   RG_STATE_NODE             of a member: it counts as online, and as a node where a method runs
// The engine says "online" of every state but OFFLINE and UNMANAGED (R3): PENDING_OFFLINE has a
// stop running, and ERROR_STOP_FAILED waits for an administrator because that stop did not prove
// anything. A giveover cannot be told from a switch here (TARGET_NODES is filled for both); that it
// does not migrate is the work of the status and of the last plugin probe (R10).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "agent/driver/cluster_facts.hpp"
#include "agent/gds/cluster_commands.hpp"

namespace xvm::agent {

// Which resource: copied, since a worker may outlive the method.
struct GdsSubject {
  std::string resource;
  std::string group;
  std::vector<std::string> nodes;  // the node list; a NodeId is a position in it
  NodeId self = NodeId::none;
};

inline GdsSubject gds_subject(const Resource& resource) {
  return {resource.name, resource.group, resource.nodes, resource.self};
}

// What the commands cannot tell. Each may be empty; each must be bounded by whoever gives it.
struct GdsSources {
  // The target of a hint of `xvm switch` that is for the newest claim (switch_target.hpp).
  std::function<std::optional<NodeId>()> hinted_target = {};
  std::function<bool()> last_plugin_ok = {};
  std::function<void(const std::string&)> note = {};  // a line for the log: what was not readable
};

class GdsFacts final : public ClusterFacts {
 public:
  GdsFacts(GdsSubject subject, GdsSources sources, ClusterCommandSettings settings = {},
           std::uint32_t bound_ms = 8'000);

  Facts read() override;
  CallOutcome silence_process_monitor() override;

 private:
  void read_group(const std::vector<ClusterAnswer>& answers, Facts& facts) const;
  void read_targets(const ClusterAnswer& answer, Facts& facts) const;
  void read_nodes(const ClusterCommands& cluster, const std::vector<std::string>& in_cluster,
                  Facts& facts) const;
  void judge_node(NodeId node, const ClusterAnswer& up, const ClusterAnswer& state,
                  Facts& facts) const;
  void note(const std::string& what, const ClusterAnswer& answer) const;

  GdsSubject subject_;
  GdsSources sources_;
  ClusterCommandSettings settings_;
  std::uint32_t bound_ms_;
};

}  // namespace xvm::agent
