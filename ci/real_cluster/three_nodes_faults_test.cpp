// What a third node adds to the faults of two: another place to boot, a bystander that is silent,
// and a copy where the cluster expects none.
#include "ci/real_cluster/real_cluster.hpp"

#include <gmock/gmock.h>

namespace xvm::real_cluster {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ThreeNodes : public ::testing::Test {
 protected:
  ThreeNodes() { c.online(); }

  // Where the group is once every method is over.
  std::string comes_online_on() {
    c.rgm("fake-rgm-ctl wait-idle");
    return c.online_on();
  }
  // The group is offline, and somebody uses the export on C.
  void administrator_on_c(const std::string& verb) {
    EXPECT_EQ(c.rgm("clrs disable web-rs").code, 0);
    EXPECT_EQ(c.virsh("C", verb + " " + c.admin() + "/web-rs/definition.xml").code, 0);
  }

  RealCluster c{{.nodes = {"A", "B", "C"}}};
};

TEST_F(ThreeNodes, BootTheGuestOnceMoreWhenTheTargetDiesBetweenTheMigrationAndItsStart) {
  c.hold("B", "start");
  c.rgm("clrg switch -n B web-rg >/dev/null 2>&1 &");
  EXPECT_TRUE(c.eventually([&] { return c.log().find("migrated-away (B)") != std::string::npos; }));
  EXPECT_TRUE(c.eventually([&] { return c.runs_on() == "B"; }));
  c.power_off("B");
  EXPECT_TRUE(c.eventually([&] { return c.boots().size() == 2; }));
  const std::string node = comes_online_on();
  EXPECT_THAT(node, ::testing::AnyOf("A", "C"));
  c.release("B", "start");
  c.power_on("B");
  c.expect_settled_on(node);
  EXPECT_EQ(c.quarantined("B"), 1);
  EXPECT_EQ(c.boots().size(), 2u);
}

TEST_F(ThreeNodes, EvacuateTheGuestByAShutdownAndABoot) {
  EXPECT_EQ(c.rgm("clrg evacuate -n A +").code, 0);
  EXPECT_THAT(c.log(), Not(HasSubstr("migrate -live from")));
  EXPECT_TRUE(c.eventually([&] { return c.boots().size() == 2; }));
  const std::string node = comes_online_on();
  EXPECT_THAT(node, ::testing::AnyOf("B", "C"));
  c.expect_settled_on(node);
}

TEST_F(ThreeNodes, SwitchTheGuestPastABystanderWhoseDaemonIsDead) {
  c.node("daemon C kill");
  EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
  EXPECT_THAT(c.log(), HasSubstr("observe C: "));
  EXPECT_THAT(c.log(), HasSubstr("success: migrated-here (B)"));
  c.node("daemon C start");
  c.expect_settled_on("B");
  EXPECT_EQ(c.boots().size(), 1u);
}

TEST_F(ThreeNodes, RetireADefinitionThatAppearedWhileTheGroupWasOffline) {
  administrator_on_c("define");
  EXPECT_EQ(c.defined_on(), "C");
  EXPECT_EQ(c.rgm("clrs enable web-rs").code, 0);
  c.expect_settled_on("A");
  EXPECT_EQ(c.quarantined("C"), 1);
}

TEST_F(ThreeNodes, PullACopyThatWasStartedElsewhereWhileTheGroupWasOffline) {
  administrator_on_c("create");
  EXPECT_TRUE(c.eventually([&] { return c.boots().size() == 2; }));
  EXPECT_EQ(c.rgm("clrs enable web-rs").code, 0);
  EXPECT_THAT(c.log(), HasSubstr("migrate -live from C to A"));
  c.expect_settled_on("A");
  EXPECT_EQ(c.boots().size(), 2u);
}

}  // namespace
}  // namespace xvm::real_cluster
