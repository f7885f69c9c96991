// Table 7.7 of the facts: administrative actions as the agent sees them, and their answers.
#include "fakes/rgm/rehearsal_test.hpp"

namespace xvm::fakes::rgm {
namespace {

struct ACommand : ::testing::Test {
  Stage stage{3};
  ACommand() { stage.form(); }
  void stop_then_wait(NodeId n) {
    stage.end(Method::stop, n);
    ASSERT_EQ(stage.s.groups[0].phase, Phase::between);
  }
};

TEST_F(ACommand, SwitchHasTheSourceOfflineBeforeTheTargetIsPending) {
  const CommandId id = stage.order(Verb::switch_to, b);
  EXPECT_EQ(stage.rg(b), RgState::offline);
  stop_then_wait(a);
  EXPECT_EQ(stage.rg(a), RgState::offline);
  EXPECT_EQ(stage.rg(b), RgState::offline);
  stage.expire(TimerName::next_step);
  EXPECT_EQ(stage.rg(b), RgState::pending_online);
  EXPECT_EQ(stage.answered(id), nullptr);
  stage.end(Method::start, b);
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
}

TEST_F(ACommand, SwitchWhoseTargetDiesInBetweenGoesElsewhere) {
  const CommandId id = stage.order(Verb::switch_to, b);
  stop_then_wait(a);
  stage.die(b);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(a), RgState::online);
  EXPECT_EQ(stage.why(id), Why::went_elsewhere);
  EXPECT_EQ(stage.result(id), SchaErr::fail);
}

TEST_F(ACommand, SwitchIsOverriddenInBetweenByAnother) {
  const CommandId first = stage.order(Verb::switch_to, b);
  stop_then_wait(a);
  const CommandId second = stage.order(Verb::switch_to, c);
  EXPECT_EQ(stage.why(first), Why::overridden);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(c), RgState::online);
  EXPECT_EQ(stage.result(second), SchaErr::noerr);
}

TEST_F(ACommand, SwitchIsOverriddenWhileTheStopRuns) {
  stage.order(Verb::switch_to, b);
  stage.order(Verb::switch_to, c);
  EXPECT_EQ(stage.target().node, c);
  EXPECT_EQ(stage.running.size(), 1u);
  stage.order(Verb::offline);
  EXPECT_EQ(stage.target().node, NodeId::none);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(c), RgState::offline);
}

TEST_F(ACommand, SwitchIsRefusedForANodeThatIsDownOrNotListed) {
  stage.die(b);
  EXPECT_EQ(stage.why(stage.order(Verb::switch_to, b)), Why::node_not_up);
  EXPECT_EQ(stage.why(stage.order(Verb::switch_to, NodeId{3})), Why::node_not_in_list);
}

TEST_F(ACommand, IsRefusedWithStateWhileAStartRuns) {
  stage.order(Verb::switch_to, b);
  stop_then_wait(a);
  stage.expire(TimerName::next_step);
  EXPECT_EQ(stage.result(stage.order(Verb::switch_to, c)), SchaErr::state);
  EXPECT_EQ(stage.result(stage.order(Verb::disable)), SchaErr::state);
}

TEST_F(ACommand, OfflineKeepsTheGroupOfflineUntilItIsAskedFor) {
  const CommandId id = stage.order(Verb::offline);
  stage.let_it_run();
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
  stage.die(c);
  stage.join(c);
  stage.let_it_run();
  EXPECT_TRUE(stage.running.empty());
  stage.order(Verb::online);
  EXPECT_TRUE(stage.runs(Method::start, a));
  EXPECT_EQ(stage.target().node, a);
}

TEST_F(ACommand, DisableStopsTheResourceAndLeavesTheGroupOnline) {
  const CommandId id = stage.order(Verb::disable);
  EXPECT_EQ(stage.answered(id), nullptr);
  stage.end(Method::stop, a);
  EXPECT_EQ(stage.rg(a), RgState::online);
  EXPECT_EQ(stage.resource(a), ResourceState::offline);
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
}

TEST_F(ACommand, SwitchOfADisabledResourceCallsNoMethod) {
  stage.order(Verb::disable);
  stage.end(Method::stop, a);
  const CommandId id = stage.order(Verb::switch_to, b);
  EXPECT_TRUE(stage.running.empty());
  stage.expire(TimerName::next_step);
  EXPECT_EQ(stage.rg(b), RgState::online);
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
}

TEST_F(ACommand, EnableStartsTheResourceWhereTheGroupIs) {
  stage.order(Verb::disable);
  stage.end(Method::stop, a);
  const CommandId id = stage.order(Verb::enable);
  EXPECT_TRUE(stage.runs(Method::start, a));
  EXPECT_EQ(stage.rg(a), RgState::online);
  stage.end(Method::start, a);
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
}

TEST_F(ACommand, RestartStopsAndStartsOnTheSameNode) {
  const CommandId id = stage.order(Verb::restart);
  stop_then_wait(a);
  stage.expire(TimerName::next_step);
  EXPECT_EQ(stage.rg(a), RgState::pending_online);
  stage.end(Method::start, a);
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
}

TEST_F(ACommand, RemasterHasNothingToDoOnTheBestNode) {
  EXPECT_EQ(stage.why(stage.order(Verb::remaster)), Why::nothing_to_do);
}

TEST_F(ACommand, EvacuateMovesAllGroupsAtOnceAndEndsWithTheLast) {
  stage.add(db, {});
  stage.order(Verb::online, NodeId::none, db);
  stage.let_it_run();
  const CommandId id = stage.order(Verb::evacuate, a);
  EXPECT_TRUE(stage.runs(Method::stop, a, web));
  EXPECT_TRUE(stage.runs(Method::stop, a, db));
  stage.end(Method::stop, a, 0, db);
  stage.expire(TimerName::next_step, NodeId::none, 0, db);
  stage.end(Method::start, b, 0, db);
  EXPECT_EQ(stage.answered(id), nullptr);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(b, web), RgState::online);
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
}

TEST_F(ACommand, EvacuateFailsWhenOneOfItsGroupsFails) {
  stage.add(db, {});
  stage.order(Verb::online, NodeId::none, db);
  stage.let_it_run();
  const CommandId id = stage.order(Verb::evacuate, a);
  stage.end(Method::stop, a, 1, db);
  stage.let_it_run();
  EXPECT_EQ(stage.why(id), Why::stop_failed);
}

TEST_F(ACommand, EvacuateKeepsGroupsOffTheNodeForItsTime) {
  stage.order(Verb::evacuate, a, web, 120);
  stage.let_it_run();
  EXPECT_EQ(stage.armed_s({TimerName::evacuated, GroupId::none, a}), 120);
  stage.die(b);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(c), RgState::online);
}

TEST_F(ACommand, EvacuateMovesTheGroupsAlsoWhenItsTimeIsOverAtOnce) {
  stage.order(Verb::evacuate, a, web, 0);
  stage.expire(TimerName::evacuated, a, 0, GroupId::none);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(b), RgState::online);
}

TEST_F(ACommand, EvacuateWaitsForAStartAndThenMovesTheGroup) {
  stage.order(Verb::switch_to, b);
  stop_then_wait(a);
  stage.expire(TimerName::next_step);
  const CommandId id = stage.order(Verb::evacuate, b);
  stage.end(Method::start, b);
  EXPECT_TRUE(stage.runs(Method::stop, b));
  EXPECT_EQ(stage.answered(id), nullptr);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(a), RgState::online);
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
}

TEST_F(ACommand, EvacuateTurnsAwayAGroupThatIsBoundForTheNode) {
  const CommandId id = stage.order(Verb::switch_to, b);
  stop_then_wait(a);
  stage.order(Verb::evacuate, b);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(a), RgState::online);
  EXPECT_EQ(stage.why(id), Why::node_evacuated);
}

TEST_F(ACommand, SwitchToAnEvacuatedNodeOverrulesItsTime) {
  stage.order(Verb::evacuate, a);
  stage.let_it_run();
  stage.order(Verb::switch_to, a);
  EXPECT_EQ(stage.armed_s({TimerName::evacuated, GroupId::none, a}), -1);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(a), RgState::online);
}

TEST_F(ACommand, QuiesceLetsTheMethodFinishAndNothingFollows) {
  const CommandId moved = stage.order(Verb::switch_to, b);
  const CommandId id = stage.order(Verb::quiesce);
  EXPECT_EQ(stage.answered(id), nullptr);
  EXPECT_TRUE(stage.kills.empty());
  stage.end(Method::stop, a);
  EXPECT_TRUE(stage.running.empty());
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
  EXPECT_EQ(stage.why(moved), Why::quiesced);
}

TEST_F(ACommand, QuiesceWithKillLeavesStopFailedAndNoReboot) {
  stage.s.groups[0].config.failover_mode = FailoverMode::hard;
  stage.order(Verb::switch_to, b);
  const CommandId id = stage.order(Verb::quiesce_kill);
  EXPECT_TRUE(stage.was_killed(Method::stop, a));
  stage.end_killed(Method::stop, a);
  EXPECT_EQ(stage.rg(a), RgState::error_stop_failed);
  EXPECT_TRUE(stage.reboots.empty());
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
}

TEST_F(ACommand, QuiesceWithKillLeavesStartFailedAndNoMove) {
  stage.order(Verb::switch_to, b);
  stop_then_wait(a);
  stage.expire(TimerName::next_step);
  stage.order(Verb::quiesce_kill);
  stage.end_killed(Method::start, b);
  EXPECT_EQ(stage.resource(b), ResourceState::start_failed);
  EXPECT_EQ(stage.rg(b), RgState::online_faulted);
}

TEST_F(ACommand, QuiesceInBetweenLeavesTheGroupOffline) {
  stage.order(Verb::switch_to, b);
  stop_then_wait(a);
  stage.order(Verb::quiesce);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(b), RgState::offline);
}

TEST_F(ACommand, QuiesceWithKillSparesBootAndValidate) {
  stage.order(Verb::validate);
  stage.order(Verb::quiesce_kill);
  EXPECT_TRUE(stage.kills.empty());
}

TEST_F(ACommand, SuspendEndsAutomaticRecoveryUntilResume) {
  stage.order(Verb::suspend);
  stage.die(a);
  EXPECT_TRUE(stage.running.empty());
  stage.order(Verb::resume);
  EXPECT_TRUE(stage.runs(Method::start, b));
}

TEST_F(ACommand, UnmonitorCallsNoMethodOfTheAgent) {
  const CommandId id = stage.order(Verb::unmonitor);
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
  EXPECT_TRUE(stage.running.empty());
}

TEST_F(ACommand, ValidateAsksEveryMemberOfTheNodeListAndAllMustPass) {
  stage.die(c);
  const CommandId id = stage.order(Verb::validate);
  stage.end(Method::validate, a, 1);
  EXPECT_EQ(stage.answered(id), nullptr);
  stage.end(Method::validate, b);
  EXPECT_EQ(stage.why(id), Why::validate_failed);
}

TEST_F(ACommand, ValidateDoesNotWaitForANodeThatDied) {
  const CommandId id = stage.order(Verb::validate);
  stage.end(Method::validate, a);
  stage.end(Method::validate, b);
  stage.die(c);
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
}

TEST_F(ACommand, OnAGroupThatIsNotThereIsRefused) {
  EXPECT_EQ(stage.why(stage.order(Verb::online, NodeId::none, other)), Why::group_unknown);
}

TEST_F(ACommand, OnAnUnmanagedGroupIsRefused) {
  stage.add(db, {.managed = false});
  EXPECT_EQ(stage.rg(a, db), RgState::unmanaged);
  EXPECT_EQ(stage.why(stage.order(Verb::online, NodeId::none, db)), Why::group_unmanaged);
}

TEST_F(ACommand, OfTheAgentSetsTheStatusOfItsNode) {
  stage.tell(StatusSet{web, a, Status::degraded});
  EXPECT_EQ(stage.status(a), Status::degraded);
  EXPECT_EQ(stage.status(b), Status::offline);
}

}  // namespace
}  // namespace xvm::fakes::rgm
