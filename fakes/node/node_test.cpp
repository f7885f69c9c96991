#include "fakes/node/node.hpp"

#include <gtest/gtest.h>

namespace xvm::fakes {
namespace {

// A node on which one domain is defined and shut off. `ask` returns what its caller is told.
struct FakeNode : ::testing::Test {
  NodeState node{.domain = {.defined = true}};

  CallOutcome ask(Request request) {
    const Reply reply = apply(node, request);
    node = reply.after;
    return reply.outcome;
  }
  CallOutcome ask(Ask what) { return ask(Request{what}); }
  Observation seen() { return apply(node, {Ask::observe}).seen; }

  void boot() {
    ASSERT_EQ(ask(Ask::create), CallOutcome::ok);
    ASSERT_EQ(ask(Ask::boot_done), CallOutcome::ok);
  }
  void crash() {
    boot();
    ASSERT_EQ(ask(Ask::guest_crashes), CallOutcome::ok);
  }

  static constexpr Observation absent{.activity = Activity::inactive};
  static constexpr Observation running{.activity = Activity::running, .defined = true};
  static constexpr Observation paused{
      .activity = Activity::paused, .pause = PauseReason::user, .defined = true};
  static Observation off(OffReason why) {
    return {.activity = Activity::inactive, .off = why, .defined = true};
  }
};

constexpr auto ok = CallOutcome::ok;
constexpr auto refused = CallOutcome::refused;
constexpr auto unknown = CallOutcome::unknown;

// --- shutting down ----------------------------------------------------------------------------

TEST_F(FakeNode, GracefulGuestPowersOffAfterAShutdownRequest) {
  boot();
  EXPECT_EQ(ask(Ask::send_shutdown), ok);
  EXPECT_EQ(seen(), running);
  EXPECT_EQ(ask(Ask::guest_obeys), ok);
  EXPECT_EQ(seen().activity, Activity::in_shutdown);
  EXPECT_EQ(ask(Ask::teardown_done), ok);
  EXPECT_EQ(seen(), off(OffReason::shutdown));
  EXPECT_EQ(ask(Ask::create), ok);
  EXPECT_EQ(seen(), running);
}

TEST_F(FakeNode, ShutdownRequestRightAfterBootReturnsOkAndIsLost) {
  ask(Ask::create);
  EXPECT_EQ(ask(Ask::send_shutdown), ok);
  ask(Ask::boot_done);
  EXPECT_EQ(ask(Ask::guest_obeys), refused);
  EXPECT_EQ(ask(Ask::send_shutdown), ok);
  EXPECT_EQ(ask(Ask::guest_obeys), ok);
}

TEST_F(FakeNode, SlowGuestNeedsOneStepMore) {
  node.domain.guest.temper = Temper::slow;
  boot();
  ask(Ask::send_shutdown);
  ask(Ask::guest_obeys);
  EXPECT_EQ(seen(), running);
  ask(Ask::guest_obeys);
  EXPECT_EQ(seen().activity, Activity::in_shutdown);
}

TEST_F(FakeNode, HungGuestStaysRunningUntilItIsDestroyed) {
  node.domain.guest.temper = Temper::hung;
  boot();
  EXPECT_EQ(ask(Ask::send_shutdown), ok);
  EXPECT_EQ(ask(Ask::guest_obeys), refused);
  EXPECT_EQ(ask(Ask::destroy), ok);
  EXPECT_EQ(seen(), off(OffReason::destroyed));
}

TEST_F(FakeNode, RebootingGuestComesUpAgainInsteadOfPoweringOff) {
  node.domain.guest.temper = Temper::rebooting;
  boot();
  ask(Ask::send_shutdown);
  ask(Ask::guest_obeys);
  EXPECT_EQ(seen(), running);
  EXPECT_EQ(ask(Ask::boot_done), ok);
  EXPECT_EQ(ask(Ask::guest_obeys), refused);  // it has forgotten the request
}

TEST_F(FakeNode, CrashingGuestPanicsOnItsWayDown) {
  node.domain.guest.temper = Temper::crashing;
  boot();
  ask(Ask::send_shutdown);
  ask(Ask::guest_obeys);
  EXPECT_EQ(seen().activity, Activity::crashed);
}

TEST_F(FakeNode, PausedGuestRefusesAShutdownRequestAndNeverHearsOfIt) {
  boot();
  ask(Ask::suspend);
  EXPECT_EQ(ask(Ask::send_shutdown), refused);
  ask(Ask::resume);
  EXPECT_EQ(ask(Ask::guest_obeys), refused);
}

TEST_F(FakeNode, GuestMayPowerItselfOff) {
  boot();
  ask(Ask::guest_powers_off);
  ask(Ask::teardown_done);
  EXPECT_EQ(seen(), off(OffReason::shutdown));
}

// --- crashed ----------------------------------------------------------------------------------

TEST_F(FakeNode, CrashedDomainRefusesShutdownAndStartButNotDestroy) {
  crash();
  EXPECT_EQ(ask(Ask::send_shutdown), refused);
  EXPECT_EQ(ask(Ask::create), refused);
  EXPECT_EQ(seen().activity, Activity::crashed);
  EXPECT_EQ(ask(Ask::destroy), ok);
  EXPECT_EQ(seen(), off(OffReason::destroyed));
}

TEST_F(FakeNode, NewBootKnowsNothingOfTheCrashOrTheRequestBeforeIt) {
  boot();
  ask(Ask::send_shutdown);
  ask(Ask::guest_crashes);
  ask(Ask::destroy);
  EXPECT_EQ(node.domain.guest.boot, Boot::none);
  boot();
  EXPECT_EQ(ask(Ask::guest_obeys), refused);
  EXPECT_EQ(ask(Ask::guest_powers_off), ok);
}

TEST_F(FakeNode, OnCrashDestroyTakesACrashedDomainDown) {
  node.domain.guest.on_crash = OnCrash::destroy;
  crash();
  EXPECT_EQ(seen(), off(OffReason::crashed));
}

TEST_F(FakeNode, DeadGuestDoesNothingByItself) {
  crash();
  ask(Ask::resume);
  EXPECT_EQ(seen(), running);  // says the hypervisor
  for (const Ask life : {Ask::guest_obeys, Ask::guest_powers_off, Ask::guest_reboots}) {
    EXPECT_EQ(ask(life), refused) << to_text(life);
  }
}

TEST_F(FakeNode, CrashedDomainStillReadsCrashedAfterItsDaemonRestarts) {
  crash();
  ask(Ask::kill_daemon);
  ask(Ask::start_daemon);
  EXPECT_EQ(seen().activity, Activity::crashed);
}

TEST_F(FakeNode, LibxlForgetsACrashWhenItsDaemonRestarts) {
  node.domain.driver = Driver::libxl;
  crash();
  ask(Ask::kill_daemon);
  ask(Ask::start_daemon);
  EXPECT_EQ(seen(), running);
}

TEST_F(FakeNode, LibxlDoesNotAnswerAShutdownOfACrashedOrPausedGuest) {
  node.domain.driver = Driver::libxl;
  boot();
  ask(Ask::suspend);
  EXPECT_EQ(ask(Ask::send_shutdown), unknown);
  ask(Ask::resume);
  ask(Ask::guest_crashes);
  EXPECT_EQ(ask(Ask::send_shutdown), unknown);
}

// --- definitions ------------------------------------------------------------------------------

TEST_F(FakeNode, UndefineOfARunningDomainLeavesItTransientAndItVanishesAtDestroy) {
  boot();
  EXPECT_EQ(ask(Ask::undefine), ok);
  EXPECT_EQ(seen(), (Observation{.activity = Activity::running, .defined = false}));
  EXPECT_EQ(ask(Ask::destroy), ok);
  EXPECT_EQ(seen(), absent);
}

TEST_F(FakeNode, SuspendedDomainReadsPausedByUserAndLeavesNoTraceOfItWhenDestroyed) {
  boot();
  EXPECT_EQ(ask(Ask::suspend), ok);
  EXPECT_EQ(ask(Ask::suspend), ok);
  EXPECT_EQ(seen(), paused);
  EXPECT_EQ(ask(Ask::resume), ok);
  EXPECT_EQ(seen(), running);
  EXPECT_EQ(ask(Ask::resume), refused);  // already running
  ask(Ask::suspend);
  ask(Ask::destroy);
  EXPECT_EQ(seen(), off(OffReason::destroyed));
  ask(Ask::undefine);
  EXPECT_EQ(seen(), absent);
}

TEST_F(FakeNode, UndefineOfATransientOrAbsentDomainIsRefused) {
  ask(Ask::undefine);
  EXPECT_EQ(ask(Ask::undefine), refused);
  ask(Ask::create_transient);
  EXPECT_EQ(ask(Ask::undefine), refused);
}

TEST_F(FakeNode, DefineMakesATransientDomainPersistent) {
  node.domain.defined = false;
  EXPECT_EQ(ask(Ask::create), refused);
  EXPECT_EQ(ask(Ask::create_transient), ok);
  EXPECT_EQ(ask(Ask::define), ok);
  EXPECT_EQ(seen(), running);
}

TEST_F(FakeNode, SameNameWithAnotherUuidRefusesDefineAndStart) {
  node.domain = {.name_taken = true};
  EXPECT_EQ(ask(Ask::define), refused);
  EXPECT_EQ(ask(Ask::create_transient), refused);
  EXPECT_EQ(seen(), absent);
}

TEST_F(FakeNode, StartOfAnActiveDomainIsRefused) {
  boot();
  EXPECT_EQ(ask(Ask::create), refused);
  ask(Ask::suspend);
  EXPECT_EQ(ask(Ask::create), refused);
  EXPECT_EQ(seen(), paused);
}

TEST_F(FakeNode, CallsThatNeedAnActiveDomainAreRefusedWhenItIsOff) {
  for (const Ask call : {Ask::send_shutdown, Ask::resume, Ask::destroy, Ask::suspend,
                         Ask::managed_save, Ask::abort_job, Ask::migrate}) {
    EXPECT_EQ(ask(call), refused) << to_text(call);
  }
}

TEST_F(FakeNode, ImageLockRefusesToStartASecondCopy) {
  node.domain.guest.locks_image = true;
  EXPECT_EQ(ask({.ask = Ask::create, .image_taken = true}), refused);
  EXPECT_EQ(seen(), off(OffReason::failed));
  EXPECT_EQ(ask(Ask::create), ok);
}

TEST_F(FakeNode, IoErrorPausesTheGuestUntilSomebodyResumesIt) {
  boot();
  EXPECT_EQ(ask(Ask::guest_io_error), ok);
  EXPECT_EQ(seen().pause, PauseReason::io_error);
  EXPECT_EQ(ask(Ask::guest_io_error), refused);
  EXPECT_EQ(ask(Ask::resume), ok);
  EXPECT_EQ(seen(), running);
}

TEST_F(FakeNode, ImageLockFailsAResumeOfWhichNobodyKnowsThatNothingCameOfIt) {
  node.domain.guest.locks_image = true;
  boot();
  ask(Ask::suspend);
  node.domain.holds_image = false;  // as a copy that was migrated paused
  EXPECT_EQ(ask({.ask = Ask::resume, .image_taken = true}), unknown);
  EXPECT_EQ(seen(), paused);
  EXPECT_EQ(ask(Ask::resume), ok);
}

TEST_F(FakeNode, DisklessGuestHasNoSuchProtection) {
  EXPECT_EQ(ask({.ask = Ask::create, .image_taken = true}), ok);
}

TEST_F(FakeNode, ManagedSaveIsRestoredByAnAdministratorsStartOnly) {
  boot();
  const Memory before = node.domain.guest.memory;
  EXPECT_EQ(ask(Ask::managed_save), ok);
  EXPECT_EQ(seen(), off(OffReason::saved));
  EXPECT_EQ(ask(Ask::undefine), refused);
  EXPECT_EQ(ask(Ask::create), refused);
  EXPECT_EQ(seen(), off(OffReason::saved));
  EXPECT_EQ(ask(Ask::start), ok);
  EXPECT_EQ(node.domain.guest.memory.incarnation, before.incarnation);
  EXPECT_EQ(ask(Ask::boot_done), refused);  // it goes on where it was
  ask(Ask::send_shutdown);
  EXPECT_EQ(ask(Ask::guest_obeys), ok);
  EXPECT_FALSE(has_save(node.domain));
}

TEST_F(FakeNode, ManagedSaveIsRemovedByHandAndThenTheDomainBootsAndCanBeUndefined) {
  boot();
  EXPECT_EQ(ask(Ask::managed_save_remove), refused);  // there is none
  ask(Ask::managed_save);
  EXPECT_EQ(ask(Ask::managed_save_remove), ok);
  EXPECT_EQ(ask(Ask::create), ok);
  EXPECT_EQ(ask(Ask::undefine), ok);
}

// --- who executed past whom (S1b) -------------------------------------------------------------

TEST_F(FakeNode, ManagedSaveRestoresTheMemoryOfItsTimeHoweverOld) {
  boot();
  ask(Ask::managed_save);
  node.domain.guest.memory = {.incarnation = 9, .executed = 9};  // it ran on since, from elsewhere
  ask(Ask::start);
  EXPECT_TRUE(ran_past({.incarnation = 9, .executed = 9}, node.domain.guest.memory));
}

TEST_F(FakeNode, ResumedCopyRunsPastTheOneThatWaited) {
  boot();
  const Memory copy = node.domain.guest.memory;
  ask(Ask::suspend);
  EXPECT_FALSE(ran_past(node.domain.guest.memory, copy));
  ask(Ask::resume);
  EXPECT_TRUE(ran_past(node.domain.guest.memory, copy));
  EXPECT_FALSE(ran_past(copy, node.domain.guest.memory));
}

TEST_F(FakeNode, LaterBootRunsPastEveryEarlierOneAndIsRememberedAfterACrash) {
  const Memory elsewhere{.incarnation = 6, .executed = 40};
  ask({.ask = Ask::create, .incarnation = 7});
  ask(Ask::crash_host);
  EXPECT_TRUE(ran_past(node.domain.guest.memory, elsewhere));
}

// --- daemon and host --------------------------------------------------------------------------

TEST_F(FakeNode, GuestOutlivesItsDaemonAndIsAdoptedAtRestart) {
  boot();
  ask(Ask::kill_daemon);
  EXPECT_EQ(seen(), Observation{});
  EXPECT_EQ(witness(node), Witness::alive);
  EXPECT_EQ(ask(Ask::start_daemon), ok);
  EXPECT_EQ(seen(), running);
}

TEST_F(FakeNode, DaemonAndEmulatorKilledReadsCrashedAfterRestart) {
  boot();
  ask(Ask::kill_daemon);
  ask(Ask::kill_emulator);
  EXPECT_EQ(witness(node), Witness::gone);
  ask(Ask::start_daemon);
  EXPECT_EQ(seen(), off(OffReason::crashed));
}

TEST_F(FakeNode, RestartedDaemonForgetsWhyADomainWasOff) {
  boot();
  ask(Ask::destroy);
  ask(Ask::kill_daemon);
  ask(Ask::start_daemon);
  EXPECT_EQ(seen(), off(OffReason::none));
}

TEST_F(FakeNode, HostCrashLeavesTheDomainOffForUnknownReasonAndStillDefined) {
  boot();
  EXPECT_EQ(ask(Ask::crash_host), ok);
  EXPECT_EQ(seen(), Observation{});
  EXPECT_EQ(witness(node), Witness::unknown);
  EXPECT_EQ(ask(Ask::boot_host), ok);
  EXPECT_EQ(seen(), off(OffReason::none));
}

TEST_F(FakeNode, TransientDomainDoesNotSurviveAHostCrash) {
  boot();
  ask(Ask::undefine);
  ask(Ask::crash_host);
  ask(Ask::boot_host);
  EXPECT_EQ(seen(), absent);
}

TEST_F(FakeNode, DaemonThatIsDownRefusesChangesAndAnswersNoQuestion) {
  ask(Ask::kill_daemon);
  EXPECT_EQ(ask(Ask::create), refused);
  EXPECT_EQ(ask(Ask::observe), unknown);
  EXPECT_EQ(ask(Ask::await_idle), unknown);
}

TEST_F(FakeNode, HostThatIsDownRefusesChangesAndAnswersNoQuestion) {
  ask(Ask::crash_host);
  EXPECT_EQ(ask(Ask::create), refused);
  EXPECT_EQ(ask(Ask::observe), unknown);
  EXPECT_EQ(ask(Ask::await_idle), unknown);
  ask(Ask::boot_host);
  EXPECT_EQ(seen(), off(OffReason::none));
}

TEST_F(FakeNode, FrozenDaemonCarriesOutAnAbandonedCallWhenItThaws) {
  ask(Ask::freeze_daemon);
  EXPECT_EQ(ask(Ask::create), unknown);
  EXPECT_FALSE(active(node.domain));
  EXPECT_EQ(ask(Ask::thaw_daemon), ok);
  EXPECT_EQ(seen(), running);
}

TEST_F(FakeNode, LateCallsAreCarriedOutInOrder) {
  ask(Ask::freeze_daemon);
  ask(Ask::create);
  ask(Ask::destroy);
  ask(Ask::thaw_daemon);
  EXPECT_EQ(seen(), off(OffReason::destroyed));
}

TEST_F(FakeNode, LateCallsAreCarriedOutOnce) {
  ask(Ask::freeze_daemon);
  ask(Ask::create);
  ask(Ask::thaw_daemon);
  ask(Ask::destroy);
  ask(Ask::freeze_daemon);
  ask(Ask::thaw_daemon);
  EXPECT_EQ(seen(), off(OffReason::destroyed));
}

TEST_F(FakeNode, NothingBefallsADaemonOnAHostThatIsDown) {
  ask(Ask::crash_host);
  for (const Ask event : {Ask::kill_daemon, Ask::start_daemon, Ask::freeze_daemon, Ask::thaw_daemon,
                          Ask::crash_host}) {
    EXPECT_EQ(ask(event), refused) << to_text(event);
    EXPECT_FALSE(node.host.up);
  }
}

TEST_F(FakeNode, KilledDaemonLosesItsLateCalls) {
  ask(Ask::freeze_daemon);
  ask(Ask::create);
  ask(Ask::kill_daemon);
  ask(Ask::start_daemon);
  EXPECT_EQ(seen(), off(OffReason::none));
}

TEST_F(FakeNode, LateCallsBeyondTheCapacityAreLost) {
  ask(Ask::freeze_daemon);
  for (std::size_t i = 0; i < LateCalls::capacity; ++i) ask(Ask::define);
  EXPECT_EQ(ask(Ask::create), unknown);
  ask(Ask::thaw_daemon);
  EXPECT_EQ(seen(), off(OffReason::none));
}

TEST_F(FakeNode, FrozenDaemonDoesNotStopTheGuest) {
  boot();
  ask(Ask::send_shutdown);
  ask(Ask::freeze_daemon);
  EXPECT_EQ(ask(Ask::guest_obeys), ok);
  EXPECT_EQ(ask(Ask::teardown_done), ok);
  ask(Ask::thaw_daemon);
  EXPECT_EQ(seen(), off(OffReason::shutdown));
}

TEST_F(FakeNode, WhatCannotHappenNowChangesNothing) {
  const NodeState before = node;
  for (const Ask event :
       {Ask::boot_done, Ask::guest_obeys, Ask::guest_powers_off, Ask::guest_reboots,
        Ask::guest_crashes, Ask::teardown_done, Ask::kill_emulator, Ask::start_daemon,
        Ask::thaw_daemon, Ask::boot_host}) {
    EXPECT_EQ(ask(event), refused) << to_text(event);
    EXPECT_EQ(node, before) << to_text(event);
  }
}

// --- jobs -------------------------------------------------------------------------------------

TEST_F(FakeNode, MigrationJobLetsOnlyDestroyAbortAndDefineThrough) {
  boot();
  ASSERT_EQ(ask(Ask::migrate), ok);
  EXPECT_EQ(ask(Ask::await_idle), refused);
  for (const Ask call : {Ask::send_shutdown, Ask::resume, Ask::suspend, Ask::undefine,
                         Ask::managed_save, Ask::migrate, Ask::create}) {
    EXPECT_EQ(ask(call), refused) << to_text(call);
  }
  EXPECT_EQ(ask(Ask::define), ok);
  EXPECT_EQ(ask(Ask::abort_job), ok);
  EXPECT_EQ(ask(Ask::destroy), ok);
  EXPECT_EQ(ask(Ask::await_idle), ok);
}

TEST_F(FakeNode, LeakedJobForbidsEvenDestroyUntilTheDaemonRestarts) {
  node.domain.driver = Driver::libxl;
  boot();
  node.domain.job = true;
  EXPECT_EQ(ask(Ask::destroy), refused);
  EXPECT_EQ(ask(Ask::abort_job), refused);
  EXPECT_EQ(ask(Ask::observe), ok);
  EXPECT_EQ(ask(Ask::undefine), ok);
  EXPECT_EQ(ask(Ask::define), ok);
  ask(Ask::kill_daemon);
  ask(Ask::start_daemon);
  EXPECT_EQ(ask(Ask::destroy), ok);
}

}  // namespace
}  // namespace xvm::fakes
