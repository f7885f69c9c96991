#include "model/invariants/step_invariants.hpp"

#include <gtest/gtest.h>

namespace xvm {
namespace {

constexpr NodeId self{0};
constexpr NodeId peer{1};

ClusterView view_of(const Claim& claim) { return {.node_count = 2, .claim = claim}; }

const Claim held_here = held(Claim{}, self);

// --- S4
// -------------------------------------------------------------------------------------------

MethodEnded success_of(Method method, Seen here, Reason reason = Reason::stopped) {
  MethodEnded ended{.setting = {.method = method, .self = self, .nodes = NodeSet::first(2)},
                    .result = Result::success,
                    .reason = reason,
                    .node = self};
  ended.seen[index(self)] = here;
  return ended;
}

Broken judge(const MethodEnded& ended) {
  return find_violation(view_of(held_here), ended, view_of(held_here));
}

TEST(StopSuccess, RestsOnAnInactiveObservationAlone) {
  for (std::size_t i = 0; i < enum_count<Seen>; ++i) {
    const auto seen = static_cast<Seen>(i);
    const Broken expected = seen == Seen::absent || seen == Seen::defined
                                ? Broken{}
                                : Broken{Violation::unproven_stop, self};
    EXPECT_EQ(judge(success_of(Method::stop, seen)), expected) << to_text(seen);
  }
}

TEST(StopSuccess, RestsOnTheNodeThatItSaysItStopped) {
  MethodEnded ended = success_of(Method::stop, Seen::absent);
  ended.node = peer;
  EXPECT_EQ(judge(ended), (Broken{Violation::unproven_stop, peer}));
  ended.seen[index(peer)] = Seen::absent;
  EXPECT_FALSE(judge(ended));
}

TEST(StopSuccess, AsksNothingOfANodeThatOnlyTheReasonNames) {
  MethodEnded ended = success_of(Method::stop, Seen::absent, Reason::migrated_away);
  ended.node = peer;
  EXPECT_FALSE(judge(ended));
}

TEST(StopFailure, NeedsNoProof) {
  MethodEnded ended = success_of(Method::stop, Seen::executing);
  ended.result = Result::failed;
  EXPECT_FALSE(judge(ended));
}

TEST(StartSuccess, RestsOnAnExecutingObservation) {
  for (Method method : {Method::start, Method::take_over}) {
    for (std::size_t i = 0; i < enum_count<Seen>; ++i) {
      const auto seen = static_cast<Seen>(i);
      const Broken expected =
          seen == Seen::executing ? Broken{} : Broken{Violation::unproven_start, self};
      EXPECT_EQ(judge(success_of(method, seen, Reason::started)), expected) << to_text(seen);
    }
  }
}

TEST(StartSuccess, ToleratesAPausedCopyOnlyUnderThatName) {
  EXPECT_FALSE(judge(success_of(Method::start, Seen::paused, Reason::paused_tolerated)));
  EXPECT_TRUE(judge(success_of(Method::start, Seen::incomplete, Reason::paused_tolerated)));
}

// --- S5
// -------------------------------------------------------------------------------------------

class Migrations : public testing::Test {
 protected:
  MigrationBegun begun{.setting = {.method = Method::stop,
                                   .self = self,
                                   .nodes = NodeSet::first(2),
                                   .failover = FailoverType::migrate},
                       .facts = {.readable = true, .targets = TargetNodes::one, .target = peer},
                       .request = {self, peer, false},
                       .intent = StopIntent::switch_over,
                       .source_seen = Seen::executing};

  Broken judge() const { return find_violation(view_of(held_here), begun, view_of(held_here)); }
  void expect_forbidden() const {
    EXPECT_EQ(judge(), (Broken{Violation::forbidden_migration, begun.request.source}));
  }
};

TEST_F(Migrations, OfASwitchOfASoundDomainAreAllowed) { EXPECT_FALSE(judge()); }

TEST_F(Migrations, OfAnyOtherIntentAreForbidden) {
  for (StopIntent intent :
       {StopIntent::disable, StopIntent::restart, StopIntent::evacuate, StopIntent::giveover}) {
    begun.intent = intent;
    expect_forbidden();
  }
}

TEST_F(Migrations, OfADomainThatDoesNotExecuteAreForbidden) {
  for (Seen seen :
       {Seen::unknown, Seen::absent, Seen::defined, Seen::paused, Seen::incomplete, Seen::dead}) {
    begun.source_seen = seen;
    expect_forbidden();
  }
}

TEST_F(Migrations, OfAnUnsoundResourceAreForbidden) {
  begun.facts.status_ok = false;
  expect_forbidden();
  begun.facts.status_ok = true;
  begun.facts.last_plugin_ok = false;
  expect_forbidden();
}

TEST_F(Migrations, WithoutAFailoverTypeAreForbidden) {
  begun.setting.failover = FailoverType::normal;
  expect_forbidden();
}

TEST_F(Migrations, ElsewhereThanAskedAreForbidden) {
  begun.facts.target = NodeId{2};
  expect_forbidden();
}

TEST_F(Migrations, FromAnotherNodeThanTheStopsOwnAreForbidden) {
  begun.request = {peer, self, false};
  expect_forbidden();
}

TEST_F(Migrations, OfAHandOverGoWhereItWasTold) {
  begun.setting.method = Method::hand_over;
  begun.intent = StopIntent::evacuate;
  begun.setting.hand_over_to = peer;
  EXPECT_FALSE(judge());
  begun.setting.hand_over_to = NodeId{2};
  expect_forbidden();
}

TEST_F(Migrations, OfAStartOnlyPull) {
  begun.setting.method = Method::start;
  expect_forbidden();
  begun.request = {peer, self, false};
  EXPECT_FALSE(judge());
}

TEST_F(Migrations, OfProbeAndJanitorAreForbidden) {
  for (Method method : {Method::probe, Method::reconcile, Method::validate}) {
    begun.setting.method = method;
    expect_forbidden();
  }
}

// --- S7, R4
// ---------------------------------------------------------------------------------------

Broken judge(const Claim& newest, const ActDone& done) {
  return find_violation(view_of(newest), done, view_of(newest));
}

TEST(AnAct, OfAnEpochThatIsNotTheNewestIsCaught) {
  ActDone done{.act = {Verb::create, self}, .actor = self, .epoch_of_actor = held_here.epoch};
  EXPECT_FALSE(judge(held_here, done));
  done.epoch_of_actor = held_here.epoch - 1;
  EXPECT_EQ(judge(held_here, done), (Broken{Violation::act_of_old_epoch, self}));
}

TEST(ABlindAct, IsAStopsOwnDestroyOrUndefine) {
  ActDone done{.act = {Verb::destroy, self}, .actor = self, .blind = true, .method = Method::stop};
  EXPECT_FALSE(judge(held_here, done));
  done.act.verb = Verb::undefine;
  EXPECT_FALSE(judge(held_here, done));
  const Broken broken{Violation::act_of_old_epoch, self};
  done.act.verb = Verb::create;
  EXPECT_EQ(judge(held_here, done), broken);
  done.act.verb = Verb::destroy;
  done.method = Method::reconcile;
  EXPECT_EQ(judge(held_here, done), broken);
  done = {.act = {Verb::destroy, peer}, .actor = self, .blind = true, .method = Method::stop};
  EXPECT_EQ(act_of_old_epoch(view_of(held_here), done),
            (Broken{Violation::act_of_old_epoch, peer}));
}

class PeerDestroy : public testing::Test {
 protected:
  Broken judge_with(const Claim& claim, bool owner_executes = false,
                    Method method = Method::reconcile) const {
    return judge(claim, {.act = {Verb::destroy, peer},
                         .actor = self,
                         .epoch_of_actor = claim.epoch,
                         .owner_executes = owner_executes,
                         .method = method});
  }
  const Broken broken{Violation::destroyed_unheld, peer};
};

TEST_F(PeerDestroy, NeedsAnOwnerThatWasSeenExecuting) {
  EXPECT_EQ(judge_with(held_here, false), broken);
  EXPECT_FALSE(judge_with(held_here, true));
}

TEST_F(PeerDestroy, IsNeverAimedAtTheOwner) {
  EXPECT_EQ(judge_with(held(Claim{}, peer), true), broken);
  EXPECT_EQ(judge_with(released(Claim{}, self), true), broken);
  EXPECT_EQ(judge_with(Claim{}, true), broken);
}

TEST_F(PeerDestroy, MayTakeACondemnedCopyOrTheRestOfAMigration) {
  EXPECT_FALSE(judge_with(condemned(Claim{}, peer)));
  EXPECT_EQ(judge_with(condemned(Claim{}, self)), broken);
  EXPECT_FALSE(judge_with(moving(Claim{}, self, peer)));
  EXPECT_EQ(judge_with(moving(Claim{}, peer, self)), broken);
  EXPECT_FALSE(judge_with(held_after_migration(Claim{}, self, peer, true)));
}

TEST_F(PeerDestroy, MayFollowWhatTheLastStopMigratedAway) {
  const Claim away = held_after_migration(Claim{}, peer, self, false);
  EXPECT_FALSE(judge_with(away, false, Method::stop));
  EXPECT_EQ(judge_with(away, false, Method::start), broken);
}

TEST(OwnDestroy, IsNoBusinessOfTheClaimsOwner) {
  EXPECT_FALSE(judge(held(Claim{}, peer),
                     {.act = {Verb::destroy, self}, .actor = self, .epoch_of_actor = 1}));
}

// --- section 4: claims
// ----------------------------------------------------------------------------

TEST(Claims, GrowByOneEpochAtATime) {
  const Claim next = held(held_here, peer);
  EXPECT_FALSE(find_violation(view_of(held_here), view_of(held_here)));
  EXPECT_FALSE(find_violation(view_of(held_here), view_of(next)));
  const Broken broken{Violation::claim_skips, peer};
  EXPECT_EQ(find_violation(view_of(held_here), view_of(held(next, peer))), broken);
  EXPECT_EQ(find_violation(view_of(held(next, self)), view_of(next)), broken) << "backwards";
}

TEST(Claims, NeverChange) {
  Claim changed = held_here;
  changed.owner = peer;
  EXPECT_EQ(find_violation(view_of(held_here), view_of(changed)),
            (Broken{Violation::claim_changed, peer}));
}

// --- S8b
// ------------------------------------------------------------------------------------------

class GoodMigratedCopy : public testing::Test {
 protected:
  GoodMigratedCopy() { view.at(self).guest.kind = Copy::executing; }
  ClusterView view = view_of(held_after_migration(held_here, self, peer, false));

  Broken after_destroy(Method method) const {
    const ActDone done{.act = {Verb::destroy, self},
                       .actor = self,
                       .epoch_of_actor = view.claim.epoch,
                       .method = method};
    return find_violation(view, done, view);
  }
  Broken after_refusal(Seen here) const {
    MethodEnded ended = success_of(Method::start, here, Reason::peer_not_proven);
    ended.result = Result::failed;
    return find_violation(view, ended, view);
  }
};

TEST_F(GoodMigratedCopy, IsNotDestroyedByAStart) {
  EXPECT_EQ(after_destroy(Method::start), (Broken{Violation::good_copy_destroyed, self}));
  EXPECT_FALSE(after_destroy(Method::stop));
}

TEST_F(GoodMigratedCopy, IsNotRefusedByAStartThatSawIt) {
  EXPECT_EQ(after_refusal(Seen::executing), (Broken{Violation::good_copy_refused, self}));
  EXPECT_FALSE(after_refusal(Seen::unknown));
  view.admin_readable = false;
  EXPECT_FALSE(after_refusal(Seen::executing));
}

TEST_F(GoodMigratedCopy, IsNoneWhileAResumeIsOwedOrNothingExecutes) {
  view.claim.resume_owed = true;
  EXPECT_FALSE(after_destroy(Method::start));
  view.claim.resume_owed = false;
  view.at(self).guest.kind = Copy::dead;
  EXPECT_FALSE(after_destroy(Method::start));
}

}  // namespace
}  // namespace xvm
