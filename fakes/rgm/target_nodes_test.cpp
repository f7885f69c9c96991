// Table 7.2 of the facts: what a stop method sees, by its cause.
#include "fakes/rgm/rehearsal_test.hpp"

namespace xvm::fakes::rgm {
namespace {

struct Seen {
  bool enabled;
  RgState rg;
  NodeId target;
  friend bool operator==(const Seen&, const Seen&) = default;
  friend std::ostream& operator<<(std::ostream& os, const Seen& x) {
    return os << (x.enabled ? "ENABLED " : "DISABLED ") << to_text(x.rg) << " target "
              << xvm::index(x.target);
  }
};
constexpr NodeId empty = NodeId::none;

Seen seen_by_stop(const Stage& stage, NodeId n, GroupId g = web) {
  EXPECT_TRUE(stage.runs(Method::stop, n, g)) << "no STOP was launched";
  return {on_off_switch(stage.s, g), stage.rg(n, g), stage.target(g).node};
}

struct AStop : ::testing::Test {
  Stage stage{2};
  AStop() { stage.form(); }
  Seen seen() const { return seen_by_stop(stage, a); }
};

TEST_F(AStop, ByDisableSeesDisabledOnlineAndNoTarget) {
  stage.order(Verb::disable);
  EXPECT_EQ(seen(), (Seen{false, RgState::online, empty}));
}

TEST_F(AStop, ByTheFaultMonitorSeesOnlineAndNoTarget) {
  stage.probe(a, 100);
  EXPECT_EQ(seen(), (Seen{true, RgState::online, empty}));
}

TEST_F(AStop, ByResourceRestartSeesOnlineAndNoTarget) {
  stage.call(Control::resource_restart, a);
  EXPECT_EQ(seen(), (Seen{true, RgState::online, empty}));
}

TEST_F(AStop, ByRestartOfTheGroupSeesPendingOfflineAndNoTarget) {
  stage.order(Verb::restart);
  EXPECT_EQ(seen(), (Seen{true, RgState::pending_offline, empty}));
}

TEST_F(AStop, ByRestartOfTheGroupMaySeeItsOwnNode) {
  stage.s.rules.restart_names_self = true;
  stage.order(Verb::restart);
  EXPECT_EQ(seen(), (Seen{true, RgState::pending_offline, a}));
}

TEST_F(AStop, BySwitchSeesTheTarget) {
  stage.order(Verb::switch_to, b);
  EXPECT_EQ(seen(), (Seen{true, RgState::pending_offline, b}));
}

TEST_F(AStop, ByRemasterSeesTheTarget) {
  stage.order(Verb::switch_to, b);
  stage.let_it_run();
  stage.order(Verb::remaster);
  EXPECT_EQ(seen_by_stop(stage, b), (Seen{true, RgState::pending_offline, a}));
}

TEST_F(AStop, ByFailbackSeesTheTarget) {
  stage.s.groups[0].config.failback = true;
  stage.die(a);
  stage.let_it_run();
  stage.join(a);
  stage.end(Method::boot, a);
  EXPECT_EQ(seen_by_stop(stage, b), (Seen{true, RgState::pending_offline, a}));
}

TEST_F(AStop, ByGiveoverSeesTheTarget) {
  stage.call(Control::giveover, a);
  stage.end(Method::monitor_check, b);
  EXPECT_EQ(seen(), (Seen{true, RgState::pending_offline, b}));
}

TEST_F(AStop, ByTheMonitorsGiveoverSeesTheTarget) {
  stage.probe(a, 201);
  stage.end(Method::monitor_check, b);
  EXPECT_EQ(seen(), (Seen{true, RgState::pending_offline, b}));
}

TEST_F(AStop, ByOfflineSeesNoTarget) {
  stage.order(Verb::offline);
  EXPECT_EQ(seen(), (Seen{true, RgState::pending_offline, empty}));
}

TEST_F(AStop, ByEvacuationSeesNoTarget) {
  stage.order(Verb::evacuate, a);
  EXPECT_EQ(seen(), (Seen{true, RgState::pending_offline, empty}));
}

TEST_F(AStop, ByAStartFailureSeesNoTarget) {
  stage.order(Verb::switch_to, b);
  stage.end(Method::stop, a);
  stage.expire(TimerName::next_step);
  stage.end(Method::start, b, 1);
  EXPECT_EQ(seen_by_stop(stage, b), (Seen{true, RgState::pending_offline, empty}));
}

TEST(AStopOfALesserGroup, ByEvictionSeesNoTarget) {
  Stage stage(2);
  GroupConfig lesser{.affinity_count = 1};
  lesser.affinities[0] = {Affinity::strong_negative, web};
  stage.add(db, lesser);
  stage.form();
  ASSERT_EQ(stage.rg(b, db), RgState::online);
  stage.order(Verb::switch_to, b);
  EXPECT_EQ(seen_by_stop(stage, b, db), (Seen{true, RgState::pending_offline, empty}));
}

TEST(AStopOfAFollower, ByTheMoveOfItsLeaderSeesNoTarget) {
  Stage stage(2);
  GroupConfig follower{.affinity_count = 1};
  follower.affinities[0] = {Affinity::strong_positive, web};
  stage.add(db, follower);
  stage.form();
  stage.order(Verb::switch_to, b);
  EXPECT_EQ(seen_by_stop(stage, a, db), (Seen{true, RgState::pending_offline, empty}));
}

TEST_F(AStop, OnAClusterOf2008FindsNoSuchTag) {
  stage.s.rules.target_nodes = false;
  stage.order(Verb::switch_to, b);
  EXPECT_FALSE(stage.target().available);
}

TEST_F(AStop, LeavesNoTargetBehindBetweenTheTwoNodes) {
  stage.order(Verb::switch_to, b);
  stage.end(Method::stop, a);
  EXPECT_EQ(stage.target(), (TargetNodesAnswer{true, empty}));
}

TEST_F(AStop, IsFollowedByAStartThatSeesTheTargetToo) {
  stage.order(Verb::switch_to, b);
  stage.end(Method::stop, a);
  stage.expire(TimerName::next_step);
  EXPECT_EQ(stage.rg(b), RgState::pending_online);
  EXPECT_EQ(stage.target().node, b);
}

}  // namespace
}  // namespace xvm::fakes::rgm
