// model/machine/counted_new_test.hpp
//
// Purpose: for tests only: counts the allocations of the whole program, by replacing the global
// operator new. Only what happens between two readings matters. Included once in a program, which
// holds nothing but such tests. Thread rule: one thread.
//
//   const std::size_t before = allocations;
//   step(machine, event, out);
//   EXPECT_EQ(allocations, before);
#pragma once

#include <cstddef>
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

void* operator new(std::size_t size) { return allocate(size); }
void* operator new[](std::size_t size) { return allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
