#include "model/machine/lives.hpp"
#include "model/machine/step.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

namespace {

std::size_t allocations = 0;

void* allocate(std::size_t size) {
  ++allocations;
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

// The whole program counts; only what happens between two readings matters.
void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

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
