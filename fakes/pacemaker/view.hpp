// fakes/pacemaker/view.hpp
//
// Purpose: a state of any capacity, seen by the one compiled step function. Lives for one step.
// Thread rule: as the state it looks at.
//
//   View v = view_of(state);
//   v.cell(ResourceId{0}, NodeId{1}).role
#pragma once

#include "fakes/pacemaker/state.hpp"

namespace xvm::fakes::pacemaker {

struct View {
  Resource* resources;
  Cell* cells;
  Plan* plans;
  Node* nodes;
  Side* parts;
  const ClusterConfig* cluster;
  std::uint32_t* last_order;
  std::uint8_t resource_capacity;
  std::uint8_t node_capacity;

  Resource& resource(ResourceId r) const { return resources[index(r)]; }
  const ResourceConfig& config(ResourceId r) const { return resource(r).config; }
  Node& node(NodeId n) const { return nodes[xvm::index(n)]; }
  Cell& cell(ResourceId r, NodeId n) const {
    return cells[index(r) * std::size_t{node_capacity} + xvm::index(n)];
  }
  Plan& plan(unsigned side, ResourceId r) const {
    return plans[side * std::size_t{resource_capacity} + index(r)];
  }
  bool has(ResourceId r) const { return index(r) < resource_capacity && config(r).exists; }
  bool has(NodeId n) const {
    return xvm::index(n) < node_capacity && xvm::index(n) < cluster->node_count;
  }
};

template <unsigned Nodes, unsigned Resources>
View view_of(StateOf<Nodes, Resources>& s) {
  return {s.resources.data(),
          s.cells.data()->data(),
          s.plans.data()->data(),
          s.nodes.data(),
          s.parts.data(),
          &s.cluster,
          &s.last_order,
          Resources,
          Nodes};
}

}  // namespace xvm::fakes::pacemaker
