// Sections 7.4 and 7.8 of the facts: RG_affinities and Pre_evict.
#include "fakes/rgm/rehearsal_test.hpp"

namespace xvm::fakes::rgm {
namespace {

GroupConfig declaring(Affinity kind, GroupId target) {
  GroupConfig config{.affinity_count = 1};
  config.affinities[0] = {kind, target};
  return config;
}

// `db` declares its affinity to `web`.
struct Two {
  Stage stage;
  Two(Affinity kind, unsigned nodes = 3) : stage(nodes) {
    stage.add(db, declaring(kind, web));
    stage.form();
  }
};
struct StrongNegative : ::testing::Test, Two {
  StrongNegative() : Two(Affinity::strong_negative) {}
};
struct StrongPositive : ::testing::Test, Two {
  StrongPositive() : Two(Affinity::strong_positive) {}
};
struct Delegating : ::testing::Test, Two {
  Delegating() : Two(Affinity::strong_positive_delegating) {}
};

TEST_F(StrongNegative, KeepsTheLesserGroupOffTheNodeOfTheOther) {
  EXPECT_EQ(stage.rg(a, web), RgState::online);
  EXPECT_EQ(stage.rg(b, db), RgState::online);
  EXPECT_EQ(stage.result(stage.order(Verb::switch_to, a, db)), SchaErr::depend);
}

TEST_F(StrongNegative, MovesTheLesserGroupAwayWhenTheOtherArrives) {
  const CommandId id = stage.order(Verb::switch_to, b);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(b, web), RgState::online);
  EXPECT_EQ(stage.rg(c, db), RgState::online);
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
}

TEST_F(StrongNegative, TakesTheLesserGroupOfflineWhenThereIsNoOtherNode) {
  stage.die(c);
  stage.die(a);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(b, web), RgState::online);
  EXPECT_EQ(stage.rg(b, db), RgState::offline);
  stage.join(a);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(a, db), RgState::online);
}

TEST_F(StrongNegative, WithPreEvictStopsTheLesserGroupFirst) {
  stage.order(Verb::switch_to, b);
  EXPECT_EQ(stage.rg(a, web), RgState::pending_offline);
  EXPECT_FALSE(stage.runs(Method::stop, a, web));
  EXPECT_TRUE(stage.runs(Method::stop, b, db));
  stage.end(Method::stop, b, 0, db);
  EXPECT_TRUE(stage.runs(Method::stop, a, web));
}

TEST_F(StrongNegative, WithPreEvictStaysWhenTheLesserGroupFailsToStop) {
  const CommandId id = stage.order(Verb::switch_to, b);
  stage.end(Method::stop, b, 1, db);
  EXPECT_EQ(stage.rg(a, web), RgState::online);
  EXPECT_EQ(stage.why(id), Why::evicted_group_failed);
  EXPECT_FALSE(stage.runs(Method::stop, a, web));
}

TEST_F(StrongNegative, WithPreEvictIsGivenUpWhenTheTargetDies) {
  const CommandId id = stage.order(Verb::switch_to, b);
  stage.die(b);
  EXPECT_EQ(stage.rg(a, web), RgState::online);
  EXPECT_EQ(stage.why(id), Why::node_not_up);
}

TEST_F(StrongNegative, WithoutPreEvictStopsTheLesserGroupOnlyAfterwards) {
  stage.s.groups[0].config.pre_evict = false;
  stage.order(Verb::switch_to, b);
  EXPECT_TRUE(stage.runs(Method::stop, a, web));
  EXPECT_FALSE(stage.runs(Method::stop, b, db));
  stage.end(Method::stop, a, 0, web);
  stage.expire(TimerName::next_step);
  EXPECT_TRUE(stage.runs(Method::stop, b, db));
  EXPECT_FALSE(stage.runs(Method::start, b, web));
  stage.end(Method::stop, b, 0, db);
  EXPECT_TRUE(stage.runs(Method::start, b, web));
}

TEST_F(StrongNegative, WithoutPreEvictGoesElsewhereWhenTheLesserGroupFailsToStop) {
  stage.s.groups[0].config.pre_evict = false;
  const CommandId id = stage.order(Verb::switch_to, b);
  stage.end(Method::stop, a, 0, web);
  stage.expire(TimerName::next_step);
  stage.end(Method::stop, b, 1, db);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(a, web), RgState::online);
  EXPECT_EQ(stage.why(id), Why::went_elsewhere);
}

TEST_F(StrongPositive, PlacesTheFollowerWhereItsLeaderIs) {
  EXPECT_EQ(stage.rg(a, db), RgState::online);
  EXPECT_EQ(stage.result(stage.order(Verb::switch_to, b, db)), SchaErr::depend);
}

TEST_F(StrongPositive, MovesTheFollowerWithItsLeader) {
  stage.order(Verb::switch_to, b);
  EXPECT_TRUE(stage.runs(Method::stop, a, db));
  stage.let_it_run();
  EXPECT_EQ(stage.rg(b, web), RgState::online);
  EXPECT_EQ(stage.rg(b, db), RgState::online);
}

TEST_F(StrongPositive, TakesTheFollowerOfflineWithItsLeader) {
  stage.order(Verb::offline);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(a, db), RgState::offline);
  stage.order(Verb::online);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(a, db), RgState::online);
}

TEST_F(StrongPositive, RefusesTheFollowersOwnGiveover) {
  EXPECT_EQ(stage.result(stage.call(Control::giveover, a, db)), SchaErr::checks);
}

TEST_F(StrongPositive, LeavesTheFollowerAloneWhileItsLeaderRestarts) {
  stage.order(Verb::restart);
  EXPECT_FALSE(stage.runs(Method::stop, a, db));
}

TEST_F(Delegating, TurnsTheFollowersGiveoverIntoOneOfItsLeader) {
  const CommandId id = stage.call(Control::giveover, a, db);
  EXPECT_EQ(stage.target(web).node, b);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(b, web), RgState::online);
  EXPECT_EQ(stage.rg(b, db), RgState::online);
  EXPECT_EQ(stage.result(id), SchaErr::noerr);
}

TEST_F(Delegating, MovesTheLeaderWhenTheFollowerFailsToStart) {
  stage.order(Verb::restart, NodeId::none, db);
  stage.end(Method::stop, a, 0, db);
  stage.expire(TimerName::next_step, NodeId::none, 0, db);
  stage.end(Method::start, a, 1, db);
  EXPECT_TRUE(stage.runs(Method::stop, a, web));
  stage.let_it_run();
  EXPECT_EQ(stage.rg(b, web), RgState::online);
  EXPECT_EQ(stage.rg(b, db), RgState::online);
}

TEST(WeakPositive, PlacesTheGroupWithTheOtherButDoesNotFollowItLater) {
  Two two(Affinity::weak_positive);
  Stage& stage = two.stage;
  stage.order(Verb::switch_to, c, db);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(c, db), RgState::online);
  stage.order(Verb::switch_to, b, web);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(c, db), RgState::online);
  stage.die(c);
  stage.let_it_run();
  EXPECT_EQ(stage.rg(b, db), RgState::online);
}

TEST(WeakNegative, AvoidsTheOtherGroupAsLongAsThereIsAnotherNode) {
  Two two(Affinity::weak_negative, 2);
  EXPECT_EQ(two.stage.rg(b, db), RgState::online);
  two.stage.die(b);
  two.stage.let_it_run();
  EXPECT_EQ(two.stage.rg(a, db), RgState::online);
}

struct Configure : ::testing::Test {
  StateOf<4, 4> s;
  GroupConfig config{.node_count = 2, .node_list = {a, b}};
  ConfigError of(GroupId g) { return configure(s, g, config); }
  void affinity(Affinity kind, GroupId target) {
    config.affinities[0] = {kind, target};
    config.affinity_count = 1;
  }
};

TEST_F(Configure, RejectsACircleOfStrongAffinities) {
  EXPECT_EQ(of(web), ConfigError::none);
  affinity(Affinity::strong_negative, web);
  EXPECT_EQ(of(db), ConfigError::none);
  affinity(Affinity::strong_positive, db);
  EXPECT_EQ(of(other), ConfigError::none);
  affinity(Affinity::strong_positive_delegating, other);
  EXPECT_EQ(of(web), ConfigError::circular_affinities);
  affinity(Affinity::weak_positive, other);
  EXPECT_EQ(of(web), ConfigError::none);
}

TEST_F(Configure, RejectsAffinitiesToItselfAndToNobody) {
  affinity(Affinity::weak_positive, web);
  EXPECT_EQ(of(web), ConfigError::affinity_to_itself);
  affinity(Affinity::weak_positive, db);
  EXPECT_EQ(of(web), ConfigError::unknown_affinity_target);
}

TEST_F(Configure, RejectsBadNodeLists) {
  config.node_list = {a, a};
  EXPECT_EQ(of(web), ConfigError::node_twice);
  config.node_list = {a, NodeId{4}};
  EXPECT_EQ(of(web), ConfigError::unknown_node);
  config.node_count = 0;
  EXPECT_EQ(of(web), ConfigError::empty_node_list);
}

TEST_F(Configure, RejectsBadNumbersAndPositions) {
  config.retry_count = 11;
  EXPECT_EQ(of(web), ConfigError::retry_count_above_10);
  config.retry_count = 10;
  config.stop_timeout_s = 0;
  EXPECT_EQ(of(web), ConfigError::duration_of_0_s);
  EXPECT_EQ(of(GroupId{4}), ConfigError::no_such_position);
}

TEST_F(Configure, TakesAGroupAwayOnlyWhenNobodyLeansOnIt) {
  of(web);
  affinity(Affinity::weak_positive, web);
  of(db);
  EXPECT_EQ(configure(s, web, {.exists = false}), ConfigError::unknown_affinity_target);
  EXPECT_EQ(configure(s, db, {.exists = false}), ConfigError::none);
  EXPECT_EQ(configure(s, web, {.exists = false}), ConfigError::none);
  EXPECT_EQ(s, (StateOf<4, 4>{}));
}

}  // namespace
}  // namespace xvm::fakes::rgm
