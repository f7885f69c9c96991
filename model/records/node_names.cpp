#include "model/records/node_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "model/records/text_rules.hpp"

namespace xvm::records {

Checked<NodeNames> NodeNames::of(std::vector<std::string> names) {
  if (names.empty() || names.size() > max_nodes) {
    return Problem{Fault::malformed, fmt::format("node list: expected 1..{} nodes, found {}",
                                                 max_nodes, names.size())};
  }
  for (auto name = names.begin(); name != names.end(); ++name) {
    if (std::string fault = word_fault("node list", *name); !fault.empty()) {
      return Problem{Fault::malformed, std::move(fault)};
    }
    if (std::find(names.begin(), name, *name) != name) {
      return Problem{Fault::malformed, fmt::format("node list: {} stands twice", *name)};
    }
  }
  return NodeNames(std::move(names));
}

std::optional<NodeId> NodeNames::id_of(std::string_view name) const {
  const auto at = std::find(names_.begin(), names_.end(), name);
  if (at == names_.end()) return std::nullopt;
  return static_cast<NodeId>(at - names_.begin());
}

std::optional<std::string> NodeNames::name_of(NodeId node) const {
  if (index(node) >= names_.size()) return std::nullopt;
  return names_[index(node)];
}

std::string NodeNames::text() const { return fmt::format("{}", fmt::join(names_, " ")); }

}  // namespace xvm::records
