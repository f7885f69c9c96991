#include "sim/view/map_of_moment.hpp"

#include <algorithm>

namespace xvm::sim::view {
namespace {

char host_letter(const std::string& state) {
  if (state == "down") return 'X';
  if (state == "frozen") return 'z';
  return state == "apart" ? 'o' : '+';
}

char copy_letter(const std::string& state) {
  if (state == "executing") return 'E';
  if (state == "paused") return 'P';
  if (state == "incomplete") return 'I';
  if (state == "dead") return 'D';
  if (state == "defined") return 'd';
  return state == "absent" ? '.' : '?';
}

}  // namespace

MapOfMoment::MapOfMoment(const Timeline& t)
    : cells_(t.nodes.size(), std::string(t.domains.size() + 1, '.')) {
  for (std::string& cell : cells_) cell[0] = '+';
  for (const Bar& bar : t.bars) {
    const bool shown = bar.track == Track::host || bar.track == Track::copy;
    if (shown && bar.node != nobody) changes_.push_back(&bar);
  }
  std::stable_sort(changes_.begin(), changes_.end(),
                   [](const Bar* a, const Bar* b) { return a->first < b->first; });
}

std::size_t MapOfMoment::width() const {
  return cells_.empty() ? 0 : cells_.size() * (cells_[0].size() + 1) - 1;
}

// No domain: the letter of the host, which stands first.
char& MapOfMoment::letter(int node, int domain) {
  return cells_[static_cast<std::size_t>(node)][static_cast<std::size_t>(domain) + 1];
}

void MapOfMoment::move_to(std::size_t happening) {
  for (; next_ < changes_.size() && changes_[next_]->first <= happening; ++next_) {
    const Bar& bar = *changes_[next_];
    const bool host = bar.track == Track::host;
    letter(bar.node, bar.domain) = host ? host_letter(bar.state) : copy_letter(bar.state);
  }
}

std::string MapOfMoment::text() const {
  std::string text;
  for (const std::string& cell : cells_) text += (text.empty() ? "" : " ") + cell;
  return text;
}

}  // namespace xvm::sim::view
