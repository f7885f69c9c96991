#include "agent/migration/time_needed.hpp"

#include <gtest/gtest.h>

namespace xvm::agent {
namespace {

TEST(MigrationTime, IsTheWholeBudgetWhenNoBandwidthIsGiven) {
  EXPECT_EQ(migration_time({.memory_mib = 4096, .until_abort_ms = 270'000}),
            (MigrationTime{true, 0, 270'000}));
}

TEST(MigrationTime, IsTenPassesOverTheMemory) {
  EXPECT_EQ(migration_time({.memory_mib = 400, .bandwidth_mib_s = 100, .until_abort_ms = 270'000}),
            (MigrationTime{true, 4'000, 40'000}));
}

TEST(MigrationTime, IsTwentySecondsForASmallGuest) {
  EXPECT_EQ(migration_time({.memory_mib = 96, .bandwidth_mib_s = 1000, .until_abort_ms = 270'000}),
            (MigrationTime{true, 96, 20'000}));
}

TEST(MigrationTime, NeverGoesBeyondTheAbort) {
  EXPECT_EQ(migration_time({.memory_mib = 4096, .bandwidth_mib_s = 100, .until_abort_ms = 50'000}),
            (MigrationTime{true, 40'960, 50'000}));
}

TEST(MigrationTime, DoesNotFitWhenOnePassTakesLongerThanThereIs) {
  EXPECT_FALSE(
      migration_time({.memory_mib = 4096, .bandwidth_mib_s = 100, .until_abort_ms = 40'960}).fits);
  EXPECT_TRUE(
      migration_time({.memory_mib = 4096, .bandwidth_mib_s = 100, .until_abort_ms = 40'961}).fits);
}

TEST(MigrationTime, DoesNotFitWhenTheTimeIsOverAlready) {
  EXPECT_EQ(migration_time({.memory_mib = 96, .until_abort_ms = -5}), (MigrationTime{false, 0, 0}));
}

}  // namespace
}  // namespace xvm::agent
