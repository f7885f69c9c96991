// A step allocates nothing, however large the cluster.
#include "fakes/pacemaker/step.hpp"
#include "model/machine/counted_new_test.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace xvm::fakes::pacemaker {
namespace {

TEST(Allocation, is_counted_at_all) {
  const std::size_t before = allocations;
  delete new int(7);
  EXPECT_EQ(allocations, before + 1);
}

// All nodes join, all resources are probed and started, and a node dies.
TEST(Allocation, is_none_in_a_cluster_of_16_nodes_and_64_resources) {
  const auto s = std::make_unique<State>();
  const auto asked = std::make_unique<Outbox>(), more = std::make_unique<Outbox>();
  s->cluster.node_count = max_nodes;
  for (Resource& r : s->resources) r.config.exists = r.config.allow_migrate = true;
  const std::size_t before = allocations;
  for (std::uint8_t i = 0; i < max_nodes; ++i) step(*s, NodeJoined{NodeId{i}}, *more);
  step(*s, TimerExpired{{TimerName::join}}, *asked);
  for (const Action& action : *asked) {
    const auto* launch = std::get_if<Launch>(&action);
    if (launch == nullptr) continue;
    more->clear();
    step(*s,
         OpEnded{.resource = launch->resource,
                 .node = launch->node,
                 .op = Op::probe,
                 .exit_code = ocf_not_running},
         *more);
  }
  more->clear();
  step(*s, NodeLost{NodeId{0}}, *more);
  step(*s, TimerExpired{{TimerName::token, ResourceId::none, NodeId{0}}}, *more);
  EXPECT_EQ(allocations, before);
  EXPECT_EQ(asked->size(), std::size_t{2} * max_nodes * max_resources);
}

}  // namespace
}  // namespace xvm::fakes::pacemaker
