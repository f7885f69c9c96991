#include "sim/timed/deadlines.hpp"

#include <gtest/gtest.h>

namespace xvm::sim {
namespace {

constexpr std::int64_t s = 1'000'000;
constexpr NodeId here{0};

MethodTimes begun(std::int64_t began_us) {
  MethodTimes times(began_us, 600'000);
  times.looked(here, true);
  return times;
}

TEST(MethodTimes, ForbidADestroyUntilTheGracefulPhaseIsOver) {
  MethodTimes times = begun(100 * s);
  times.shutdown_begins(100 * s);
  EXPECT_FALSE(times.may_destroy(here, 519 * s));
  EXPECT_TRUE(times.may_destroy(here, 520 * s));
}

TEST(MethodTimes, SplitWhatIsLeftWhenTheShutdownBegins) {
  MethodTimes times = begun(0);
  times.shutdown_begins(300 * s);
  EXPECT_FALSE(times.may_destroy(here, 509 * s));
  EXPECT_TRUE(times.may_destroy(here, 510 * s));
}

TEST(MethodTimes, ForbidADestroyOfAGuestThatNobodyAsked) {
  EXPECT_FALSE(begun(0).may_destroy(here, 599 * s));
}

TEST(MethodTimes, AllowToDestroyWhatWasNotSeenExecuting) {
  MethodTimes times = begun(0);
  times.looked(here, false);
  EXPECT_TRUE(times.may_destroy(here, 1 * s));
}

TEST(MethodTimes, ExcuseAMethodWhoseHostStoodStill) {
  MethodTimes times(0, 600'000);
  EXPECT_FALSE(times.is_excused());
  times.stood_still();
  EXPECT_TRUE(times.is_excused());
}

}  // namespace
}  // namespace xvm::sim
