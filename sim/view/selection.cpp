#include "sim/view/selection.hpp"

namespace xvm::sim::view {
namespace {

bool is_named(const std::vector<std::string>& names, int place, const std::string& wanted) {
  if (wanted.empty() || place == nobody) return true;
  return names[static_cast<std::size_t>(place)] == wanted;
}

}  // namespace

std::vector<std::size_t> selected(const Timeline& t, const Selection& s) {
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < t.happenings.size(); ++i) {
    const Happening& h = t.happenings[i];
    const bool in_time = h.at_us >= s.from_us && h.at_us <= s.to_us;
    const bool wanted = in_time && is_named(t.nodes, h.node, s.node) &&
                        is_named(t.domains, h.domain, s.domain) && (h.is_key || !s.key_only);
    if (wanted) chosen.push_back(i);
  }
  return chosen;
}

}  // namespace xvm::sim::view
