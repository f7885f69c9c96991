// model/machine/dice.hpp
//
// Purpose: a seeded source of choices for tests (splitmix64). The same seed gives the same walk
// with every compiler; the distributions of the standard library promise no such thing. Thread
// rule: a value; one owner rolls it.
//
//   Dice dice(42);
//   if (dice.percent(80)) ...
//   const NodeId node = dice.pick(nodes);
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "model/vocabulary/enum_text.hpp"

namespace xvm {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t roll() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  // 0 .. bound-1; bound must not be 0.
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(roll() % bound); }
  bool percent(unsigned chance) { return below(100) < chance; }
  bool coin() { return (roll() & 1u) != 0; }

  template <class List>
  auto pick(const List& list) {
    return list[below(list.size())];
  }
  template <class E>
  E any() {
    static_assert(std::is_enum_v<E>);
    return static_cast<E>(below(enum_count<E>));
  }

 private:
  std::uint64_t state_;
};

}  // namespace xvm
