#include "agent/migration/progress.hpp"

#include <gtest/gtest.h>

namespace xvm::agent {
namespace {

constexpr std::uint64_t mib = std::uint64_t{1} << 20;

MigrationProgress remaining(std::uint64_t left_mib) {
  return {.known = true, .total_bytes = 1000 * mib, .remaining_bytes = left_mib * mib};
}

struct AfterTenSeconds {
  StallDetector detector{{.stall_ms = 10'000}};
  AfterTenSeconds() { detector.feed(remaining(800), 0); }
};

TEST(StallDetector, CallsACopyStalledThatSendsNothing) {
  AfterTenSeconds then;
  EXPECT_EQ(then.detector.feed(remaining(800), 9'999), Pace::moving);
  EXPECT_EQ(then.detector.feed(remaining(800), 10'000), Pace::stalled);
}

TEST(StallDetector, CallsACopyStalledThatDirtiesAsMuchAsItSends) {
  AfterTenSeconds then;
  EXPECT_EQ(then.detector.feed(remaining(900), 5'000), Pace::moving);
  EXPECT_EQ(then.detector.feed(remaining(801), 10'000), Pace::stalled);
}

TEST(StallDetector, CountsAnewFromEveryNewLow) {
  AfterTenSeconds then;
  EXPECT_EQ(then.detector.feed(remaining(790), 9'000), Pace::moving);
  EXPECT_EQ(then.detector.feed(remaining(790), 18'999), Pace::moving);
  EXPECT_EQ(then.detector.feed(remaining(790), 19'000), Pace::stalled);
}

TEST(StallDetector, TakesLessThanOnePercentForNoProgress) {
  AfterTenSeconds then;
  EXPECT_EQ(then.detector.feed(remaining(791), 9'000), Pace::moving);
  EXPECT_EQ(then.detector.feed(remaining(791), 10'000), Pace::stalled);
}

TEST(StallDetector, DoesNotJudgeFromAnUnknownProgress) {
  AfterTenSeconds then;
  EXPECT_EQ(then.detector.feed(MigrationProgress{}, 60'000), Pace::moving);
}

TEST(StallDetector, IsSwitchedOffByZero) {
  StallDetector detector({.stall_ms = 0});
  detector.feed(remaining(800), 0);
  EXPECT_EQ(detector.feed(remaining(800), 3'600'000), Pace::moving);
}

TEST(ProgressText, SaysWhatPeopleWantToKnow) {
  MigrationProgress progress = remaining(430);
  progress.iteration = 2;
  progress.bytes_per_s = 118 * mib;
  EXPECT_EQ(text_of(progress), "57 % of 1000 MiB copied, 430 MiB remain, pass 2, 118 MiB/s");
}

TEST(ProgressText, LeavesOutWhatTheHypervisorDoesNotSay) {
  EXPECT_EQ(text_of(remaining(1000)), "0 % of 1000 MiB copied, 1000 MiB remain");
  EXPECT_EQ(text_of(MigrationProgress{}), "progress unknown");
}

TEST(ProgressText, SurvivesNonsense) {
  EXPECT_EQ(text_of({.known = true, .remaining_bytes = 5 * mib}),
            "0 % of 0 MiB copied, 5 MiB remain");
}

}  // namespace
}  // namespace xvm::agent
