// A run allocates nothing once it was made.
#include "sim/timed/run.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
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
