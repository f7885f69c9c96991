// libvirtd stopped, killed or frozen on the source or on the target, before each method.
#include "ci/real_cluster/real_cluster.hpp"

#include <gmock/gmock.h>

namespace xvm::real_cluster {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Daemons : public ::testing::TestWithParam<const char*> {
 protected:
  static void fail(RealCluster& c, const std::string& node) {
    c.node("daemon " + node + " " + GetParam());
  }
  static void mend(RealCluster& c, const std::string& node) {
    c.node("daemon " + node + (std::string(GetParam()) == "freeze" ? " thaw" : " start"));
    EXPECT_TRUE(c.eventually([&] { return c.state(node) != "unknown"; }));
  }
  static void kill_emulator(RealCluster& c) {
    EXPECT_EQ(c.node("exec A sh -c 'kill -9 $(cat /run/libvirt/qemu/web.pid)'").code, 0);
  }
  static void unmonitored(RealCluster& c) {
    c.online();
    c.rgm("clrs unmonitor web-rs && fake-rgm-ctl wait-idle");
  }
};

TEST_P(Daemons, SilentUnderARunningGuestIsNoReasonToRestartIt) {
  RealCluster c;
  c.online();
  const std::string boot = c.boot_id("A");
  fail(c, "A");
  EXPECT_EQ(c.method("A", "probe").code, 0);
  EXPECT_THAT(c.log(), HasSubstr("degraded: emulator-alive"));
  mend(c, "A");
  EXPECT_EQ(c.boot_id("A"), boot);
  c.expect_settled_on("A");
}

TEST_P(Daemons, SilentOverADeadEmulatorIsUnhealthy) {
  RealCluster c;
  unmonitored(c);
  fail(c, "A");
  kill_emulator(c);
  EXPECT_EQ(c.method("A", "probe").code, 100);
  EXPECT_THAT(c.log(), HasSubstr("unhealthy: emulator-gone"));
}

// R1: after the graceful phase, in which nobody can ask the guest, the stop ends the emulator.
TEST_P(Daemons, SilentOverARunningGuestMakeAStopEndTheEmulatorAndOweTheUndefine) {
  RealCluster c({.stop_timeout_s = 20});
  unmonitored(c);
  fail(c, "A");
  EXPECT_EQ(c.method("A", "stop").code, 0);
  EXPECT_THAT(c.log(), HasSubstr("emulator: the emulator was killed"));
  mend(c, "A");
  EXPECT_EQ(c.method("A", "boot").code, 0);
  EXPECT_EQ(c.runs_on() + c.defined_on(), "");
  EXPECT_TRUE(c.is_exported());
}

TEST_P(Daemons, SilentOverADeadEmulatorLetsAStopSucceedAndOwesTheUndefine) {
  RealCluster c;
  unmonitored(c);
  fail(c, "A");
  kill_emulator(c);
  EXPECT_EQ(c.method("A", "stop").code, 0);
  EXPECT_THAT(c.notes("A"), HasSubstr("\"debt\""));
  mend(c, "A");
  EXPECT_EQ(c.method("A", "boot").code, 0);
  EXPECT_EQ(c.runs_on() + c.defined_on(), "");
  EXPECT_THAT(c.notes("A"), Not(HasSubstr("\"debt\"")));
}

// The start there fails and its stop proves that nothing runs there, so that the group comes back.
TEST_P(Daemons, SilentOnTheSwitchTargetMakeItAPhasedShutdownAndTheGroupComesBack) {
  RealCluster c;
  c.online();
  fail(c, "B");
  c.rgm("clrg switch -n B web-rg");
  EXPECT_THAT(c.log(), HasSubstr("check target B: "));
  EXPECT_THAT(c.log(), Not(HasSubstr("migrate -live from")));
  EXPECT_TRUE(c.eventually([&] { return c.runs_on() == "A"; }, 180));
  mend(c, "B");
  c.expect_settled_on("A");
}

TEST_P(Daemons, SilentOnTheSwitchSourceLetTheTargetBootOnlyAfterTheEmulatorIsGone) {
  RealCluster c({.stop_timeout_s = 20});
  c.online();
  const std::string boot = c.boot_id("A");
  fail(c, "A");
  EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
  EXPECT_TRUE(c.eventually([&] { return c.runs_on() == "B" && c.boot_id("B") != boot; }));
  mend(c, "A");
  EXPECT_EQ(c.method("A", "boot").code, 0);
  c.expect_settled_on("B");
}

TEST_P(Daemons, SilentHereRefuseAStart) {
  RealCluster c;
  fail(c, "A");
  EXPECT_EQ(c.method("A", "start").code, 1);
  EXPECT_THAT(c.log(), HasSubstr("self-unknown"));
  mend(c, "A");
  EXPECT_EQ(c.runs_on() + c.defined_on(), "");
  EXPECT_EQ(c.method("A", "start").code, 0);
  c.expect_settled_on("A");
}

TEST_P(Daemons, SilentOnAPeerRefuseTheVeryFirstStartAndNameThePeer) {
  RealCluster c;
  fail(c, "B");
  EXPECT_EQ(c.method("A", "start").code, 1);
  EXPECT_THAT(c.log(), HasSubstr("peer-not-proven (B)"));
  mend(c, "B");
  EXPECT_EQ(c.runs_on() + c.defined_on(), "");
}

TEST_P(Daemons, SilentOnAPeerWithoutAClaimIsPassedOverByALaterStart) {
  RealCluster c;
  c.online();
  EXPECT_EQ(c.rgm("clrs disable web-rs").code, 0);
  fail(c, "B");
  EXPECT_EQ(c.rgm("clrs enable web-rs").code, 0);
  mend(c, "B");
  c.expect_settled_on("A");
}

std::string name_of(const ::testing::TestParamInfo<const char*>& fault) { return fault.param; }

INSTANTIATE_TEST_SUITE_P(Libvirtd, Daemons, ::testing::Values("stop", "kill", "freeze"), name_of);

}  // namespace
}  // namespace xvm::real_cluster
