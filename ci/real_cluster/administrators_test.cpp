// What administrators do behind the agent's back with virsh, and what the agent answers
// (docs/administrators.md is the table of these answers).
#include "ci/real_cluster/real_cluster.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <regex>

namespace xvm::real_cluster {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Administrator : public ::testing::Test {
 protected:
  Administrator() {
    c.online();
    c.rgm("clrs unmonitor web-rs && fake-rgm-ctl wait-idle");
    boot = c.boot_id("A");
  }
  void virsh(const std::string& words) { EXPECT_EQ(c.virsh("A", words).code, 0) << words; }
  void migrates_to_b() {
    const std::string uri = c.node("uri B").out;
    virsh("migrate web " + uri.substr(0, uri.find('\n')) +
          " --live --persistent --undefinesource --p2p");
  }
  bool booted_anew(const std::string& node) {
    return c.eventually([&] {
      const std::string now = c.boot_id(node);
      return c.runs_on() == node && !now.empty() && now != boot;
    });
  }

  RealCluster c{{.stop_timeout_s = 30}};
  std::string boot;
};

TEST_F(Administrator, WhoSuspendsFindsTheResourceDegradedAndNotRestarted) {
  virsh("suspend web");
  EXPECT_EQ(c.method("A", "probe").code, 0);
  EXPECT_THAT(c.log(), HasSubstr("degraded: healthy-paused"));
  EXPECT_EQ(c.method("A", "start").code, 0);
  EXPECT_THAT(c.log(), HasSubstr("success: paused-tolerated"));
  EXPECT_EQ(c.state("A"), "paused");
  virsh("resume web");
  EXPECT_EQ(c.boot_id("A"), boot);
  c.expect_settled_on("A");
}

TEST_F(Administrator, WhoSuspendsAndSwitchesGetsAShutdownAndABootElsewhere) {
  virsh("suspend web");
  EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
  EXPECT_THAT(c.log(), Not(HasSubstr("migrate -live from")));
  EXPECT_TRUE(booted_anew("B"));
  c.expect_settled_on("B");
}

TEST_F(Administrator, WhoUndefinesTheRunningDomainSeesTheSwitchDefineItOnTheTarget) {
  virsh("undefine web");
  EXPECT_EQ(c.method("A", "probe").code, 0);
  EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
  c.expect_settled_on("B");
}

TEST_F(Administrator, WhoUndefinesTheRunningDomainSeesTheNextStartMakeItPersistent) {
  virsh("undefine web");
  EXPECT_EQ(c.method("A", "start").code, 0);
  EXPECT_EQ(c.boot_id("A"), boot);
  c.expect_settled_on("A");
}

TEST_F(Administrator, WhoUndefinesTheRunningDomainLosesNothingByAStop) {
  virsh("undefine web");
  EXPECT_EQ(c.rgm("clrs disable web-rs").code, 0);
  EXPECT_TRUE(c.is_exported());
  EXPECT_EQ(c.rgm("clrs enable web-rs").code, 0);
  c.expect_settled_on("A");
}

TEST_F(Administrator, WhoSavesTheGuestHasToRemoveTheImageBeforeAStartHere) {
  virsh("managedsave web");
  EXPECT_EQ(c.method("A", "probe").code, 100);
  EXPECT_THAT(c.log(), HasSubstr("not-running: shut-off"));
  EXPECT_EQ(c.method("A", "start").code, 1);
  EXPECT_THAT(c.log(), HasSubstr("a managed save exists: remove it"));
  virsh("managedsave-remove web");
  EXPECT_EQ(c.method("A", "start").code, 0);
  EXPECT_TRUE(booted_anew("A"));
  c.expect_settled_on("A");
}

// The image, and with it the definition, stays where it was saved until somebody removes it.
TEST_F(Administrator, WhoSavesTheGuestAndSwitchesHasItBootedElsewhereAndTheImageKept) {
  virsh("managedsave web");
  EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
  EXPECT_TRUE(booted_anew("B"));
  EXPECT_EQ(c.defined_on(), "AB");
  virsh("managedsave-remove web");
  EXPECT_EQ(c.method("A", "boot").code, 0);
  c.expect_settled_on("B");
}

TEST_F(Administrator, WhoRebootsTheGuestIsNotInTheAgentsWay) {
  virsh("reset web");
  EXPECT_EQ(c.method("A", "probe").code, 0);
  EXPECT_TRUE(booted_anew("A"));
  c.expect_settled_on("A");
}

TEST_F(Administrator, WhoPowersTheGuestOffFindsItNotRunningUntilTheNextStart) {
  virsh("destroy web");
  EXPECT_EQ(c.method("A", "probe").code, 100);
  EXPECT_EQ(c.method("A", "start").code, 0);
  EXPECT_TRUE(booted_anew("A"));
  c.expect_settled_on("A");
}

TEST_F(Administrator, WhoStartsTheGuestAgainHimselfIsTolerated) {
  virsh("destroy web");
  virsh("start web");
  EXPECT_EQ(c.method("A", "probe").code, 0);
  EXPECT_EQ(c.method("A", "start").code, 0);
  EXPECT_THAT(c.log(), HasSubstr("success: already-running"));
  EXPECT_TRUE(booted_anew("A"));
  c.expect_settled_on("A");
}

TEST_F(Administrator, WhoStartsADisabledGuestHasItAdoptedWhenTheResourceIsEnabled) {
  EXPECT_EQ(c.rgm("clrs disable web-rs").code, 0);
  virsh("create " + c.admin() + "/web-rs/definition.xml");
  EXPECT_TRUE(booted_anew("A"));
  boot = c.boot_id("A");
  EXPECT_EQ(c.rgm("clrs enable web-rs").code, 0);
  EXPECT_EQ(c.boot_id("A"), boot);
  c.expect_settled_on("A");
}

TEST_F(Administrator, WhoStartsADisabledGuestElsewhereHasItPulledWhenTheResourceIsEnabled) {
  EXPECT_EQ(c.rgm("clrs disable web-rs").code, 0);
  EXPECT_EQ(c.virsh("B", "create " + c.admin() + "/web-rs/definition.xml").code, 0);
  EXPECT_TRUE(booted_anew("B"));
  boot = c.boot_id("B");
  EXPECT_EQ(c.rgm("clrs enable web-rs").code, 0);
  c.expect_settled_on("A");
  EXPECT_EQ(c.boot_id("A"), boot);
}

TEST_F(Administrator, WhoMigratesTheGuestAwayHasTheStartPullItBack) {
  migrates_to_b();
  EXPECT_EQ(c.method("A", "probe").code, 100);
  EXPECT_EQ(c.method("A", "start").code, 0);
  c.expect_settled_on("A");
  EXPECT_EQ(c.boot_id("A"), boot);
}

TEST_F(Administrator, WhoMigratesTheGuestAwayAndSwitchesThereKeepsItRunning) {
  migrates_to_b();
  EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
  EXPECT_EQ(c.boot_id("B"), boot);
  c.expect_settled_on("B");
}

// The stop answers for its own node alone: no claim of the agent names B.
TEST_F(Administrator, WhoMigratesTheGuestAwayAndDisablesTheResourceHasToStopItHimself) {
  migrates_to_b();
  EXPECT_EQ(c.rgm("clrs disable web-rs").code, 0);
  EXPECT_EQ(c.runs_on(), "B");
  EXPECT_EQ(c.rgm("clrs enable web-rs").code, 0);
  c.expect_settled_on("A");
  EXPECT_EQ(c.boot_id("A"), boot);
}

TEST_F(Administrator, WhoMigratesTheGuestAwayUnderTheMonitorHasItPulledBack) {
  c.rgm("clrs monitor web-rs");
  migrates_to_b();
  EXPECT_TRUE(c.eventually([&] { return c.runs_on() == "A"; }));
  c.expect_settled_on("A");
  EXPECT_EQ(c.boot_id("A"), boot);
}

// Nobody can tell a peer's lock manager, and libvirt does not compare them (architecture, 12 n).
class LockManagerOf : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    on_node("echo 'lock_manager = \"lockd\"' >>/etc/libvirt/qemu.conf && virtlockd -d");
    restart_daemon();
  }
  void TearDown() override {
    on_node("sed -i /lock_manager/d /etc/libvirt/qemu.conf && kill $(cat /run/virtlockd.pid)");
    restart_daemon();
  }

 private:
  static void on_node(const std::string& line) {
    const Ran ran = run(std::getenv("XVM_CI_NODE") + std::string(" exec ") + GetParam() +
                        " sh -c '" + std::regex_replace(line, std::regex("'"), "'\\''") + "'");
    EXPECT_EQ(ran.code, 0) << ran.out;
  }
  static void restart_daemon() {
    const std::string daemon = std::getenv("XVM_CI_NODE") + std::string(" daemon ") + GetParam();
    EXPECT_EQ(run(daemon + " stop && " + daemon + " start").code, 0);
  }
};

TEST_P(LockManagerOf, OneNodeAloneKeepsNoGuestFromMigrating) {
  RealCluster c;
  c.online();
  const std::string boot = c.boot_id("A");
  EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
  EXPECT_TRUE(c.eventually([&] { return c.boot_id("B") == boot; }));
  c.expect_settled_on("B");
}

INSTANTIATE_TEST_SUITE_P(Lockd, LockManagerOf, ::testing::Values("A", "B"),
                         [](const auto& node) { return std::string(node.param); });

}  // namespace
}  // namespace xvm::real_cluster
