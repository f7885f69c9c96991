#include "fakes/gds/cluster_test_context.hpp"

namespace xvm::fakes::gds {
namespace {

struct Moves : ::testing::Test {
  ClusterTest t;
  std::string trace() { return t.traced("trace"); }
  void forget() { std::filesystem::remove(t.run_folder() / "trace"); }
};

TEST_F(Moves, OnlineStartsOnTheMostPreferredNode) {
  t.online("ORCL.gds");
  EXPECT_EQ(trace(), "start A ENABLED PENDING_ONLINE target=A\n");
  EXPECT_EQ(t.state("A"), "ONLINE");
}

TEST_F(Moves, SwitchTellsTheTargetToStopAndStart) {
  t.online("ORCL.gds");
  forget();
  t.good("clrg switch -n B rg");
  EXPECT_EQ(trace(),
            "stop A ENABLED PENDING_OFFLINE target=B\nstart B ENABLED PENDING_ONLINE target=B\n");
  EXPECT_EQ(t.state("A"), "OFFLINE");
  EXPECT_EQ(t.state("B"), "ONLINE");
}

TEST_F(Moves, EvacuationMovesTheGroupWithoutATarget) {
  t.online("ORCL.gds");
  forget();
  t.good("clrg evacuate -n A -T 30 +");
  EXPECT_EQ(trace().substr(0, trace().find('\n')), "stop A ENABLED PENDING_OFFLINE target=");
  EXPECT_EQ(t.state("B"), "ONLINE");
}

TEST_F(Moves, DisableStopsWhileTheGroupStaysOnline) {
  t.online("ORCL.gds");
  forget();
  t.good("clrs disable rs");
  EXPECT_EQ(trace(), "stop A DISABLED ONLINE target=\n");
  EXPECT_EQ(t.state("A"), "ONLINE");
  EXPECT_EQ(t.good("scha_resource_get -O RESOURCE_STATE -R rs -G rg"), "OFFLINE\n");
  t.good("clrs enable rs");
  EXPECT_EQ(t.good("scha_resource_get -O RESOURCE_STATE -R rs -G rg"), "ONLINE\n");
}

TEST_F(Moves, ResourceRestartStopsAndStartsInAnOnlineGroup) {
  t.online("ORCL.gds");
  forget();
  t.good("scha_control -O RESOURCE_RESTART -G rg -R rs");
  EXPECT_EQ(trace(), "stop A ENABLED ONLINE target=\nstart A ENABLED ONLINE target=\n");
}

TEST_F(Moves, OfflineHasNoTarget) {
  t.online("ORCL.gds");
  forget();
  t.good("clrg offline rg");
  EXPECT_EQ(trace(), "stop A ENABLED PENDING_OFFLINE target=\n");
  EXPECT_EQ(t.state("A"), "OFFLINE");
}

TEST_F(Moves, GiveoverTellsItsTarget) {
  t.online("ORCL.gds");
  forget();
  t.good("scha_control -O GIVEOVER -G rg -R rs");
  EXPECT_EQ(trace().substr(0, trace().find('\n')), "stop A ENABLED PENDING_OFFLINE target=B");
  EXPECT_EQ(t.state("B"), "ONLINE");
}

TEST_F(Moves, GiveoverIsRefusedWhenNoCandidatePassesItsCheck) {
  t.online("ORCL.gds");
  forget();
  t.method("validate", "exit 1");
  EXPECT_EQ(t.run("scha_control -O GIVEOVER -G rg -R rs").code, exit_code(SchaError::checks));
  EXPECT_EQ(t.run("scha_control -O GIVEOVER -G rg -R rs", "B").code, exit_code(SchaError::state));
  EXPECT_EQ(trace(), "");
}

TEST_F(Moves, FailedStartGoesToAnotherNode) {
  t.create("ORCL.gds");
  t.method("start", "exit 1", "A");
  (void)t.run("clrg online -M rg");
  t.good("fake-rgm-ctl wait-idle");
  EXPECT_EQ(t.state("B"), "ONLINE");
}

TEST_F(Moves, NodeDeathStartsElsewhereWithoutAStopAndTheNodeBootsWhenItJoins) {
  t.online("ORCL.gds");
  forget();
  t.good("fake-rgm-ctl node-died A");
  t.good("fake-rgm-ctl wait-idle");
  EXPECT_EQ(trace(), "start B ENABLED PENDING_ONLINE target=\n");
  EXPECT_EQ(t.good("scha_cluster_get -O NODESTATE_NODE A", "B"), "DOWN\n");
  forget();
  t.good("fake-rgm-ctl node-joined A");
  t.good("fake-rgm-ctl wait-idle");
  EXPECT_EQ(trace(), "boot A ENABLED OFFLINE target=\n");
  EXPECT_EQ(t.state("B"), "ONLINE");
}

TEST_F(Moves, DeathOfANodeEndsWhatRunsThere) {
  t.create("ORCL.gds");
  t.method("start", "setsid sleep 3000 & echo $! >$RUN/left; sleep 3000", "A");
  t.in_background("clrg online -M rg", "B");
  t.eventually("start hangs", [&] { return !t.traced("left").empty(); });
  t.good("fake-rgm-ctl node-died A");
  EXPECT_NE(t.run("kill -0 $(cat $RUN/left)").code, 0);
  t.good("fake-rgm-ctl wait-idle");
  EXPECT_EQ(t.state("B"), "ONLINE");
}

}  // namespace
}  // namespace xvm::fakes::gds
