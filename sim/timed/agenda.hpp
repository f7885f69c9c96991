// sim/timed/agenda.hpp
//
// Purpose: the event queue: for each domain and for the cluster, what can happen and when it will.
// Its room is fixed by the capacities of the world. What stays possible keeps its moment; what is
// new draws one.
// Thread rule: one owner.
//
//   list.refresh(choices, [&](const Choice& c) { return due_us; });
//   list.due_us();  list.first();          // the earliest; of two at one moment the one listed
//   first
#pragma once

#include "sim/world/choice.hpp"

#include <cstdint>
#include <limits>

namespace xvm::sim {

struct Entry {
  Choice choice{};
  std::int64_t due_us = 0;
};

template <std::size_t Capacity>
class AgendaList {
 public:
  static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

  std::int64_t due_us() const { return size_ == 0 ? never : now_list()[first_].due_us; }
  const Choice& first() const { return now_list()[first_].choice; }

  // The choice is done: should it be possible again, that is another time.
  void drop_first() {
    for (std::size_t i = first_ + 1; i < size_; ++i) now_list()[i - 1] = now_list()[i];
    --size_;
  }

  template <class List, class Draw>
  void refresh(const List& now, Draw&& draw) {
    std::array<Entry, Capacity>& next = buffers_[1 - current_];
    std::size_t at = 0;  // both lists have the same order, so that the search hardly ever goes far
    for (std::size_t i = 0; i < now.size(); ++i) {
      next[i].choice = now[i];
      const std::size_t found = find(now[i], at);
      if (found < size_) {
        next[i].due_us = now_list()[found].due_us;
        at = found + 1;
      } else {
        next[i].due_us = draw(now[i]);
      }
    }
    size_ = now.size();
    current_ = 1 - current_;
    choose_first();
  }

 private:
  std::array<Entry, Capacity>& now_list() { return buffers_[current_]; }
  const std::array<Entry, Capacity>& now_list() const { return buffers_[current_]; }
  std::size_t find(const Choice& c, std::size_t from) const {
    const std::uint64_t bits = c.bits();
    for (std::size_t i = from; i < size_; ++i) {
      if (now_list()[i].choice.bits() == bits) return i;
    }
    for (std::size_t i = 0; i < from && i < size_; ++i) {
      if (now_list()[i].choice.bits() == bits) return i;
    }
    return size_;
  }
  void choose_first() {
    first_ = 0;
    for (std::size_t i = 1; i < size_; ++i) {
      if (now_list()[i].due_us < now_list()[first_].due_us) first_ = i;
    }
  }

  std::array<std::array<Entry, Capacity>, 2> buffers_{};
  std::size_t current_ = 0;
  std::size_t size_ = 0;
  std::size_t first_ = 0;
};

}  // namespace xvm::sim
