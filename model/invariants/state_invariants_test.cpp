#include "model/invariants/state_invariants.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace xvm {
namespace {

constexpr NodeId a{0};
constexpr NodeId b{1};
constexpr NodeId c{2};

Guest guest(Copy kind, std::uint32_t executed = 5, std::uint32_t incarnation = 1) {
  return {.kind = kind, .memory = {incarnation, executed}};
}

// Three members, the domain defined, held and executing on a: nothing is wrong.
ClusterView sound() {
  ClusterView view{.node_count = 3, .claim = held(Claim{}, a), .furthest = {1, 5}};
  view.at(a).guest = guest(Copy::executing);
  view.at(a).defined = true;
  view.believed[index(a)] = Believed::online;
  view.quiescent = true;
  return view;
}

TEST(SoundCluster, BreaksNothing) { EXPECT_EQ(find_violation(sound()), Broken{}); }

TEST(EmptyCluster, BreaksNothing) {
  EXPECT_EQ(find_violation(ClusterView{.had_definition = false}), Broken{});
}

// --- S1
// -------------------------------------------------------------------------------------------

TEST(OneExecutes, IsBrokenByASecondExecutingNode) {
  ClusterView view = sound();
  view.at(c).guest = guest(Copy::executing);
  EXPECT_EQ(find_violation(view), (Broken{Violation::two_execute, c}));
}

TEST(OneExecutes, HoldsBesideACopyThatDoesNotExecute) {
  for (Copy kind : {Copy::none, Copy::paused, Copy::incomplete, Copy::dead}) {
    ClusterView view = sound();
    view.at(b).guest = guest(kind);
    EXPECT_FALSE(two_execute(view)) << to_text(kind);
  }
}

TEST(OneExecutes, HoldsWhenTheOtherNodeIsDown) {
  ClusterView view = sound();
  view.at(b).guest = guest(Copy::executing);
  view.at(b).up = false;
  EXPECT_FALSE(two_execute(view));
}

TEST(OneExecutes, CountsOverlapsOfAdministratorsAndFalseFencingApart) {
  ClusterView view = sound();
  view.at(b).guest = guest(Copy::executing);
  view.at(b).guest.by_administrator = true;
  EXPECT_FALSE(two_execute(view));
  EXPECT_EQ(count_excused_overlaps(view), 1);
  view.at(c).guest = guest(Copy::executing);
  view.at(c).fencing_false = true;
  EXPECT_FALSE(two_execute(view));
  EXPECT_EQ(count_excused_overlaps(view), 2);
}

TEST(OneExecutes, IsNotExcusedByAThirdNodesExcuse) {
  ClusterView view = sound();
  view.at(b).guest = guest(Copy::executing);
  view.at(c).guest = guest(Copy::executing);
  view.at(c).fencing_false = true;
  EXPECT_EQ(two_execute(view), (Broken{Violation::two_execute, b}));
}

TEST(ExcusedOverlap, IsNoneWhileTheExcusedNodeIsAlone) {
  ClusterView view = sound();
  EXPECT_EQ(count_excused_overlaps(view), 0);
  view.at(a).fencing_false = true;
  EXPECT_EQ(count_excused_overlaps(view), 0);
}

// --- S1b
// ------------------------------------------------------------------------------------------

TEST(FreshMemory, IsBrokenByACopyThatResumesBehindItsSource) {
  ClusterView view = sound();
  view.furthest = {1, 6};
  EXPECT_EQ(find_violation(view), (Broken{Violation::stale_executes, a}));
}

TEST(FreshMemory, IsBrokenByACopyOfAnEarlierBoot) {
  ClusterView view = sound();
  view.furthest = {2, 1};
  EXPECT_EQ(find_violation(view), (Broken{Violation::stale_executes, a}));
}

TEST(FreshMemory, HoldsForANewBootAndForPausedStaleCopies) {
  ClusterView view = sound();
  view.at(a).guest = guest(Copy::executing, 0, 2);
  EXPECT_FALSE(stale_executes(view));
  view.at(a).guest = guest(Copy::paused, 1);
  EXPECT_FALSE(stale_executes(view));
}

TEST(FreshMemory, IsNotAskedOfWhatAnAdministratorStarted) {
  ClusterView view = sound();
  view.furthest = {1, 6};
  view.at(a).guest.by_administrator = true;
  EXPECT_FALSE(stale_executes(view));
}

TEST(PausedCopyBesideAnother, NeedsAnUnfinishedMigrationOfTheTwo) {
  ClusterView view = sound();
  view.at(b).guest = guest(Copy::paused);
  EXPECT_EQ(find_violation(view), (Broken{Violation::paused_beside_another, b}));
  view.claim = moving(view.claim, a, c);
  EXPECT_EQ(paused_beside_another(view), (Broken{Violation::paused_beside_another, b}));
  view.claim = moving(view.claim, a, b);
  EXPECT_FALSE(paused_beside_another(view));
  view.claim = held_after_migration(view.claim, a, b, true);
  EXPECT_FALSE(paused_beside_another(view));
  view.claim = held_after_migration(view.claim, a, b, false);
  EXPECT_EQ(paused_beside_another(view), (Broken{Violation::paused_beside_another, b}));
}

TEST(PausedCopyBesideAnother, MayWaitForItsEndWhenCondemned) {
  ClusterView view = sound();
  view.at(b).guest = guest(Copy::incomplete);
  view.claim = condemned(view.claim, b);
  EXPECT_FALSE(paused_beside_another(view));
  view.claim = condemned(view.claim, c);
  EXPECT_EQ(paused_beside_another(view), (Broken{Violation::paused_beside_another, b}));
}

TEST(PausedCopyBesideAnother, MayBeAloneOrBesideTheDead) {
  ClusterView view = sound();
  view.at(a).guest = guest(Copy::paused);
  EXPECT_FALSE(paused_beside_another(view));
  view.at(b).guest = guest(Copy::dead);
  EXPECT_FALSE(paused_beside_another(view));
}

// --- S2, S3
// ---------------------------------------------------------------------------------------

TEST(OneDefinition, IsBrokenAtQuiescenceByASecondMember) {
  ClusterView view = sound();
  view.at(b).defined = true;
  EXPECT_EQ(find_violation(view), (Broken{Violation::defined_twice, b}));
}

TEST(OneDefinition, IsNotJudgedInTransitOrWithoutAdminOrOffTheCluster) {
  ClusterView view = sound();
  view.at(b).defined = true;
  view.quiescent = false;
  EXPECT_FALSE(defined_twice(view));
  view.quiescent = true;
  view.admin_readable = false;
  EXPECT_FALSE(defined_twice(view));
  view.admin_readable = true;
  view.at(b).member = false;
  EXPECT_FALSE(defined_twice(view));
  view.at(b).member = true;
  view.at(b).up = false;
  EXPECT_FALSE(defined_twice(view));
}

TEST(Definition, IsKeptByAnyOneOfItsThreePlaces) {
  ClusterView view = sound();
  view.at(a).defined = false;
  EXPECT_FALSE(definition_lost(view)) << "an intact export";
  view.intact_export = false;
  EXPECT_EQ(find_violation(view), (Broken{Violation::definition_lost, NodeId::none}));
  view.at(c).local_copy = true;
  EXPECT_FALSE(definition_lost(view)) << "a node-local copy";
  view.at(c) = {};
  view.at(b).defined = true;
  EXPECT_FALSE(definition_lost(view)) << "a definition";
  view.at(b).member = false;
  EXPECT_TRUE(definition_lost(view)) << "no member has it";
}

TEST(Definition, IsNotMissedWhenFaultsDestroyedItOrNoneEverWas) {
  ClusterView view = sound();
  view.at(a).defined = false;
  view.intact_export = false;
  view.all_destroyed = true;
  EXPECT_FALSE(definition_lost(view));
  view.all_destroyed = false;
  view.had_definition = false;
  EXPECT_FALSE(definition_lost(view));
}

// --- S8, S9
// ---------------------------------------------------------------------------------------

TEST(OnlineResource, IsBrokenByAMemberWithoutTheDomain) {
  ClusterView view = sound();
  view.at(a).guest = {};
  EXPECT_EQ(find_violation(view), (Broken{Violation::online_without_domain, a}));
  view.believed[index(a)] = Believed::starting;
  EXPECT_FALSE(online_without_domain(view));
}

TEST(OnlineResource, IsNotJudgedInTransitOrOffTheCluster) {
  ClusterView view = sound();
  view.at(a).guest = {};
  view.quiescent = false;
  EXPECT_FALSE(online_without_domain(view));
  view.quiescent = true;
  view.at(a).member = false;
  EXPECT_FALSE(online_without_domain(view));
}

class Affinities : public testing::Test {
 protected:
  std::array<ClusterView, 2> views{sound(), sound()};
  void move_second_to(NodeId n) { std::swap(views[1].at(a), views[1].at(n)); }
  Broken judge(Affinity kind, bool in_transit = false) const {
    return affinity_broken(views, {0, 1, kind, in_transit});
  }
};

TEST_F(Affinities, ApartIsBrokenOnOneNode) {
  EXPECT_EQ(judge(Affinity::apart), (Broken{Violation::affinity_broken, a}));
  move_second_to(b);
  EXPECT_FALSE(judge(Affinity::apart));
}

TEST_F(Affinities, ApartIsJudgedInTransitOnlyWithPreEvict) {
  views[1].quiescent = false;
  EXPECT_FALSE(judge(Affinity::apart));
  EXPECT_EQ(judge(Affinity::apart, true), (Broken{Violation::affinity_broken, a}));
}

TEST_F(Affinities, TogetherIsBrokenOnTwoNodes) {
  EXPECT_FALSE(judge(Affinity::together));
  move_second_to(b);
  EXPECT_EQ(judge(Affinity::together), (Broken{Violation::affinity_broken, a}));
  views[0].quiescent = false;
  EXPECT_FALSE(judge(Affinity::together, true));
}

TEST_F(Affinities, TogetherIsNotAskedOfADomainThatExecutesNowhere) {
  views[1].at(a).guest = {};
  EXPECT_FALSE(judge(Affinity::together));
}

TEST(Violations, HaveATextEach) {
  for (std::size_t i = 0; i < enum_count<Violation>; ++i) {
    const auto text = to_text(static_cast<Violation>(i));
    EXPECT_FALSE(text.empty());
    EXPECT_EQ(from_text<Violation>(text), static_cast<Violation>(i));
  }
}

}  // namespace
}  // namespace xvm
