// agent/driver/cluster_facts.hpp
//
// Purpose: where the facts about the cluster come from: the cluster manager's commands, or nobody.
// Thread rule: called on worker threads; may block.
//
//   StandaloneFacts facts(resource);      // one node, no cluster manager
//   facts.read().members == NodeSet::of(self)
#pragma once

#include "agent/driver/resource.hpp"
#include "model/ports/cluster_facts.hpp"

#include <memory>

namespace xvm::agent {

class ClusterFacts {
 public:
  virtual ~ClusterFacts() = default;
  virtual Facts read() = 0;
  // PMF off (2008 design, section 4); ok where there is none.
  virtual CallOutcome silence_process_monitor() = 0;
};

// No cluster manager is there. A resource of one node knows its only member; with more nodes in the
// list nobody can say who is up, so the facts are unreadable and every node counts as a member: a
// start then needs an answer from each (R3).
class StandaloneFacts final : public ClusterFacts {
 public:
  explicit StandaloneFacts(const Resource& resource) : resource_(resource) {}
  Facts read() override;
  CallOutcome silence_process_monitor() override { return CallOutcome::ok; }

 private:
  const Resource& resource_;
};

}  // namespace xvm::agent
