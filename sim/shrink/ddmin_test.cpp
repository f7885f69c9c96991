#include "sim/shrink/ddmin.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

namespace xvm::sim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<int> numbers(int count) {
  std::vector<int> all(static_cast<std::size_t>(count));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

bool has(const std::vector<int>& some, int number) {
  return std::find(some.begin(), some.end(), number) != some.end();
}

TEST(Ddmin, KeepsWhatTheFailureNeedsAndNothingElse) {
  const auto least = ddmin(numbers(200), [](const std::vector<int>& some) {
    return has(some, 3) && has(some, 77) && has(some, 199);
  });
  EXPECT_THAT(least, ElementsAre(3, 77, 199));
}

TEST(Ddmin, LeavesNothingWhenNothingIsNeeded) {
  EXPECT_THAT(ddmin(numbers(9), [](const std::vector<int>&) { return true; }), IsEmpty());
}

TEST(Ddmin, NeedsFewTriesForASingleCulprit) {
  int tries = 0;
  ddmin(numbers(1024), [&](const std::vector<int>& some) { return ++tries, has(some, 700); });
  EXPECT_LT(tries, 60);
}

TEST(Ddmin, KeepsWhatTheTestItselfLeftOut) {
  // Odd numbers make no sense without the even one before them.
  const auto fails = [](std::vector<int>& some) {
    std::erase_if(some, [all = some](int n) { return n % 2 == 1 && !has(all, n - 1); });
    return has(some, 6) && has(some, 7);
  };
  EXPECT_THAT(ddmin(numbers(40), fails), ElementsAre(6, 7));
}

}  // namespace
}  // namespace xvm::sim
