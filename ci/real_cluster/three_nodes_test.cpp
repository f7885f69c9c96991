// Three real nodes: the guest goes round by migration, and a node that crashes under it finds no
// place for its stale definition when it comes back.
#include "ci/real_cluster/real_cluster.hpp"

#include <gtest/gtest.h>

namespace xvm::real_cluster {
namespace {

ClusterOptions three() { return {.nodes = {"A", "B", "C"}}; }

TEST(ThreeNodes, PassTheGuestOnByMigrationWithoutABoot) {
  RealCluster c(three());
  c.online();
  EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
  EXPECT_TRUE(c.eventually([&] { return c.runs_on() == "B"; }));
  EXPECT_EQ(c.rgm("clrg switch -n C web-rg").code, 0);
  c.expect_settled_on("C");
  EXPECT_EQ(c.boots().size(), 1u);
}

TEST(ThreeNodes, BootTheGuestOfACrashedNodeOnceAndSweepWhatItStillDefines) {
  RealCluster c(three());
  c.online();
  c.power_off("A");
  EXPECT_TRUE(c.eventually([&] { return c.boots().size() == 2 && !c.online_on().empty(); }));
  const std::string node = c.online_on();
  c.power_on("A");
  c.expect_settled_on(node);
  EXPECT_EQ(c.quarantined("A"), 1);
  EXPECT_EQ(c.boots().size(), 2u);
}

}  // namespace
}  // namespace xvm::real_cluster
