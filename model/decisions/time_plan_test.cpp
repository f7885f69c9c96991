#include "model/decisions/time_plan.hpp"

#include <gtest/gtest.h>

namespace xvm {
namespace {

TEST(TimePlan, SplitsTheStopBudgetSeventyTwentyFiveFive) {
  TimePlan plan({.budget_ms = 600'000});
  EXPECT_EQ(plan.deadline_ms(Timer::graceful, 0), 420'000);
  EXPECT_EQ(plan.deadline_ms(Timer::immediate, 420'000), 570'000);
}

TEST(TimePlan, SplitsWhatIsLeftWhenTheShutdownBeginsLate) {
  TimePlan plan({.budget_ms = 600'000});
  EXPECT_EQ(plan.deadline_ms(Timer::graceful, 300'000), 510'000);
  EXPECT_EQ(plan.deadline_ms(Timer::immediate, 510'000), 585'000);
}

TEST(TimePlan, KeepsTheImmediatePhaseOfAShutdownThatEndedItsGracefulOneEarly) {
  TimePlan plan({.budget_ms = 600'000});
  plan.deadline_ms(Timer::graceful, 0);
  EXPECT_EQ(plan.deadline_ms(Timer::immediate, 10'000), 570'000);
}

TEST(TimePlan, SplitsAnewForASecondShutdown) {
  TimePlan plan({.budget_ms = 600'000});
  plan.deadline_ms(Timer::graceful, 0);
  plan.deadline_ms(Timer::immediate, 420'000);
  EXPECT_EQ(plan.deadline_ms(Timer::graceful, 500'000), 570'000);
  EXPECT_EQ(plan.deadline_ms(Timer::immediate, 570'000), 595'000);
}

TEST(TimePlan, GivesTheDeadAnImmediatePhaseWithoutAGracefulOne) {
  TimePlan plan({.budget_ms = 600'000});
  EXPECT_EQ(plan.deadline_ms(Timer::immediate, 0), 570'000);
}

TEST(TimePlan, AbortsACopyAtFortyFiveAndSettlesByFiftyPercent) {
  TimePlan plan({.budget_ms = 600'000, .migrates = true});
  EXPECT_EQ(plan.deadline_ms(Timer::migration_limit, 1'000), 270'000);
  EXPECT_EQ(plan.deadline_ms(Timer::settle_limit, 200'000), 300'000);
}

TEST(TimePlan, SettlesAloneForThirtySecondsAndNeverBeyondTheBudget) {
  TimePlan plan({.budget_ms = 300'000});
  EXPECT_EQ(plan.deadline_ms(Timer::settle_limit, 1'000), 31'000);
  EXPECT_EQ(plan.deadline_ms(Timer::settle_limit, 290'000), 298'000);
}

TEST(TimePlan, EndsThePhasesOfAShutdownThatBeginsTooLateWithTheCalls) {
  TimePlan plan({.budget_ms = 600'000});
  EXPECT_EQ(plan.deadline_ms(Timer::graceful, 596'000), 598'000);
  EXPECT_EQ(plan.deadline_ms(Timer::immediate, 598'000), 598'000);
}

TEST(TimePlan, RepeatsOftenEnoughForAShortBudget) {
  EXPECT_EQ(TimePlan({.budget_ms = 600'000}).deadline_ms(Timer::repeat, 100), 2'100);
  EXPECT_EQ(TimePlan({.budget_ms = 10'000}).deadline_ms(Timer::repeat, 100), 600);
  EXPECT_EQ(TimePlan({.budget_ms = 100}).deadline_ms(Timer::repeat, 0), 50);
}

TEST(TimePlan, PollsBothSidesFourTimesASecond) {
  EXPECT_EQ(TimePlan({}).deadline_ms(Timer::settle_poll, 1'000), 1'250);
}

TEST(TimePlan, GivesARebootThreeSecondsAndAShortProbeWhatItHas) {
  EXPECT_EQ(TimePlan({.budget_ms = 30'000}).deadline_ms(Timer::reboot_gap, 1'000), 4'000);
  EXPECT_EQ(TimePlan({.budget_ms = 2'000}).deadline_ms(Timer::reboot_gap, 1'000), 1'950);
}

TEST(TimePlan, NeverNamesADeadlineInThePast) {
  for (std::size_t i = 0; i < enum_count<Timer>; ++i) {
    for (const std::int64_t now : {0, 1, 999'999}) {
      for (const bool migrates : {false, true}) {
        TimePlan plan({.budget_ms = 600'000, .migrates = migrates});
        EXPECT_GE(plan.deadline_ms(static_cast<Timer>(i), now), now)
            << to_text(static_cast<Timer>(i));
      }
    }
  }
}

// --- how long calls may take ---------------------------------------------------------------------

TEST(MethodEnd, LeavesTheVerdictTimeToBeLogged) {
  EXPECT_EQ(method_end(600'000).calls_ms, 598'000);
  EXPECT_EQ(method_end(600'000).loop_ms, 599'000);
  EXPECT_EQ(method_end(20'000).calls_ms, 19'500);
  EXPECT_EQ(method_end(20'000).loop_ms, 19'750);
  EXPECT_EQ(method_end(-1).loop_ms, 0);
}

TEST(ScaledBound, IsWholeInALongMethodAndAShareInAShortOne) {
  EXPECT_EQ(scaled_bound_ms(10'000, 600'000), 10'000);
  EXPECT_EQ(scaled_bound_ms(10'000, 100'000), 10'000);
  EXPECT_EQ(scaled_bound_ms(10'000, 20'000), 2'000);
  EXPECT_EQ(scaled_bound_ms(30'000, 20'000), 6'000);
  EXPECT_EQ(scaled_bound_ms(10'000, 30'000, 30'000), 10'000);
}

TEST(ScaledBound, NeverIsLessThanAHealthyAnswerNeeds) {
  EXPECT_EQ(scaled_bound_ms(10'000, 2'000), 1'000);
  EXPECT_EQ(scaled_bound_ms(1'500, 20'000), 1'000);
  EXPECT_EQ(scaled_bound_ms(500, 20'000), 500);
}

TEST(LongestCall, LeavesTimeToThoseThatFollow) {
  EXPECT_EQ(longest_call_ms(600'000, 0), 568'000);
  EXPECT_EQ(longest_call_ms(20'000, 0), 18'500);
  EXPECT_EQ(longest_call_ms(20'000, 19'000), 250);
  EXPECT_EQ(longest_call_ms(20'000, 19'500), 0);
  EXPECT_EQ(longest_call_ms(20'000, 30'000), 0);
}

TEST(LongestCall, DoesNotShortenAnyUsualBoundOfADesignStopBeforeItsReserve) {
  constexpr std::int64_t longest_bound_ms = 30'000;
  const ShutdownPhases phases = shutdown_phases(600'000, 0);
  EXPECT_GE(longest_call_ms(600'000, phases.graceful_end_ms), longest_bound_ms);
  EXPECT_GE(longest_call_ms(600'000, phases.immediate_end_ms), 10'000);
}

TEST(TimePlan, LetsANoteUseTheReserve) {
  const TimePlan plan({.budget_ms = 20'000});
  EXPECT_EQ(plan.call_ms(2'000, 19'500), 0);
  EXPECT_EQ(plan.note_ms(2'000, 19'500), 250);
  EXPECT_EQ(plan.note_ms(2'000, 0), 2'000);
  EXPECT_EQ(plan.note_ms(2'000, 19'750), 0);
}

}  // namespace
}  // namespace xvm
