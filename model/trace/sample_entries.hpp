// model/trace/sample_entries.hpp
//
// Purpose: one entry of each kind with unlike values in every field, for tests.
// Thread rule: pure function.
//
//   for (const Entry& entry : sample_entries()) ...
#pragma once

#include <vector>

#include "model/trace/entry.hpp"

namespace xvm::trace {

inline std::vector<Entry> sample_entries() {
  const Setting setting{.method = Method::stop,
                        .engine = Engine::pacemaker,
                        .self = NodeId{1},
                        .nodes = NodeSet::first(3),
                        .failover = FailoverType::migrate_live,
                        .last_seen = Claim{4, ClaimState::held, NodeId{1}, NodeId{0}, true}};
  const Step step{Observed{NodeId{2}, {.activity = Activity::running, .defined = true}},
                  {ArmTimer{Timer::graceful}, SendShutdown{NodeId{2}}},
                  "Looking",
                  "Graceful"};
  return {
      {.payload = Header{.program = "xvm", .version = "0.1.0", .engine = "gds", .started = "now"}},
      {.at_us = 1, .sequence = 1, .node = "n1", .method = Method::stop, .payload = Call{setting}},
      {.at_us = 2, .sequence = 2, .node = "n1", .domain = "web", .resource = "rs", .payload = step},
      {.at_us = 3, .sequence = 3, .payload = Note{Level::warning, "peer \"n2\" is silent\n"}},
      {.at_us = 4, .sequence = 4, .payload = Late{"destroy n2", CallOutcome::ok, "was queued"}},
      {.at_us = UINT64_MAX,
       .sequence = UINT64_MAX,
       .payload = Fact{"node-crashed", {{"node", "n2"}, {"why", "power"}}}},
  };
}

}  // namespace xvm::trace
