// Every rule of conduct can be broken: without this the walks of adversary_test.cpp prove nothing.

#include "model/machine/conduct.hpp"

#include "model/machine/samples.hpp"

#include <gtest/gtest.h>

#include <initializer_list>

namespace xvm {
namespace {

using samples::peer;
using samples::self;
using samples::third;

const Claim held_here = held(Claim{}, self);

// A method that is shown to the watcher step by step, without any table behind it.
class Watched : public testing::Test {
 protected:
  Watched() : watched_(begun(Method::stop)) { setting.failover = FailoverType::migrate; }

  static Machine begun(Method method) {
    Machine m;
    m.context.setting.method = method;
    m.frames[0] = {Table::stop, 1};
    m.depth = 1;
    return m;
  }
  void believe(const Claim& claim) { watched_.context.claim = claim; }

  // One step: the machine before it believes what it was told to believe.
  std::optional<ConductRule> step(const Event& event, std::initializer_list<Action> actions = {}) {
    if (!conduct_) conduct_.emplace(setting);
    Outbox out;
    Machine after = watched_;
    for (const Action& action : actions) {
      out.push(action);
      if (std::holds_alternative<Finish>(action)) after.depth = 0;
    }
    return conduct_->see(watched_, event, out, after);
  }
  std::optional<ConductRule> reread(std::initializer_list<Action> actions) {
    return step(ClaimRead{StoreOutcome::ok, watched_.context.claim}, actions);
  }
  std::optional<ConductRule> finish(Result result, Reason reason, NodeId node = self) {
    return step(Begin{}, {Finish{result, reason, node}});
  }
  void see(NodeId node, Activity activity) {
    ASSERT_FALSE(step(Observed{node, {.activity = activity}}));
  }

  Setting setting{.method = Method::stop, .self = self, .nodes = NodeSet::first(3)};
  Machine watched_;

 private:
  std::optional<Conduct> conduct_;
};

using enum ConductRule;

TEST_F(Watched, StopWithoutProofIsCaught) {
  EXPECT_EQ(finish(Result::success, Reason::stopped), s4_stop_is_proven);
}

TEST_F(Watched, StopWithProofIsFine) {
  see(self, Activity::inactive);
  EXPECT_FALSE(finish(Result::success, Reason::stopped));
}

TEST_F(Watched, StopWhoseProofIsOlderThanItsLastActIsCaught) {
  believe(held_here);
  see(self, Activity::inactive);
  EXPECT_FALSE(reread({Act{Verb::destroy, self}}));
  EXPECT_EQ(finish(Result::success, Reason::stopped), s4_stop_is_proven);
}

TEST_F(Watched, StopOfAPeerWithoutProofOfThePeerIsCaught) {
  see(self, Activity::inactive);
  EXPECT_EQ(finish(Result::success, Reason::stopped, peer), s4_stop_is_proven);
}

TEST_F(Watched, StopOnAGoneWitnessIsFine) {
  EXPECT_FALSE(step(Witnessed{self, Witness::gone}));
  EXPECT_FALSE(finish(Result::success, Reason::stopped));
}

TEST_F(Watched, StartWithoutProofIsCaught) {
  setting.method = Method::start;
  see(self, Activity::inactive);
  EXPECT_EQ(finish(Result::success, Reason::started), s4_start_is_proven);
}

TEST_F(Watched, HandOverWithoutProofIsCaught) {
  setting.method = Method::hand_over;
  setting.hand_over_to = peer;
  see(self, Activity::running);
  EXPECT_EQ(finish(Result::success, Reason::migrated_away), s4_hand_over_is_proven);
}

TEST_F(Watched, TakingOverFromAnUnprovenNodeIsCaught) {
  setting.method = Method::start;
  believe(held(Claim{}, peer));
  EXPECT_EQ(step(Begin{}, {LinkClaim{held(watched_.context.claim, self)}}), r3_named_are_proven);
}

TEST_F(Watched, ActWithoutAReadIsCaught) {
  believe(held_here);
  EXPECT_EQ(step(Begin{}, {Act{Verb::destroy, self}}), r4_act_follows_reread);
}

TEST_F(Watched, ActAfterAnotherClaimWasReadIsCaught) {
  believe(held_here);
  const ClaimRead newer{StoreOutcome::ok, held(held_here, peer)};
  EXPECT_EQ(step(newer, {Act{Verb::destroy, self}}), r4_act_follows_reread);
}

TEST_F(Watched, BlindActOfAnotherMethodOrNodeIsCaught) {
  const ClaimRead blind{StoreOutcome::unreadable, {}};
  EXPECT_FALSE(step(blind, {Act{Verb::destroy, self}}));
  EXPECT_EQ(step(blind, {Act{Verb::destroy, peer}}), r4_blind_is_a_stop_here);
}

TEST_F(Watched, BlindResumeIsCaught) {
  believe({7, ClaimState::held, self, peer, true});
  const ClaimRead blind{StoreOutcome::unreadable, {}};
  EXPECT_EQ(step(blind, {Act{Verb::resume, self}}), r4_blind_is_a_stop_here);
}

TEST_F(Watched, CreateUnderAClaimOfAnotherIsCaught) {
  setting.method = Method::start;
  believe(held(Claim{}, peer));
  EXPECT_EQ(reread({Act{Verb::create, self}}), r4_create_is_held);
}

TEST_F(Watched, ResumeThatIsNotOwedIsCaught) {
  believe(held_here);
  EXPECT_EQ(reread({Act{Verb::resume, self}}), r4_resume_is_owed);
}

// R13: what a failed migration left on a peer.
struct RestOfAMigration : Watched {
  RestOfAMigration() {
    setting.method = Method::reconcile;
    believe(held_after_migration(Claim{}, self, peer, false));
    see(peer, Activity::paused);
  }
};

TEST_F(RestOfAMigration, IsDestroyedWhileItsOwnerIsSeenExecuting) {
  see(self, Activity::running);
  EXPECT_FALSE(reread({Act{Verb::destroy, peer}}));
}

TEST_F(RestOfAMigration, IsNotDestroyedWithoutThat) {
  EXPECT_EQ(reread({Act{Verb::destroy, peer}}), r4_peer_destroy_is_named);
}

TEST_F(Watched, DestroyOfAPeerThatTheClaimDoesNotNameIsCaught) {
  believe(held_here);
  EXPECT_EQ(reread({Act{Verb::destroy, peer}}), r4_peer_destroy_is_named);
}

TEST_F(Watched, DestroyOfACondemnedPeerIsFine) {
  believe(condemned(Claim{}, peer));
  EXPECT_FALSE(reread({Act{Verb::destroy, peer}}));
}

TEST_F(Watched, LinkThatSkipsAnEpochIsCaught) {
  believe(held_here);
  Claim skipping = released(held_here, self);
  ++skipping.epoch;
  EXPECT_EQ(step(Begin{}, {LinkClaim{skipping}}), r4_links_next_epoch);
}

TEST_F(Watched, UndefineOfWhatWasNotSavedIsCaught) {
  believe(held_here);
  EXPECT_EQ(reread({Act{Verb::undefine, self}}), r8_undefine_is_saved);
}

TEST_F(Watched, UndefineWhileAMigrationFromThereIsUnsettledIsCaught) {
  believe(moving(Claim{}, self, peer));
  EXPECT_FALSE(step(Exported{self, ExportOutcome::intact}));
  EXPECT_EQ(reread({Act{Verb::undefine, self}}), s6_evidence_is_kept);
}

TEST_F(Watched, MigrationWithoutTheFactsOfASwitchIsCaught) {
  see(self, Activity::running);
  believe(moving(held_here, self, peer));
  EXPECT_EQ(reread({StartMigration{self, peer, false}}), r10_migration_is_allowed);
}

TEST_F(Watched, MigrationOfASwitchIsFine) {
  EXPECT_FALSE(step(FactsRead{{.readable = true,
                               .on_off = OnOffSwitch::enabled,
                               .rg_state = RgState::pending_offline,
                               .targets = TargetNodes::one,
                               .target = peer,
                               .members = NodeSet::first(3)}}));
  see(self, Activity::running);
  believe(moving(held_here, self, peer));
  EXPECT_FALSE(reread({StartMigration{self, peer, false}}));
}

TEST_F(Watched, ProbeThatActsIsCaught) {
  setting.method = Method::probe;
  EXPECT_EQ(step(Begin{}, {SendShutdown{self}}), r13_probe_only_looks);
}

TEST_F(Watched, JanitorThatShutsDownIsCaught) {
  setting.method = Method::reconcile;
  EXPECT_EQ(step(Begin{}, {SendShutdown{self}}), r13_janitor_never_starts);
}

TEST_F(Watched, ValidateThatObservesIsCaught) {
  setting.method = Method::validate;
  EXPECT_EQ(step(Begin{}, {Observe{self}}), validate_only_inspects);
}

TEST_F(Watched, HandOverThatShutsDownOrDestroysItsOwnIsCaught) {
  setting.method = Method::hand_over;
  EXPECT_EQ(step(Begin{}, {SendShutdown{self}}), s8_hand_over_never_stops);
}

TEST_F(Watched, HandOverThatDestroysItsOwnOutsideSettlingIsCaught) {
  setting.method = Method::hand_over;
  believe(held_here);
  EXPECT_EQ(reread({Act{Verb::destroy, self}}), s8_hand_over_never_stops);
}

TEST_F(Watched, HandOverMayDestroyItsOwnWhileItSettles) {
  setting.method = Method::hand_over;
  believe(held_after_migration(Claim{}, peer, self, true));
  watched_.frames[1] = {Table::settling, 1};
  watched_.depth = 2;
  EXPECT_FALSE(reread({Act{Verb::destroy, self}}));
}

TEST_F(Watched, RequestToANodeOffTheListIsCaught) {
  setting.nodes = NodeSet::first(2);
  EXPECT_EQ(step(Begin{}, {Observe{third}}), node_of_the_list);
}

TEST_F(Watched, ActionsAfterTheFinishAreCaught) {
  EXPECT_EQ(step(Begin{}, {Finish{Result::failed, Reason::still_active, self}, ReadClaim{}}),
            ends_with_finish);
}

}  // namespace
}  // namespace xvm
