// False and failing fencing, an administrative file system that is stale, torn or empty, guests
// that hang, plugins that complain, and daemons as the lab knows them.
#include "sim/timed/cluster_test_context.hpp"
#include "sim/world/find_call.hpp"

namespace xvm::sim {
namespace {

using fakes::Ask;

struct Fencing : OneDomain<World21> {};
struct Records : OneDomain<World21> {
  ClaimRead read(NodeId n) { return read_claim(world(), 0, n); }
};
struct Guests : OneDomain<World21> {};
struct Daemons : OneDomain<World21> {};
struct PoweredOffStays : OneDomain<World21> {
  PoweredOffStays() : OneDomain({.policy = {.on_poweroff = OnPoweroff::stay}}) {}
};
struct CrashDestroys : OneDomain<World21> {
  CrashDestroys() : OneDomain({.on_crash = fakes::OnCrash::destroy}) {}
};
struct Plugins : OneDomain<World21> {
  Plugins() : OneDomain({.policy = {.has_plugin = true, .allow_201 = true}}) {}
  void plugin(Plugin state) { on_domain(Kind::plugin, NodeId::none, static_cast<unsigned>(state)); }
};
struct Calls : OneDomain<World21> {
  const Wanted destroy{.asked = Asked::act, .detail = detail_of(Verb::destroy), .at = n1};
  const Wanted export_it{.asked = Asked::save, .method = rgm::Method::stop};
};

// --- fencing -------------------------------------------------------------------------------------

TEST_F(Fencing, FalseConfirmationLetsTheNodeGoOnAndTheClusterForgetsIt) {
  on_cluster(Kind::declare_dead, n1);
  EXPECT_TRUE(runs(n1));
  EXPECT_FALSE(is_member(world(), n1));
  EXPECT_TRUE(world().presumed_dead.contains(n1));
}

TEST_F(Fencing, FalseConfirmationOfAFrozenNodeMakesAnOverlapThatCountsApart) {
  on_cluster(Kind::freeze_host, n1);
  on_cluster(Kind::declare_dead, n1);
  world().cut[0] = world().cut[0].with(n2);
  ASSERT_TRUE(settle_until([&] { return runs(n2) && runs(n1); }, 300));
  EXPECT_FALSE(run_->result().verdict);
}

TEST_F(Fencing, OverlapOfAFalseConfirmationIsReportedWhenTheNodeJoinsAndEndsThen) {
  on_cluster(Kind::freeze_host, n1);
  on_cluster(Kind::declare_dead, n1);
  ASSERT_TRUE(settle_until([&] { return runs(n2); }, 300));
  ASSERT_TRUE(settle_until([&] { return last(Method::reconcile).reason == Reason::overlap; }, 900));
  settle_for(900);
  EXPECT_TRUE(runs_only(n2));
}

TEST_F(Fencing, OverlapWithoutAFalseConfirmationIsAViolation) {
  on_cluster(Kind::freeze_host, n1);
  on_cluster(Kind::declare_dead, n1);
  ASSERT_TRUE(settle_until([&] { return runs(n2); }, 300));
  world().presumed_dead = {};
  domain().places[0].by_hand = {};
  domain().excused = false;
  run_->happen({Kind::grace_over, 0, n2, 0, 0, 0, 0, 0});
  EXPECT_EQ(run_->result().verdict.broken.violation, Violation::two_execute);
}

TEST_F(Fencing, LastMemberIsNotDeclaredDead) {
  on_cluster(Kind::declare_dead, n1);
  on_cluster(Kind::declare_dead, n2);
  EXPECT_TRUE(is_member(world(), n2));
}

TEST_F(Fencing, MethodOfAFalselyFencedNodeIsKilledWhenItJoinsAgain) {
  order(rgm::Verb::disable);
  ASSERT_TRUE(settle_until([&] { return domain().places[0].runs[0].life == Life::running; }, 60));
  on_cluster(Kind::declare_dead, n1);
  EXPECT_EQ(domain().places[0].runs[0].life, Life::running);
  ASSERT_TRUE(settle_until([&] { return is_member(world(), n1); }, 300));
  EXPECT_TRUE(world().presumed_dead.empty());
}

TEST_F(Fencing, FailingFencingKeepsTheDeadNodeAMemberUntilItWorks) {
  on_cluster(Kind::fencing_fails, n1);
  on_cluster(Kind::crash_host, n1);
  EXPECT_FALSE(can_fence(world(), n1));
  EXPECT_FALSE(settle_until([&] { return runs(n2) && world().unfenceable.contains(n1); }, 900));
  EXPECT_TRUE(settle_until([&] { return runs(n2); }, 900));
}

// --- the administrative file system --------------------------------------------------------------

TEST_F(Records, StaleNodeReadsTheOldClaimUntilItLinksOrTheCacheExpires) {
  on_cluster(Kind::admin_stale, n2);
  const Claim old = claim();
  link_claim(domain(), released(old, n1));
  EXPECT_EQ(read(n2).newest, old);
  EXPECT_EQ(read(n1).newest.epoch, old.epoch + 1);
  refresh_cache(domain(), n2);
  EXPECT_EQ(read(n2).newest, claim());
}

TEST_F(Records, StaleNodeLosesTheLinkOfAnEpochThatIsTaken) {
  const Claim old = claim();
  EXPECT_EQ(link_claim(domain(), held(old, n2)), LinkOutcome::won);
  EXPECT_EQ(link_claim(domain(), released(old, n1)), LinkOutcome::lost);
}

// agent/store/claim_files_test: LeaveNoGaps.
TEST_F(Records, LinkThatWouldLeaveAGapFails) {
  EXPECT_EQ(link_claim(domain(), held(held(claim(), n2), n2)), LinkOutcome::failed);
}

// agent/store/claim_store_test: AreUnreadableWhenTheNewestIsTornAndNotTakenFromTheOneBefore.
TEST_F(Records, TornClaimIsUnreadableForEverybodyUntilItIsRestored) {
  on_domain(Kind::claim_torn, NodeId::none);
  EXPECT_EQ(read(n1).outcome, StoreOutcome::unreadable);
  EXPECT_EQ(read(n2).outcome, StoreOutcome::unreadable);
  settle_for(200);
  EXPECT_EQ(read(n2).outcome, StoreOutcome::ok);
}

TEST_F(Records, TornClaimThatIsRemovedLeavesTheOneBefore) {
  const Claim before = claim();
  link_claim(domain(), released(before, n1));
  on_domain(Kind::claim_torn, NodeId::none);
  on_domain(Kind::claim_mended, NodeId::none, static_cast<unsigned>(Mending::remove));
  EXPECT_EQ(claim(), before);
  EXPECT_FALSE(run_->result().verdict);
}

TEST_F(Records, EmptiedFolderHasNoClaimAndTheDefinitionIsNotLost) {
  on_cluster(Kind::admin_emptied, NodeId::none);
  EXPECT_EQ(read(n1), (ClaimRead{StoreOutcome::ok, Claim{}}));
  EXPECT_FALSE(domain().exported);
  settle_for(300);
  EXPECT_TRUE(runs_only(n1));
}

TEST_F(Records, EmptiedFolderIsFilledAgainByTheNextMove) {
  on_cluster(Kind::admin_emptied, NodeId::none);
  order(rgm::Verb::switch_to, n2);
  settle_for(900);
  EXPECT_TRUE(runs_only(n2));
  EXPECT_TRUE(domain().exported && claim().held_by(n2));
}

// --- guests --------------------------------------------------------------------------------------

TEST_F(Guests, HungGuestIsDestroyedByTheStopAndObeysAfterItsNextBoot) {
  on_domain(Kind::temper, n1, static_cast<unsigned>(fakes::Temper::hung));
  order(rgm::Verb::restart);
  settle_for(1200);
  EXPECT_EQ(boots(), 2u);
  EXPECT_EQ(cell(n1).guest.temper, fakes::Temper::graceful);
}

TEST_F(Guests, GuestThatIsPausedByAnErrorOfItsImageIsResumedInTheEnd) {
  on_domain(Kind::life, n1, static_cast<unsigned>(Ask::guest_io_error));
  EXPECT_EQ(cell(n1).pause, PauseReason::io_error);
  settle_for(300);
  EXPECT_TRUE(runs_only(n1));
  EXPECT_EQ(boots(), 1u);
}

TEST_F(Guests, GuestThatPowersOffIsRestarted) {
  on_domain(Kind::life, n1, static_cast<unsigned>(Ask::guest_powers_off));
  settle_for(300);
  EXPECT_EQ(boots(), 2u);
}

TEST_F(PoweredOffStays, GuestThatPowersOffStaysOff) {
  on_domain(Kind::life, n1, static_cast<unsigned>(Ask::guest_powers_off));
  settle_for(600);
  EXPECT_FALSE(runs(n1) || runs(n2));
  EXPECT_EQ(last(Method::probe).reason, Reason::powered_off);
}

TEST_F(Guests, CrashedGuestIsPreserved) {
  on_domain(Kind::life, n1, static_cast<unsigned>(Ask::guest_crashes));
  EXPECT_EQ(cell(n1).activity, Activity::crashed);
}

TEST_F(CrashDestroys, CrashedGuestIsGone) {
  on_domain(Kind::life, n1, static_cast<unsigned>(Ask::guest_crashes));
  EXPECT_EQ(cell(n1).off, OffReason::crashed);
}

// --- plugins -------------------------------------------------------------------------------------

TEST_F(Plugins, CompleteFailureRestartsTheGuest) {
  plugin(Plugin::complete_failure);
  EXPECT_TRUE(settle_until([&] { return boots() > 1; }, 900));
  EXPECT_EQ(last(Method::probe).result, Result::plugin);
}

TEST_F(Plugins, GiveoverMovesTheGroupAtOnce) {
  plugin(Plugin::giveover);
  EXPECT_TRUE(settle_until([&] { return world().rgm.groups[0].heading == n2; }, 200));
}

TEST_F(Plugins, SilenceCountsHalfAndIsNoMigrationsFriend) {
  plugin(Plugin::silent);
  const auto said = [&] { return last(Method::probe).reason == Reason::plugin_timed_out; };
  EXPECT_TRUE(settle_until(said, 200));
  EXPECT_FALSE(facts_for(world(), 0, n1).last_plugin_ok);
}

TEST_F(Plugins, BrokenPluginRestartsNothing) {
  plugin(Plugin::broken);
  const auto said = [&] { return last(Method::probe).reason == Reason::plugin_broken; };
  EXPECT_TRUE(settle_until(said, 200));
  EXPECT_EQ(boots(), 1u);
}

// --- daemons and hosts, as measured in the lab ---------------------------------------------------

TEST_F(Daemons, RestartForgetsWhyADomainWasShutOff) {
  by_hand(n1, Ask::destroy);
  on_cluster(Kind::kill_daemon, n1);
  on_cluster(Kind::start_daemon, n1);
  EXPECT_EQ(cell(n1).off, OffReason::none);
}

TEST_F(Daemons, EmulatorThatDiedWithItsDaemonIsSeenAsCrashed) {
  on_cluster(Kind::kill_daemon, n1);
  on_domain(Kind::life, n1, static_cast<unsigned>(Ask::kill_emulator));
  on_cluster(Kind::start_daemon, n1);
  EXPECT_EQ(cell(n1).off, OffReason::crashed);
}

TEST_F(Daemons, CrashOfTheHostLeavesTheDefinitionAndNoReason) {
  on_cluster(Kind::crash_host, n1);
  EXPECT_TRUE(cell(n1).defined);
  EXPECT_EQ(cell(n1).off, OffReason::none);
}

TEST_F(Daemons, EmulatorOfAGuestThatPoweredOffWaitsForItsDaemon) {
  on_cluster(Kind::kill_daemon, n1);
  on_domain(Kind::life, n1, static_cast<unsigned>(Ask::guest_powers_off));
  DomainChoices<2> list;
  list_domain(world(), 0, list);
  const auto tears_down = [](const Choice& c) {
    return c.kind == Kind::life && c.detail == static_cast<std::uint8_t>(Ask::teardown_done);
  };
  EXPECT_FALSE(std::any_of(list.begin(), list.end(), tears_down));
}

TEST_F(Daemons, FrozenOneCarriesOutItsQueueInOrderWhenItThaws) {
  on_cluster(Kind::freeze_daemon, n1);
  ask_node(world(), domain(), n1, Ask::suspend);
  ask_node(world(), domain(), n1, Ask::destroy);
  EXPECT_TRUE(runs(n1));
  on_cluster(Kind::thaw_daemon, n1);
  EXPECT_FALSE(fakes::active(cell(n1)));
}

TEST_F(Daemons, TargetGivesUpTheCopyOfASourceThatDied) {
  on_domain(Kind::hand_migrate, n1, 0, index(n2));
  ASSERT_TRUE(settle_until([&] { return cell(n2).activity == Activity::incomplete; }, 60));
  on_cluster(Kind::fencing_fails, n1);
  on_cluster(Kind::crash_host, n1);
  EXPECT_TRUE(settle_until([&] { return !fakes::active(cell(n2)); }, 120));
  EXPECT_TRUE(settle_until([&] { return !has_journey(domain()); }, 120));
}

TEST_F(Daemons, HostThatStandsStillGoesOnWithWhatItHadInFlight) {
  order(rgm::Verb::disable);
  const Wanted save{.asked = Asked::save};
  ASSERT_TRUE(settle_until([&] { return is_about_to_land(world(), 0, n1, 0, save); }, 60));
  on_cluster(Kind::freeze_host, n1);
  on_cluster(Kind::fencing_fails, n1);
  EXPECT_FALSE(is_about_to_land(world(), 0, n1, 0, save));
  on_cluster(Kind::thaw_host, n1);
  EXPECT_TRUE(is_about_to_land(world(), 0, n1, 0, save));
}

// --- calls by name -------------------------------------------------------------------------------

TEST_F(Calls, AreFoundWhenTheyAreAboutToBeCarriedOutAndWhenTheirAnswerTravels) {
  order(rgm::Verb::disable);
  ASSERT_TRUE(settle_until([&] { return is_about_to_land(world(), 0, n1, 0, export_it); }, 60));
  EXPECT_FALSE(has_landed(world(), 0, n1, 0, export_it));
  ASSERT_TRUE(settle_until([&] { return has_landed(world(), 0, n1, 0, export_it); }, 60));
  EXPECT_TRUE(find_call(world(), 0, n1, 0, export_it));
}

TEST_F(Calls, AreNotThoseOfAnotherMethodNodeOrVerb) {
  on_domain(Kind::temper, n1, static_cast<unsigned>(fakes::Temper::hung));
  order(rgm::Verb::disable);
  ASSERT_TRUE(settle_until([&] { return find_call(world(), 0, n1, 0, destroy).has_value(); }, 600));
  const Wanted create{.asked = Asked::act, .detail = detail_of(Verb::create)};
  EXPECT_FALSE(find_call(world(), 0, n1, 0, create));
  EXPECT_FALSE(find_call(world(), 0, n2, 0, destroy));
  EXPECT_FALSE(
      find_call(world(), 0, n1, 0, Wanted{.asked = Asked::act, .method = rgm::Method::start}));
}

TEST_F(Calls, AgentKilledBeforeItsDestroyIsCarriedOutMayStillDestroyLater) {
  on_domain(Kind::temper, n1, static_cast<unsigned>(fakes::Temper::hung));
  order(rgm::Verb::disable);
  ASSERT_TRUE(settle_until([&] { return is_about_to_land(world(), 0, n1, 0, destroy); }, 600));
  run_->happen({Kind::agent_killed, 0, n1, 0, 0, 0, 0, 0});
  EXPECT_TRUE(runs(n1));
  EXPECT_EQ(domain().late[0].asked, Asked::act);
}

}  // namespace
}  // namespace xvm::sim
