#include "agent/hypervisor/domain_state.hpp"

#include <gtest/gtest.h>
#include <libvirt/libvirt.h>

namespace xvm::agent {
namespace {

Seen class_of(int state, int reason) { return classify(read_state(state, reason, false)); }

TEST(DomainState, HalfOfAMigrationIsIncompleteAndNeverMerelyPaused) {
  for (const int reason : {VIR_DOMAIN_PAUSED_MIGRATION, VIR_DOMAIN_PAUSED_STARTING_UP,
                           VIR_DOMAIN_PAUSED_POSTCOPY, VIR_DOMAIN_PAUSED_POSTCOPY_FAILED}) {
    EXPECT_EQ(class_of(VIR_DOMAIN_PAUSED, reason), Seen::incomplete) << reason;
  }
}

TEST(DomainState, PausedByAUserIsACompleteCopy) {
  const Observation seen = read_state(VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_USER, false);
  EXPECT_EQ(seen, (Observation{.activity = Activity::paused, .pause = PauseReason::user}));
}

TEST(DomainState, EveryPauseIsAnActiveDomain) {
  for (int reason = 0; reason < 20; ++reason) {
    EXPECT_TRUE(is_active(class_of(VIR_DOMAIN_PAUSED, reason))) << reason;
  }
}

TEST(DomainState, OnlyShutOffProvesThatADomainIsInactive) {
  for (int state = -1; state < 12; ++state) {
    const bool proven = proves_inactive(class_of(state, 0));
    EXPECT_EQ(proven, state == VIR_DOMAIN_SHUTOFF) << state;
  }
}

TEST(DomainState, StateThatThisLibvirtDoesNotKnowIsUnknown) {
  EXPECT_EQ(class_of(8, 0), Seen::unknown);
}

TEST(DomainState, PreservedCrashOnXenIsActiveThoughItReadsShutOff) {
  const Observation kept = read_state(VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_CRASHED, true);
  EXPECT_EQ(classify(kept), Seen::dead);
  const Observation gone = read_state(VIR_DOMAIN_SHUTOFF, VIR_DOMAIN_SHUTOFF_CRASHED, false);
  EXPECT_EQ(gone, (Observation{.activity = Activity::inactive, .off = OffReason::crashed}));
}

TEST(DomainState, GuestThatPoweredOffIsToldFromOneThatCrashedOrWasDestroyed) {
  const auto why = [](int reason) { return read_state(VIR_DOMAIN_SHUTOFF, reason, false).off; };
  EXPECT_EQ(why(VIR_DOMAIN_SHUTOFF_SHUTDOWN), OffReason::shutdown);
  EXPECT_EQ(why(VIR_DOMAIN_SHUTOFF_DESTROYED), OffReason::destroyed);
  EXPECT_EQ(why(VIR_DOMAIN_SHUTOFF_CRASHED), OffReason::crashed);
  EXPECT_EQ(why(VIR_DOMAIN_SHUTOFF_MIGRATED), OffReason::migrated);
  EXPECT_EQ(why(VIR_DOMAIN_SHUTOFF_SAVED), OffReason::saved);
  EXPECT_EQ(why(VIR_DOMAIN_SHUTOFF_FAILED), OffReason::failed);
  EXPECT_EQ(why(VIR_DOMAIN_SHUTOFF_DAEMON), OffReason::failed);
  EXPECT_EQ(why(VIR_DOMAIN_SHUTOFF_UNKNOWN), OffReason::none);
}

TEST(DomainState, ReasonsThatAProbeReportsAreKept) {
  const auto why = [](int reason) { return read_state(VIR_DOMAIN_PAUSED, reason, false).pause; };
  EXPECT_EQ(why(VIR_DOMAIN_PAUSED_IOERROR), PauseReason::io_error);
  EXPECT_EQ(why(VIR_DOMAIN_PAUSED_WATCHDOG), PauseReason::watchdog);
  EXPECT_EQ(why(VIR_DOMAIN_PAUSED_CRASHED), PauseReason::crashed);
  EXPECT_EQ(why(VIR_DOMAIN_PAUSED_SAVE), PauseReason::saving);
  EXPECT_EQ(why(VIR_DOMAIN_PAUSED_FROM_SNAPSHOT), PauseReason::other);
  EXPECT_EQ(why(VIR_DOMAIN_PAUSED_POSTCOPY), PauseReason::postcopy);
}

TEST(DomainState, XenAndQemuWordsKeepTheirMeaning) {
  const auto what = [](int state) { return read_state(state, 0, false).activity; };
  EXPECT_EQ(what(VIR_DOMAIN_NOSTATE), Activity::no_state);
  EXPECT_EQ(what(VIR_DOMAIN_RUNNING), Activity::running);
  EXPECT_EQ(what(VIR_DOMAIN_BLOCKED), Activity::blocked);
  EXPECT_EQ(what(VIR_DOMAIN_SHUTDOWN), Activity::in_shutdown);
  EXPECT_EQ(what(VIR_DOMAIN_CRASHED), Activity::crashed);
  EXPECT_EQ(what(VIR_DOMAIN_PMSUSPENDED), Activity::pmsuspended);
}

}  // namespace
}  // namespace xvm::agent
