#include "agent/control/call_time.hpp"

#include <gtest/gtest.h>

namespace xvm::agent {
namespace {

using std::chrono::milliseconds;

TEST(CallTime, IsTheUsualOneInAnUnhurriedMethod) {
  EXPECT_EQ(CallTime().bound_ms(10'000), 10'000);
  EXPECT_EQ(CallTime().share_ms(10'000), 10'000);
}

TEST(CallTime, IsAShareOfAShortBudget) {
  EXPECT_EQ(CallTime(20'000).share_ms(10'000), 2'000);
  EXPECT_EQ(CallTime(20'000).bound_ms(10'000), 2'000);
}

TEST(CallTime, IsWholeFromWhereItIsSaid) {
  EXPECT_EQ(CallTime(30'000, Clock::now(), 30'000).bound_ms(10'000), 10'000);
}

TEST(CallTime, GetsShorterAsTheBudgetRunsOutAndEndsBeforeIt) {
  EXPECT_LE(CallTime(20'000, Clock::now() - milliseconds(19'000)).bound_ms(10'000), 250);
  EXPECT_EQ(CallTime(20'000, Clock::now() - milliseconds(20'000)).bound_ms(10'000), 0);
}

TEST(CallTime, SaysWhatIsLeftWhateverIsUsual) {
  EXPECT_GT(CallTime(20'000).left_ms(), 18'000);
  EXPECT_EQ(CallTime(20'000, Clock::now() - milliseconds(20'000)).left_ms(), 0);
}

}  // namespace
}  // namespace xvm::agent
