// sim/shrink/ddmin.hpp
//
// Purpose: delta debugging (Zeller and Hildebrandt): a list is made shorter and shorter as long as
// what it shows stays, until no single item can be left out.
// Thread rule: pure, but for what `fails` does. The order of the tries is fixed.
//
//   const std::vector<int> least = ddmin(all, [](std::vector<int>& some) { return shows(some); });
//
// `fails` may change the list that it is given (drop what makes no sense without what was left
// out); a change that failed is kept.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace xvm::sim {

template <class T>
std::vector<T> without_part(const std::vector<T>& items, std::size_t begin, std::size_t end) {
  std::vector<T> rest;
  rest.reserve(items.size() - (end - begin));
  rest.insert(rest.end(), items.begin(), items.begin() + static_cast<std::ptrdiff_t>(begin));
  rest.insert(rest.end(), items.begin() + static_cast<std::ptrdiff_t>(end), items.end());
  return rest;
}

// The list is known to fail.
template <class T, class Fails>
std::vector<T> ddmin(std::vector<T> items, Fails&& fails) {
  std::size_t parts = 2;
  while (!items.empty()) {
    parts = std::min(parts, items.size());
    const std::size_t size = (items.size() + parts - 1) / parts;
    bool shorter = false;
    // The last part first: what comes after the failure is of no use to it.
    for (std::size_t end = items.size(); end > 0; end -= std::min(end, size)) {
      std::vector<T> rest = without_part(items, end - std::min(end, size), end);
      if (!fails(rest)) continue;
      items = std::move(rest);
      shorter = true;
      break;
    }
    if (shorter) {
      parts = std::max<std::size_t>(parts - 1, 2);
    } else if (size == 1) {
      break;
    } else {
      parts *= 2;
    }
  }
  return items;
}

}  // namespace xvm::sim
