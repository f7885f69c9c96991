// A run allocates nothing once it was made.
#include "model/machine/counted_new_test.hpp"
#include "sim/timed/run.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace xvm::sim {
namespace {

TEST(RunAllocation, IsCountedAtAll) {
  const std::size_t before = allocations;
  delete new int(7);
  EXPECT_EQ(allocations, before + 1);
}

TEST(RunAllocation, IsNoneInAWholeRunWithFaults) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto run = std::make_unique<Course<World33>>(draw_options(seed));
    const std::size_t before = allocations;
    const RunResult r = run->go();
    EXPECT_EQ(allocations, before);
    EXPECT_GT(r.events, 1000u);
  }
}

}  // namespace
}  // namespace xvm::sim
