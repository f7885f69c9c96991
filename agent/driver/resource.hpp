// agent/driver/resource.hpp
//
// Purpose: everything that is known of the resource a method is called for: its names, its
// configuration, its nodes, its domain. Fixed for the time of the method.
// Thread rule: constant once made; shared by worker threads.
//
//   Resource r{.name = "web-rs", .group = "web-rg", .config = config, .nodes = {"n1", "n2"}};
//   r.node_name(NodeId{1}) == "n2"
#pragma once

#include "agent/config/config.hpp"
#include "agent/hypervisor/hypervisor.hpp"
#include "model/vocabulary/node.hpp"

#include <string>
#include <vector>

namespace xvm::agent {

struct Resource {
  std::string name;
  std::string group;
  Config config;
  std::vector<std::string> nodes;  // the node list, at most 16; a NodeId is a position in it
  NodeId self = NodeId::none;
  DomainKey key;    // uuid empty: the domain is not known to anybody yet
  std::string uri;  // of the own node's hypervisor; never empty

  std::string node_name(NodeId node) const {
    return index(node) < nodes.size() ? nodes[index(node)] : std::string("?");
  }
  NodeSet node_set() const { return NodeSet::first(static_cast<unsigned>(nodes.size())); }
};

}  // namespace xvm::agent
