#include "model/decisions/stop_budget.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <vector>

namespace xvm {
namespace {

constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

__extension__ using Wide = __int128;  // the oracle's own arithmetic: it cannot overflow

Wide share(Wide whole, int percent) { return whole * percent / 100; }

// Edges, small numbers, real time-outs and 500 numbers of every size.
std::vector<std::int64_t> many_durations_ms() {
  std::vector<std::int64_t> values{smallest, smallest + 1, -600'000, -1, largest - 1, largest};
  for (std::int64_t small = 0; small <= 210; ++small) values.push_back(small);
  for (const std::int64_t real : {60'000, 300'000, 480'000, 600'000, 3'600'000}) {
    values.insert(values.end(), {real - 1, real, real + 1});
  }
  std::mt19937_64 random(2008);
  for (int i = 0; i < 500; ++i) {
    values.push_back(static_cast<std::int64_t>(random() >> (random() % 63)));
  }
  return values;
}

TEST(StopBudget, IsTheWholeStopTimeoutWhenTheMethodIsOurs) {
  EXPECT_EQ(stop_budget_ms(600'000, false), 600'000);
  EXPECT_EQ(stop_budget_ms(300'000, false), 300'000);
}

TEST(StopBudget, IsFourFifthsThroughSunwGdsWhichKillsTheCommandThen) {
  EXPECT_EQ(stop_budget_ms(600'000, true), 480'000);
  EXPECT_EQ(stop_budget_ms(300'000, true), 240'000);
}

TEST(StopBudget, OfSixHundredSecondsIs420And150And30) {
  const ShutdownPhases phases = shutdown_phases(600'000, 0);
  EXPECT_EQ(phases.graceful_end_ms, 420'000);
  EXPECT_EQ(phases.immediate_end_ms - phases.graceful_end_ms, 150'000);
  EXPECT_EQ(600'000 - phases.immediate_end_ms, 30'000);
}

TEST(StopBudget, OfSixHundredSecondsThroughSunwGdsIs336And120And24) {
  const std::int64_t budget = stop_budget_ms(600'000, true);
  const ShutdownPhases phases = shutdown_phases(budget, 0);
  EXPECT_EQ(phases.graceful_end_ms, 336'000);
  EXPECT_EQ(phases.immediate_end_ms - phases.graceful_end_ms, 120'000);
  EXPECT_EQ(budget - phases.immediate_end_ms, 24'000);
}

TEST(StopBudget, OfThreeHundredSecondsIs210And75And15) {
  EXPECT_EQ(shutdown_phases(300'000, 0), (ShutdownPhases{210'000, 285'000}));
}

TEST(StopBudget, AbortsAMigrationAt45PercentAndSettlesItBy50) {
  EXPECT_EQ(migration_phases(600'000), (MigrationPhases{270'000, 300'000}));
  EXPECT_EQ(migration_phases(480'000), (MigrationPhases{216'000, 240'000}));
}

TEST(StopBudget, SplitsWhatAFailedMigrationLeaves70And25And5) {
  const std::int64_t settled_by = migration_phases(600'000).settled_by_ms;
  const ShutdownPhases phases = shutdown_phases(600'000, settled_by);
  EXPECT_EQ(phases, (ShutdownPhases{300'000 + 210'000, 300'000 + 210'000 + 75'000}));
}

TEST(StopBudget, IsNeverNegativeAndNeverMoreThanTheTimeout) {
  for (const std::int64_t timeout : many_durations_ms()) {
    const Wide whole = std::max<std::int64_t>(timeout, 0);
    ASSERT_EQ(stop_budget_ms(timeout, false), static_cast<std::int64_t>(whole));
    ASSERT_EQ(stop_budget_ms(timeout, true), static_cast<std::int64_t>(share(whole, 80)));
  }
}

TEST(StopBudget, PhasesStandInOrderWithinTheBudgetForEveryBudgetAndBegin) {
  const std::vector<std::int64_t> values = many_durations_ms();
  for (const std::int64_t budget : values) {
    for (const std::int64_t begun : values) {
      const std::int64_t end = std::max<std::int64_t>(budget, 0);
      const std::int64_t from = std::clamp<std::int64_t>(begun, 0, end);
      const ShutdownPhases phases = shutdown_phases(budget, begun);
      ASSERT_LE(from, phases.graceful_end_ms) << budget << " " << begun;
      ASSERT_LE(phases.graceful_end_ms, phases.immediate_end_ms) << budget << " " << begun;
      ASSERT_LE(phases.immediate_end_ms, end) << budget << " " << begun;
    }
  }
}

TEST(StopBudget, PhasesAre70And25PercentOfWhatIsLeftForEveryBudgetAndBegin) {
  const std::vector<std::int64_t> values = many_durations_ms();
  for (const std::int64_t budget : values) {
    for (const std::int64_t begun : values) {
      const Wide end = std::max<std::int64_t>(budget, 0);
      const Wide from = std::clamp<Wide>(begun, 0, end);
      const ShutdownPhases phases = shutdown_phases(budget, begun);
      const Wide graceful = phases.graceful_end_ms - from;
      const Wide immediate = Wide{phases.immediate_end_ms} - phases.graceful_end_ms;
      ASSERT_TRUE(graceful == share(end - from, 70)) << budget << " " << begun;
      ASSERT_TRUE(immediate == share(end - from, 25)) << budget << " " << begun;
    }
  }
}

TEST(StopBudget, LeavesAtLeastFivePercentOfWhatIsLeftAsReserve) {
  for (const std::int64_t budget : many_durations_ms()) {
    const Wide whole = std::max<std::int64_t>(budget, 0);
    const Wide reserve = whole - shutdown_phases(budget, 0).immediate_end_ms;
    ASSERT_TRUE(reserve >= share(whole, 5)) << budget;
  }
}

TEST(StopBudget, LimitsAMigrationInOrderAndToHalfOfEveryBudget) {
  for (const std::int64_t budget : many_durations_ms()) {
    const Wide whole = std::max<std::int64_t>(budget, 0);
    const MigrationPhases phases = migration_phases(budget);
    ASSERT_TRUE(phases.abort_at_ms == share(whole, 45)) << budget;
    ASSERT_TRUE(phases.settled_by_ms == share(whole, 50)) << budget;
    ASSERT_LE(phases.abort_at_ms, phases.settled_by_ms) << budget;
  }
}

}  // namespace
}  // namespace xvm
