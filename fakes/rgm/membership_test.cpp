// Section 7.5 of the facts, node death, and 7.6, Failback; BOOT when a node joins.
#include "fakes/rgm/rehearsal_test.hpp"

namespace xvm::fakes::rgm {
namespace {

struct AMember : ::testing::Test {
  Stage stage{3};
  AMember() { stage.form(); }
};

TEST_F(AMember, ThatDiesGetsNoStopAndTheNextOfTheListStarts) {
  stage.die(a);
  EXPECT_EQ(stage.running.size(), 1u);
  EXPECT_TRUE(stage.runs(Method::start, b));
  EXPECT_EQ(stage.rg(a), RgState::offline);
  EXPECT_FALSE(node_is_up(stage.s, a));
}

TEST_F(AMember, ThatDiesWhileItStopsLeavesTheTargetItsGroup) {
  const CommandId id = stage.order(Verb::switch_to, c);
  stage.die(a);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(c), RgState::online);
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
}

TEST_F(AMember, ThatDiesAsTheTargetWhileTheSourceStopsIsReplaced) {
  const CommandId id = stage.order(Verb::switch_to, b);
  stage.die(b);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(a), RgState::online);
  EXPECT_EQ(stage.why(id), Why::went_elsewhere);
}

TEST_F(AMember, ThatDiesWhileItStartsIsReplaced) {
  const CommandId id = stage.order(Verb::switch_to, b);
  stage.end(Method::stop, a);
  stage.expire(TimerName::next_step);
  stage.die(b);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(a), RgState::online);
  EXPECT_EQ(stage.why(id), Why::node_died);
}

TEST_F(AMember, ThatDiesDuringADisableCompletesIt) {
  const CommandId id = stage.order(Verb::disable);
  stage.die(a);
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
  EXPECT_EQ(stage.rg(b), RgState::online);
  EXPECT_EQ(stage.resource(b), ResourceState::offline);
}

TEST_F(AMember, ThatDiesWithItsTimersLeavesNoneBehind) {
  stage.probe(a, 50);
  stage.die(a);
  for (const Arm& t : stage.timers) EXPECT_NE(t.timer.node, a) << to_text(t.timer.name);
  EXPECT_EQ(stage.armed_s({TimerName::history, web}), -1);
}

TEST_F(AMember, ThatDiesIsFreeOfItsPingpongIntervalWhenItRejoins) {
  stage.order(Verb::switch_to, b);
  stage.end(Method::stop, a);
  stage.expire(TimerName::next_step);
  stage.end(Method::start, b, 1);
  stage.let_it_run();
  stage.die(b);
  EXPECT_EQ(stage.armed_s({TimerName::pingpong, web, b}), -1);
  EXPECT_FALSE(stage.s.cells[0][1].pingpong);
}

TEST_F(AMember, ThatRejoinsRunsBootFirstAndGetsNothingMeanwhile) {
  stage.die(b);
  stage.die(c);
  stage.join(b);
  EXPECT_TRUE(stage.runs(Method::boot, b));
  EXPECT_TRUE(node_is_up(stage.s, b));
  EXPECT_EQ(stage.why(stage.order(Verb::switch_to, b)), Why::node_not_up);
  stage.die(a);
  EXPECT_FALSE(stage.runs(Method::start, b));
  stage.end(Method::boot, b);
  EXPECT_TRUE(stage.runs(Method::start, b));
}

TEST_F(AMember, ThatRejoinsWaitsForTheBootOfAllItsGroups) {
  stage.add(db, {});
  stage.let_it_run();
  stage.die(b);
  stage.join(b);
  stage.end(Method::boot, b, 0, web);
  EXPECT_EQ(stage.s.nodes[1].state, NodeState::booting);
  stage.end(Method::boot, b, 0, db);
  EXPECT_EQ(stage.s.nodes[1].state, NodeState::up);
}

TEST_F(AMember, WhoseBootFailsOrHangsTakesGroupsNevertheless) {
  stage.die(b);
  stage.join(b);
  stage.expire(TimerName::method, b);
  EXPECT_TRUE(stage.was_killed(Method::boot, b));
  stage.end_killed(Method::boot, b);
  EXPECT_EQ(stage.s.nodes[1].state, NodeState::up);
}

TEST_F(AMember, ThatRejoinsGetsNothingBackWithoutFailback) {
  stage.die(a);
  stage.let_it_run();
  stage.join(a);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(b), RgState::online);
}

TEST_F(AMember, ThatRejoinsGetsItsGroupBackWithFailback) {
  stage.s.groups[0].config.failback = true;
  stage.die(a);
  stage.let_it_run();
  stage.join(a);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(a), RgState::online);
}

TEST_F(AMember, ThatRejoinsButIsNoBetterGetsNothingWithFailback) {
  stage.s.groups[0].config.failback = true;
  stage.die(b);
  stage.join(b);
  stage.end(Method::boot, b);
  EXPECT_TRUE(stage.running.empty());
  EXPECT_EQ(stage.rg(a), RgState::online);
}

TEST_F(AMember, ThatRejoinsDuringAStartGetsItsGroupBackAfterwards) {
  stage.s.groups[0].config.failback = true;
  stage.die(a);
  stage.join(a);
  stage.end(Method::boot, a);
  EXPECT_FALSE(stage.runs(Method::stop, b));
  stage.end(Method::start, b);
  EXPECT_TRUE(stage.runs(Method::stop, b));
}

TEST(AClusterThatForms, WaitsForTheBootOfAllNodes) {
  Stage stage(2);
  stage.tell(NodesJoined{NodeSet::first(2)});
  stage.end(Method::boot, b);
  EXPECT_FALSE(stage.runs(Method::start, b));
  stage.end(Method::boot, a);
  EXPECT_TRUE(stage.runs(Method::start, a));
}

TEST(AClusterThatForms, GivesUpWaitingWhenABootTimesOut) {
  Stage stage(2);
  stage.tell(NodesJoined{NodeSet::first(2)});
  stage.end(Method::boot, b);
  stage.expire(TimerName::method, a);
  stage.end_killed(Method::boot, a);
  EXPECT_TRUE(stage.runs(Method::start, a));
}

TEST(AClusterThatForms, CallsNoBootWithSunwGds) {
  Stage stage(2, {.form = Form::sunw_gds});
  stage.tell(NodesJoined{NodeSet::first(2)});
  EXPECT_TRUE(stage.runs(Method::start, a));
  EXPECT_EQ(stage.running.size(), 1u);
}

}  // namespace
}  // namespace xvm::fakes::rgm
