// Sections 5.1 to 5.3 of the facts: START and STOP of plain SUNW.gds, and of own methods.
#include "fakes/rgm/rehearsal_test.hpp"

namespace xvm::fakes::rgm {
namespace {

struct SunwGds : ::testing::Test {
  Stage stage{2, {.retry_count = 2, .form = Form::sunw_gds}};
  void join_only() { stage.tell(NodesJoined{NodeSet::first(2)}); }
  void tag(TagEvent what) { stage.tell(PmfTag{web, a, what}); }
  // The start command takes its tag out of PMF and ends; the first probe finds the guest.
  void come_online() {
    join_only();
    tag(TagEvent::withdrawn);
    stage.end(Method::start, a);
    stage.expire(TimerName::start_wait, a);
    stage.end(Method::probe, a);
    ASSERT_EQ(stage.rg(a), RgState::online);
  }
};

TEST_F(SunwGds, StartWaitsThreePercentThenFiveSecondsBetweenProbes) {
  join_only();
  EXPECT_EQ(stage.armed_s({TimerName::start_wait, web, a}), 9);
  stage.expire(TimerName::start_wait, a);
  stage.end(Method::probe, a, 100);
  EXPECT_EQ(stage.armed_s({TimerName::start_wait, web, a}), 5);
  stage.expire(TimerName::start_wait, a);
  stage.end(Method::probe, a, 0);
  EXPECT_EQ(stage.rg(a), RgState::online);
}

TEST_F(SunwGds, StartDoesNotEndWithItsCommand) {
  join_only();
  tag(TagEvent::withdrawn);
  stage.end(Method::start, a, 0);
  EXPECT_EQ(stage.rg(a), RgState::pending_online);
}

TEST_F(SunwGds, StartFailsAtItsTimeout) {
  join_only();
  stage.expire(TimerName::start_wait, a);
  stage.expire(TimerName::method, a);
  EXPECT_TRUE(stage.was_killed(Method::start, a));
  EXPECT_TRUE(stage.was_killed(Method::probe, a));
  stage.end_killed(Method::start, a);
  EXPECT_EQ(stage.resource(a), ResourceState::starting);
  stage.end_killed(Method::probe, a);
  EXPECT_TRUE(stage.runs(Method::stop, a));
}

TEST_F(SunwGds, StartLosesAHungCommandThatIsOutOfPmf) {
  join_only();
  tag(TagEvent::withdrawn);
  stage.expire(TimerName::method, a);
  EXPECT_FALSE(stage.was_killed(Method::start, a));
  EXPECT_TRUE(stage.runs(Method::stop, a));
}

TEST_F(SunwGds, StartIsTriedAgainWhenItsTreeDiesAndFailsAtRetryCount) {
  join_only();
  stage.end(Method::start, a, 1);
  tag(TagEvent::tree_died);
  EXPECT_TRUE(stage.runs(Method::start, a));
  EXPECT_EQ(stage.armed_s({TimerName::start_wait, web, a}), 9);
  stage.end(Method::start, a, 1);
  tag(TagEvent::tree_died);
  EXPECT_FALSE(stage.runs(Method::start, a));
  EXPECT_TRUE(stage.runs(Method::stop, a));
}

TEST_F(SunwGds, StopGivesItsCommandEightyPercent) {
  come_online();
  stage.order(Verb::switch_to, b);
  ASSERT_EQ(stage.running.size(), 1u);
  EXPECT_EQ(stage.running[0].timeout_s, 600);
  EXPECT_EQ(stage.running[0].share_s, 480);
  EXPECT_EQ(stage.armed_s({TimerName::method, web, a}), 480);
}

TEST_F(SunwGds, StopSucceedsWhateverItsCommandSays) {
  come_online();
  stage.order(Verb::switch_to, b);
  stage.end(Method::stop, a, 1);
  EXPECT_EQ(stage.rg(a), RgState::offline);
  EXPECT_TRUE(stage.logged(Line::result_masked));
}

TEST_F(SunwGds, StopSucceedsAlsoWhenItsCommandIsKilledAtItsShare) {
  come_online();
  stage.order(Verb::switch_to, b);
  stage.expire(TimerName::method, a);
  stage.end_killed(Method::stop, a);
  EXPECT_EQ(stage.rg(a), RgState::offline);
}

TEST_F(SunwGds, StopFailsWhenTheMethodItselfIsKilled) {
  come_online();
  stage.order(Verb::switch_to, b);
  stage.order(Verb::quiesce_kill);
  stage.end_killed(Method::stop, a);
  EXPECT_EQ(stage.rg(a), RgState::error_stop_failed);
}

TEST_F(SunwGds, StopKillsWhatIsLeftUnderTheTagWithFifteenPercent) {
  join_only();
  stage.expire(TimerName::start_wait, a);
  stage.end(Method::probe, a);
  stage.order(Verb::switch_to, b);
  stage.end(Method::stop, a);
  ASSERT_EQ(stage.tag_kills.size(), 1u);
  EXPECT_EQ(stage.tag_kills[0].within_s, 90);
}

TEST_F(SunwGds, StopKillsNothingWhenTheTagWasWithdrawn) {
  come_online();
  stage.order(Verb::switch_to, b);
  stage.end(Method::stop, a);
  EXPECT_TRUE(stage.tag_kills.empty());
}

TEST_F(SunwGds, TreeDeathIsACompleteFailureToTheMonitor) {
  join_only();
  stage.expire(TimerName::start_wait, a);
  stage.end(Method::probe, a);
  stage.end(Method::start, a);
  tag(TagEvent::tree_died);
  EXPECT_TRUE(stage.runs(Method::stop, a));
  EXPECT_EQ(stage.rg(a), RgState::online);
}

TEST_F(SunwGds, TreeDeathOfAWithdrawnTagIsNobodysBusiness) {
  come_online();
  tag(TagEvent::tree_died);
  EXPECT_TRUE(stage.running.empty());
}

TEST(OwnMethods, HaveTheWholeStopTimeoutAndTheirOwnResult) {
  Stage stage(2);
  stage.form();
  stage.order(Verb::switch_to, b);
  EXPECT_EQ(stage.running[0].share_s, 600);
  stage.end(Method::stop, a, 1);
  EXPECT_EQ(stage.rg(a), RgState::error_stop_failed);
}

TEST(OwnMethods, HaveNoProbesDuringStart) {
  Stage stage(2);
  stage.tell(NodesJoined{NodeSet::first(2)});
  stage.end(Method::boot, a);
  stage.end(Method::boot, b);
  EXPECT_EQ(stage.armed_s({TimerName::start_wait, web, a}), -1);
  stage.end(Method::start, a);
  EXPECT_EQ(stage.rg(a), RgState::online);
}

class StopShare : public ::testing::TestWithParam<std::array<unsigned, 3>> {};
INSTANTIATE_TEST_SUITE_P(Table53, StopShare,
                         ::testing::Values(std::array{600u, 480u, 90u},
                                           std::array{300u, 240u, 45u}));

TEST_P(StopShare, FollowsTheBudgetTable) {
  GroupConfig config{.form = Form::sunw_gds};
  config.stop_timeout_s = static_cast<std::uint16_t>(GetParam()[0]);
  EXPECT_EQ(stop_command_share_s(config), GetParam()[1]);
  EXPECT_EQ(final_kill_share_s(config), GetParam()[2]);
}

}  // namespace
}  // namespace xvm::fakes::rgm
