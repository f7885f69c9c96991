// The 2008 design's moves on two real nodes: switch with migration, evacuation, disable, giveover.
#include "ci/real_cluster/real_cluster.hpp"

#include <gmock/gmock.h>

namespace xvm::real_cluster {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Switch, MigratesTheGuestAndBackWithoutABoot) {
  RealCluster c;
  c.online();
  const std::string boot = c.boot_id("A");
  EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
  EXPECT_TRUE(c.eventually([&] { return c.boot_id("B") == boot; }));
  EXPECT_EQ(c.rgm("clrg switch -n A web-rg").code, 0);
  EXPECT_EQ(c.boot_id("A"), boot);
  c.expect_settled_on("A");
}

TEST(Switch, WithFailoverMigrateSuspendsTheGuestForTheCopy) {
  RealCluster c({.failover = "migrate"});
  c.online();
  const std::string boot = c.boot_id("A");
  EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
  EXPECT_THAT(c.log(), HasSubstr("migrate from A to B"));
  EXPECT_TRUE(c.eventually([&] { return c.boot_id("B") == boot; }));
  c.expect_settled_on("B");
}

TEST(Switch, WithFailoverNormalShutsDownAndBootsThere) {
  RealCluster c({.failover = "normal"});
  c.online();
  const std::string boot = c.boot_id("A");
  EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
  EXPECT_TRUE(c.eventually([&] { return !c.boot_id("B").empty(); }));
  EXPECT_NE(c.boot_id("B"), boot);
  c.expect_settled_on("B");
}

TEST(Switch, UnderSunwGdsMigratesTheGuestToo) {
  RealCluster c({.type = "SUNW.gds"});
  c.online();
  EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
  EXPECT_THAT(c.log(), HasSubstr("migrated-away (B)"));
  c.expect_settled_on("B");
}

TEST(Evacuation, ShutsDownAndBootsElsewhere) {
  RealCluster c;
  c.online();
  EXPECT_EQ(c.rgm("clrg evacuate -n A +").code, 0);
  EXPECT_THAT(c.log(), Not(HasSubstr("migrate -live from")));
  c.expect_settled_on("B");
}

TEST(Disable, LeavesTheDefinitionExportedAndNoNodeDefiningIt) {
  RealCluster c;
  c.online();
  EXPECT_EQ(c.rgm("clrs disable web-rs").code, 0);
  EXPECT_EQ(c.runs_on() + c.defined_on(), "");
  EXPECT_TRUE(c.is_exported());
  EXPECT_EQ(c.rgm("clrs enable web-rs").code, 0);
  c.expect_settled_on("A");
}

TEST(Restart, ByTheMonitorBootsTheGuestAnewOnItsNode) {
  RealCluster c;
  c.online();
  const std::string boot = c.boot_id("A");
  EXPECT_EQ(c.rgm("scha_control -O RESOURCE_RESTART -G web-rg -R web-rs").code, 0);
  EXPECT_TRUE(c.eventually([&] { return c.boot_id("A") != boot; }));
  c.expect_settled_on("A");
}

TEST(Monitor, RestartsAGuestThatCrashed) {
  RealCluster c;
  c.online();
  const std::string boot = c.boot_id("A");
  EXPECT_EQ(c.virsh("A", "inject-nmi web").code, 0);
  EXPECT_TRUE(c.eventually([&] { return c.runs_on() == "A" && c.boot_id("A") != boot; }));
  c.expect_settled_on("A");
}

TEST(Monitor, RestartsAGuestThatPoweredItselfOff) {
  RealCluster c;
  c.online();
  const std::string boot = c.boot_id("A");
  EXPECT_EQ(c.virsh("A", "shutdown web").code, 0);
  EXPECT_TRUE(c.eventually([&] { return c.runs_on() == "A" && c.boot_id("A") != boot; }));
  c.expect_settled_on("A");
}

TEST(Monitor, LeavesAGuestThatPoweredItselfOffWhereThatIsWantedUntilTheNextStart) {
  RealCluster c({.configuration = "ON_POWEROFF=stay\n"});
  c.online();
  EXPECT_EQ(c.virsh("A", "shutdown web").code, 0);
  EXPECT_TRUE(c.eventually([&] { return c.state("A") == "shut off"; }));
  EXPECT_EQ(c.method("A", "probe").code, 0);
  EXPECT_THAT(c.log(), HasSubstr("degraded: powered-off (A)"));
  EXPECT_EQ(c.rgm("clrg restart web-rg").code, 0);
  c.expect_settled_on("A");
}

TEST(Giveover, OfACrashedGuestBootsItElsewhereAndNeverMigratesIt) {
  RealCluster c;
  c.online();
  c.rgm("clrs unmonitor web-rs");
  EXPECT_EQ(c.virsh("A", "inject-nmi web").code, 0);
  EXPECT_TRUE(c.eventually([&] { return c.state("A") == "crashed"; }));
  c.rgm("scha_control -O GIVEOVER -G web-rg -R web-rs");
  EXPECT_TRUE(c.eventually([&] { return c.runs_on() == "B"; }));
  EXPECT_THAT(c.log(), Not(HasSubstr("migrate -live from")));
  c.expect_settled_on("B");
}

}  // namespace
}  // namespace xvm::real_cluster
