#include "sim/timed/method_clock.hpp"

#include <gtest/gtest.h>

namespace xvm::sim {
namespace {

constexpr std::int64_t s = 1'000'000;

struct AMethodsClock : testing::Test {
  MethodClock clock{1000 * s, {.budget_ms = 600'000, .migrates = true}};
};

TEST_F(AMethodsClock, CountsItsDeadlinesFromTheMethodsBeginning) {
  EXPECT_EQ(clock.deadline_us(Timer::graceful, 1000 * s), 1420 * s);
  EXPECT_EQ(clock.deadline_us(Timer::migration_limit, 1010 * s), 1270 * s);
}

TEST_F(AMethodsClock, LetsNoTimerRunOutInThePast) {
  EXPECT_EQ(clock.deadline_us(Timer::migration_limit, 1500 * s), 1500 * s);
}

TEST_F(AMethodsClock, BoundsACallByWhatIsLeft) {
  EXPECT_EQ(clock.call_us(10'000, 1000 * s), 10 * s);
  EXPECT_LT(clock.call_us(10'000, 1590 * s), 5 * s);
  EXPECT_EQ(clock.call_us(10'000, 1599 * s), 0);
}

TEST_F(AMethodsClock, ScalesABoundToAShortBudget) {
  const MethodClock stop(0, {.budget_ms = 50'000});
  const MethodClock probe(0, {.budget_ms = 30'000}, MethodClock::probe_whole_from_ms);
  EXPECT_EQ(stop.call_us(10'000, 0), 5 * s);
  EXPECT_EQ(probe.call_us(10'000, 0), 10 * s);
}

TEST_F(AMethodsClock, GivesAMigrationSomeTimeAfterItsAbortAndNeverMoreThanIsLeft) {
  EXPECT_EQ(clock.migration_us(1000 * s), 280 * s);
  EXPECT_EQ(clock.migration_us(1500 * s), 10 * s);
  EXPECT_LT(clock.migration_us(1590 * s), 5 * s);
}

TEST_F(AMethodsClock, EndsAMethodBeforeItsBudgetIsOver) { EXPECT_EQ(clock.end_us(), 1599 * s); }

}  // namespace
}  // namespace xvm::sim
