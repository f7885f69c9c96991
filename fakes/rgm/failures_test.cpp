// Table 7.5 of the facts: Failover_mode, Start and Stop failures, ping-pong; giveover calls.
#include "fakes/rgm/rehearsal_test.hpp"

namespace xvm::fakes::rgm {
namespace {

struct AFailure : ::testing::Test {
  Stage stage{3};
  AFailure() { stage.form(); }
  void mode(FailoverMode m) { stage.s.groups[0].config.failover_mode = m; }
  CommandId fail_to_start_on_b() {
    const CommandId id = stage.order(Verb::switch_to, b);
    stage.end(Method::stop, a);
    stage.expire(TimerName::next_step);
    stage.end(Method::start, b, 1);
    return id;
  }
};

class MarkedOnly : public AFailure, public ::testing::WithParamInterface<FailoverMode> {};
INSTANTIATE_TEST_SUITE_P(Modes, MarkedOnly,
                         ::testing::Values(FailoverMode::none, FailoverMode::restart_only,
                                           FailoverMode::log_only));

TEST_P(MarkedOnly, StartFailureLeavesTheGroupFaulted) {
  mode(GetParam());
  const CommandId id = fail_to_start_on_b();
  EXPECT_EQ(stage.rg(b), RgState::online_faulted);
  EXPECT_EQ(stage.resource(b), ResourceState::start_failed);
  EXPECT_TRUE(stage.running.empty());
  EXPECT_EQ(stage.result(id), SchaErr::fail);
}

class Moving : public AFailure, public ::testing::WithParamInterface<FailoverMode> {};
INSTANTIATE_TEST_SUITE_P(Modes, Moving, ::testing::Values(FailoverMode::soft, FailoverMode::hard));

TEST_P(Moving, StartFailureMovesTheGroupToAnotherNode) {
  mode(GetParam());
  const CommandId id = fail_to_start_on_b();
  EXPECT_TRUE(stage.runs(Method::stop, b));
  stage.let_it_run();
  EXPECT_EQ(stage.rg(a), RgState::online);
  EXPECT_EQ(stage.why(id), Why::start_failed);
}

TEST_F(AFailure, OfAStartBarsTheNodeForPingpongInterval) {
  fail_to_start_on_b();
  stage.let_it_run();
  EXPECT_EQ(stage.armed_s({TimerName::pingpong, web, b}), 3600);
  stage.die(a);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(c), RgState::online);
}

TEST_F(AFailure, OfEveryStartLeavesTheGroupOfflineUntilANodeIsFreeAgain) {
  stage.s.groups[0].config.node_count = 1;
  stage.order(Verb::restart);
  stage.end(Method::stop, a);
  stage.expire(TimerName::next_step);
  stage.end(Method::start, a, 1);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(a), RgState::offline);
  stage.expire(TimerName::pingpong, a);
  EXPECT_TRUE(stage.runs(Method::start, a));
}

class WaitingForOperator : public AFailure, public ::testing::WithParamInterface<FailoverMode> {};
INSTANTIATE_TEST_SUITE_P(Modes, WaitingForOperator,
                         ::testing::Values(FailoverMode::none, FailoverMode::soft));

TEST_P(WaitingForOperator, StopFailureBlocksTheGroup) {
  mode(GetParam());
  const CommandId id = stage.order(Verb::switch_to, b);
  stage.end(Method::stop, a, 1);
  EXPECT_EQ(stage.rg(a), RgState::error_stop_failed);
  EXPECT_EQ(stage.resource(a), ResourceState::stop_failed);
  EXPECT_EQ(stage.why(id), Why::stop_failed);
  EXPECT_EQ(stage.result(stage.order(Verb::switch_to, b)), SchaErr::state);
}

TEST_F(AFailure, OfAStopIsATimeoutToo) {
  stage.order(Verb::switch_to, b);
  EXPECT_EQ(stage.armed_s({TimerName::method, web, a}), 600);
  stage.expire(TimerName::method, a);
  EXPECT_TRUE(stage.was_killed(Method::stop, a));
  stage.end_killed(Method::stop, a);
  EXPECT_EQ(stage.rg(a), RgState::error_stop_failed);
}

TEST_F(AFailure, OfAStopRebootsTheNodeWithHardAndTheTargetStarts) {
  mode(FailoverMode::hard);
  const CommandId id = stage.order(Verb::switch_to, b);
  stage.end(Method::stop, a, 1);
  EXPECT_EQ(stage.reboots, std::vector{a});
  EXPECT_TRUE(stage.running.empty());
  stage.die(a, Death::failfast);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(b), RgState::online);
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
}

TEST_F(AFailure, ThatRebootsANodeKeepsOtherGroupsOffItAndRebootsItOnce) {
  mode(FailoverMode::hard);
  stage.add(db, {.failover_mode = FailoverMode::hard});
  stage.order(Verb::online, NodeId::none, db);
  stage.let_it_run();
  stage.order(Verb::evacuate, a);
  stage.end(Method::stop, a, 1, web);
  stage.end(Method::stop, a, 1, db);
  EXPECT_EQ(stage.reboots, std::vector{a});
  stage.add(other, {});
  EXPECT_EQ(stage.why(stage.order(Verb::switch_to, a, other)), Why::node_not_up);
}

TEST_F(AFailure, OfAStopIsClearedByTheOperatorAndNothingStartsByItself) {
  stage.order(Verb::switch_to, b);
  stage.end(Method::stop, a, 1);
  EXPECT_EQ(stage.result(stage.order(Verb::clear_stop_failed, b)), SchaErr::inval);
  EXPECT_EQ(stage.result(stage.order(Verb::clear_stop_failed, a)), SchaErr::noerr);
  EXPECT_EQ(stage.rg(a), RgState::offline);
  EXPECT_TRUE(stage.running.empty());
  const CommandId id = stage.order(Verb::online);
  stage.let_it_run();
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
}

TEST_F(AFailure, OfTheStopOfADisabledResourceIsClearedWithTheGroupOnline) {
  stage.order(Verb::disable);
  stage.end(Method::stop, a, 1);
  EXPECT_EQ(stage.rg(a), RgState::error_stop_failed);
  stage.order(Verb::clear_stop_failed, a);
  EXPECT_EQ(stage.rg(a), RgState::online);
  EXPECT_EQ(stage.resource(a), ResourceState::offline);
}

TEST_F(AFailure, OfTheStopOfAResourceRestartFollowsFailoverMode) {
  stage.call(Control::resource_restart, a);
  stage.end(Method::stop, a, 1);
  EXPECT_EQ(stage.rg(a), RgState::error_stop_failed);
}

TEST_F(AFailure, OnANodeThatDiesAfterwardsNoLongerBlocksTheGroup) {
  stage.order(Verb::switch_to, b);
  stage.end(Method::stop, a, 1);
  EXPECT_TRUE(stage.running.empty());
  stage.die(a);
  EXPECT_TRUE(stage.runs(Method::start, b));
}

TEST_F(AFailure, OfStartClearsByRestart) {
  mode(FailoverMode::none);
  fail_to_start_on_b();
  const CommandId id = stage.order(Verb::restart);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(b), RgState::online);
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
}

struct AGiveover : AFailure {};

TEST_F(AGiveover, AsksTheCandidatesInOrderAndTakesTheFirstThatPasses) {
  const CommandId id = stage.call(Control::giveover, a);
  EXPECT_TRUE(stage.runs(Method::monitor_check, b));
  stage.end(Method::monitor_check, b, 1);
  EXPECT_EQ(stage.rg(a), RgState::online);
  stage.end(Method::monitor_check, c);
  EXPECT_EQ(stage.target().node, c);
  stage.let_it_run();
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
}

TEST_F(AGiveover, IsRefusedWithChecksWhenNoCandidatePasses) {
  const CommandId id = stage.call(Control::giveover, a);
  stage.end(Method::monitor_check, b, 1);
  stage.end(Method::monitor_check, c, 1);
  EXPECT_EQ(stage.result(id), SchaErr::checks);
  EXPECT_EQ(stage.rg(a), RgState::online);
}

TEST_F(AGiveover, IsRefusedWithStateOnANodeThatIsNotTheMaster) {
  EXPECT_EQ(stage.result(stage.call(Control::giveover, b)), SchaErr::state);
}

TEST_F(AGiveover, IsRefusedWithChecksByRestartOnlyWhichAllowsResourceRestart) {
  mode(FailoverMode::restart_only);
  EXPECT_EQ(stage.result(stage.call(Control::giveover, a)), SchaErr::checks);
  EXPECT_EQ(stage.result(stage.call(Control::check_restart, a)), SchaErr::checks);
  stage.call(Control::resource_restart, a);
  EXPECT_TRUE(stage.runs(Method::stop, a));
}

TEST_F(AGiveover, IsRefusedAsEverythingElseByLogOnly) {
  mode(FailoverMode::log_only);
  for (Control what : {Control::giveover, Control::restart, Control::resource_restart,
                       Control::check_giveover, Control::check_restart}) {
    EXPECT_EQ(stage.result(stage.call(what, a)), SchaErr::checks) << to_text(what);
  }
}

TEST_F(AGiveover, IsOnlyTriedByCheckGiveover) {
  const CommandId id = stage.call(Control::check_giveover, a);
  stage.end(Method::monitor_check, b);
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
  EXPECT_TRUE(stage.running.empty());
}

TEST_F(AGiveover, GoesOnWithTheNextCandidateWhenOneDies) {
  stage.call(Control::giveover, a);
  stage.die(b);
  EXPECT_TRUE(stage.runs(Method::monitor_check, c));
}

TEST_F(AGiveover, IsGivenUpWhenAnAdministratorCommandsOtherwise) {
  const CommandId id = stage.call(Control::giveover, a);
  stage.order(Verb::offline);
  EXPECT_EQ(stage.result(id), SchaErr::checks);
  EXPECT_TRUE(stage.was_killed(Method::monitor_check, b));
}

}  // namespace
}  // namespace xvm::fakes::rgm
