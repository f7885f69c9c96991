// model/records/node_names.hpp
//
// Purpose: node names and positions. Records name nodes, because positions move when a resource's
// node list is edited; the machines know positions only.
// Thread rule: plain value, constant after it was made.
//
//   Checked<NodeNames> names = NodeNames::of({"n1", "n2"});
//   names->id_of("n2") == NodeId{1};   names->name_of(NodeId{0}) == "n1";
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/json/checked.hpp"
#include "model/vocabulary/node.hpp"

namespace xvm::records {

class NodeNames {
 public:
  // In the order of the resource's node list: 1..max_nodes different words.
  static Checked<NodeNames> of(std::vector<std::string> names);

  std::optional<NodeId> id_of(std::string_view name) const;
  std::optional<std::string> name_of(NodeId node) const;
  NodeSet all() const { return NodeSet::first(static_cast<unsigned>(names_.size())); }
  std::string text() const;  // "n1 n2", for errors

 private:
  explicit NodeNames(std::vector<std::string> names) : names_(std::move(names)) {}
  std::vector<std::string> names_;
};

}  // namespace xvm::records
