// sim/view/selection.hpp
//
// Purpose: which happenings of a timeline a text or a diagram shows.
// Thread rule: plain value; pure function.
//
//   for (std::size_t i : selected(timeline, {.domain = "web", .key_only = true})) ...
#pragma once

#include "sim/view/timeline.hpp"

namespace xvm::sim::view {

struct Selection {
  std::string node{};    // empty: all. What has no node of its own is always shown
  std::string domain{};  // empty: all. What has no domain of its own is always shown
  std::uint64_t from_us = 0;
  std::uint64_t to_us = ~std::uint64_t{0};
  bool key_only = false;  // the story without questions, answers and routine
};

std::vector<std::size_t> selected(const Timeline& timeline, const Selection& selection);

}  // namespace xvm::sim::view
