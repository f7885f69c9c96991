// agent/gds/cluster_nodes.hpp
//
// Purpose: the names of the node list and those of the cluster, which may be written with domain
// here and without there.
// Thread rule: pure functions.
//
//   same_node("node1.example.org", "NODE1") == true
//   node_called("n2", {"n1", "n2.example.org"}) == NodeId{1}
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/vocabulary/node.hpp"

namespace xvm::agent {

// Equal but for case, or one is the first label of the other. Two names with different domains are
// two nodes.
bool same_node(std::string_view a, std::string_view b);

// NodeId::none: no name of the list fits, or several do.
NodeId node_called(std::string_view name, const std::vector<std::string>& nodes);

// What the cluster calls that node; empty: it has no such node, or several.
std::string name_in_cluster(std::string_view node, const std::vector<std::string>& cluster);

}  // namespace xvm::agent
