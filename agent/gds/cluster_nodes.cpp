#include "agent/gds/cluster_nodes.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

namespace xvm::agent {
namespace {

bool same_text(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

bool has_domain(std::string_view name) { return name.find('.') != std::string_view::npos; }

std::string_view first_label(std::string_view name) { return name.substr(0, name.find('.')); }

// The only name that fits; a name that is equal letter by letter fits better than any other.
std::optional<std::size_t> position_of(std::string_view name,
                                       const std::vector<std::string>& names) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return i;
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!same_node(names[i], name)) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

}  // namespace

bool same_node(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return false;
  if (has_domain(a) == has_domain(b)) return same_text(a, b);
  return same_text(first_label(a), first_label(b));
}

NodeId node_called(std::string_view name, const std::vector<std::string>& nodes) {
  const auto at = position_of(name, nodes);
  return at && *at < max_nodes ? static_cast<NodeId>(*at) : NodeId::none;
}

std::string name_in_cluster(std::string_view node, const std::vector<std::string>& cluster) {
  const auto at = position_of(node, cluster);
  return at ? cluster[*at] : std::string();
}

}  // namespace xvm::agent
