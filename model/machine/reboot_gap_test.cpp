// A guest that reboots on Xen is no domain for a moment: a probe looks twice before it says so.

#include "model/machine/samples.hpp"
#include "model/machine/step.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace xvm {
namespace {

using samples::self;

constexpr Observation gone{.activity = Activity::inactive, .off = OffReason::shutdown};
constexpr Observation running{.activity = Activity::running};

// How a probe on Xen ends that sees `first`, and `second` after the gap.
Reason reason_of(const Observation& first, const Observation& second,
                 OnPoweroff on_poweroff = OnPoweroff::restart) {
  Machine probe = begin_method({.method = Method::probe,
                                .self = self,
                                .nodes = NodeSet::first(2),
                                .on_poweroff = on_poweroff,
                                .reboots_in_gap = true});
  Outbox out;
  for (const Event& event : std::vector<Event>{
           Begin{}, Observed{self, first}, Expired{Timer::reboot_gap}, Observed{self, second}}) {
    out.clear();
    EXPECT_EQ(step(probe, event, out), Taken::taken) << state_name(probe.top());
  }
  return probe.finished() ? probe.context.reason : Reason::none;
}

TEST(RebootGap, IsWaitedForAndTheGuestIsHealthyWhenItIsBack) {
  EXPECT_EQ(reason_of(gone, running), Reason::healthy);
}

TEST(RebootGap, EndsWithWhatTheSecondLookSees) {
  EXPECT_EQ(reason_of(gone, gone), Reason::absent_here);
  EXPECT_EQ(reason_of(gone, {.activity = Activity::inactive, .off = OffReason::crashed}),
            Reason::guest_crashed);
  EXPECT_EQ(reason_of(gone, gone, OnPoweroff::stay), Reason::powered_off);
}

}  // namespace
}  // namespace xvm
