// A node dies and comes back with the definition it had: the guest boots once elsewhere, and the
// stale definition never becomes a second copy.
#include "ci/real_cluster/real_cluster.hpp"

#include <gmock/gmock.h>

namespace xvm::real_cluster {
namespace {

using ::testing::HasSubstr;

// B got the guest by migration and waits, held, before the first instruction of its NO-OP start.
void migrate_to_a_start_that_waits(RealCluster& c) {
  c.hold("B", "start");
  c.rgm("clrg switch -n B web-rg >/dev/null 2>&1 &");
  EXPECT_TRUE(c.eventually([&] { return c.log().find("migrated-away (B)") != std::string::npos; }));
  EXPECT_EQ(c.runs_on(), "B");
}

TEST(Rejoin, ATargetThatDiesBeforeItsNoOpStartHasTheGuestBootedAgainFromTheExport) {
  RealCluster c;
  c.online();
  const std::string boot = c.boot_id("A");
  migrate_to_a_start_that_waits(c);
  c.power_off("B");
  EXPECT_TRUE(c.eventually([&] { return c.runs_on() == "A" && c.boot_id("A") != boot; }));
  c.release("B", "start");
  c.power_on("B");
  c.expect_settled_on("A");
  EXPECT_EQ(c.quarantined("B"), 1);
}

TEST(Rejoin, ANodeThatCrashedUnderTheGuestIsSweptAtItsBoot) {
  RealCluster c;
  c.online();
  c.power_off("A");
  EXPECT_TRUE(c.eventually([&] { return c.runs_on() == "B"; }));
  c.power_on("A");
  c.expect_settled_on("B");
  EXPECT_EQ(c.quarantined("A"), 1);
  EXPECT_EQ(c.method("A", "probe").code, 100);  // not running here
}

TEST(Rejoin, ABootThatIsRepeatedFindsNothingMoreToSweep) {
  RealCluster c;
  c.online();
  c.power_off("A");
  EXPECT_TRUE(c.eventually([&] { return c.runs_on() == "B"; }));
  c.power_on("A");
  EXPECT_EQ(c.method("A", "boot").code, 0);
  c.expect_settled_on("B");
  EXPECT_EQ(c.quarantined("A"), 1);
}

TEST(Rejoin, UnderSunwGdsTheNextStartElsewhereSweepsTheStaleDefinition) {
  RealCluster c({.type = "SUNW.gds"});
  c.online();
  c.power_off("A");
  EXPECT_TRUE(c.eventually([&] { return c.runs_on() == "B"; }));
  c.power_on("A");
  EXPECT_EQ(c.defined_on(), "AB");  // no Boot method: nobody looked at A yet
  c.rgm("XVM_FAKE_NODE=B scha_control -O RESOURCE_RESTART -G web-rg -R web-rs");
  c.expect_settled_on("B");
  EXPECT_EQ(c.quarantined("A"), 1);
}

TEST(Rejoin, UnderSunwGdsTheGuestMovesBackOntoTheStaleDefinition) {
  RealCluster c({.type = "SUNW.gds"});
  c.online();
  c.power_off("A");
  EXPECT_TRUE(c.eventually([&] { return c.runs_on() == "B"; }));
  c.power_on("A");
  EXPECT_EQ(c.rgm("clrg switch -n A web-rg").code, 0);
  c.expect_settled_on("A");
}

}  // namespace
}  // namespace xvm::real_cluster
