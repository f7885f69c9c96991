#include "model/machine/counted_new_test.hpp"
#include "model/machine/lives.hpp"
#include "model/machine/step.hpp"

#include <gtest/gtest.h>

namespace xvm {
namespace {

TEST(StepAllocation, IsCountedAtAll) {
  const std::size_t before = allocations;
  delete new int(7);
  EXPECT_EQ(allocations, before + 1);
}

class EveryLife : public testing::TestWithParam<Life> {};

TEST_P(EveryLife, AllocatesNothing) {
  const Life& life = GetParam();
  const std::size_t before = allocations;
  Machine machine = begin_method(life.setting);
  Outbox out;
  bool all_taken = true;
  for (const Event& event : life.events) {
    out.clear();
    all_taken = step(machine, event, out) == Taken::taken && all_taken;
  }
  EXPECT_EQ(allocations, before);
  EXPECT_TRUE(all_taken) << "the life is not one that this machine lives";
  EXPECT_TRUE(machine.finished());
}

INSTANTIATE_TEST_SUITE_P(StepAllocation, EveryLife, testing::ValuesIn(lives()),
                         [](const testing::TestParamInfo<Life>& which) {
                           std::string name(which.param.name);
                           for (char& c : name) c = c == '-' ? '_' : c;
                           return name;
                         });

}  // namespace
}  // namespace xvm
