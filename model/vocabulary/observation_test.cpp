#include "model/vocabulary/observation.hpp"

#include <gtest/gtest.h>

namespace xvm {
namespace {

struct Line {
  Activity activity;
  bool defined;
  Seen seen;
};

// 2008 design, section 6, and architecture, section 3: "executing: active and not paused".
constexpr Line lines[] = {
    {Activity::unknown, false, Seen::unknown},  // no answer is no "absent"
    {Activity::unknown, true, Seen::unknown},
    {Activity::inactive, false, Seen::absent},
    {Activity::inactive, true, Seen::defined},
    {Activity::running, false, Seen::executing},  // a running domain can be transient
    {Activity::running, true, Seen::executing},
    {Activity::blocked, false, Seen::executing},
    {Activity::blocked, true, Seen::executing},
    {Activity::idle, false, Seen::executing},
    {Activity::idle, true, Seen::executing},
    {Activity::paused, false, Seen::paused},
    {Activity::paused, true, Seen::paused},
    {Activity::in_shutdown, false, Seen::executing},  // on its way down it still writes
    {Activity::in_shutdown, true, Seen::executing},
    {Activity::crashed, false, Seen::dead},
    {Activity::crashed, true, Seen::dead},
    {Activity::dying, false, Seen::dead},
    {Activity::dying, true, Seen::dead},
    {Activity::pmsuspended, false, Seen::executing},  // it wakes by itself
    {Activity::pmsuspended, true, Seen::executing},
    {Activity::no_state, false, Seen::executing},  // Xen, no scheduler flag: it may run
    {Activity::no_state, true, Seen::executing},
    {Activity::incomplete, false, Seen::incomplete},
    {Activity::incomplete, true, Seen::incomplete},
};
static_assert(std::size(lines) == 2 * enum_count<Activity>);

TEST(Classify, PutsEachActivityWhereItIsWritten) {
  for (const Line& line : lines) {
    EXPECT_EQ(classify({.activity = line.activity, .defined = line.defined}), line.seen)
        << to_text(line.activity) << (line.defined ? ", defined" : "");
  }
}

TEST(Classify, IsNotSwayedByTheReasonsOfAPauseOrAStop) {
  for (const Line& line : lines) {
    for (std::size_t pause = 0; pause < enum_count<PauseReason>; ++pause) {
      for (std::size_t off = 0; off < enum_count<OffReason>; ++off) {
        EXPECT_EQ(classify({.activity = line.activity,
                            .pause = static_cast<PauseReason>(pause),
                            .off = static_cast<OffReason>(off),
                            .defined = line.defined}),
                  line.seen);
      }
    }
  }
}

TEST(Classify, TakesAnObservationThatNobodyMadeForUnknown) {
  EXPECT_EQ(classify(Observation{}), Seen::unknown);
  EXPECT_EQ(classify({.activity = static_cast<Activity>(200)}), Seen::unknown);
}

TEST(Seen, ProvesInactivityOnlyWhenTheHypervisorAnsweredSo) {
  const Seen proofs[] = {Seen::absent, Seen::defined};
  for (std::size_t i = 0; i < enum_count<Seen>; ++i) {
    const auto seen = static_cast<Seen>(i);
    EXPECT_EQ(proves_inactive(seen), seen == proofs[0] || seen == proofs[1]) << to_text(seen);
  }
}

TEST(Seen, IsEitherUnknownOrActiveOrProvenInactive) {
  for (std::size_t i = 0; i < enum_count<Seen>; ++i) {
    const auto seen = static_cast<Seen>(i);
    const int classes = (seen == Seen::unknown) + is_active(seen) + proves_inactive(seen);
    EXPECT_EQ(classes, 1) << to_text(seen);
  }
}

TEST(Seen, CallsPausedAndIncompleteCopiesPausedCopies) {
  for (std::size_t i = 0; i < enum_count<Seen>; ++i) {
    const auto seen = static_cast<Seen>(i);
    EXPECT_EQ(is_paused_copy(seen), seen == Seen::paused || seen == Seen::incomplete);
  }
}

}  // namespace
}  // namespace xvm
