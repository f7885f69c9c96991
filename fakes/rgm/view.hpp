// fakes/rgm/view.hpp
//
// Purpose: a state of any capacity, seen by the one compiled step function. Lives for one step.
// Thread rule: as the state it looks at.
//
//   View v = view_of(state);
//   v.cell(GroupId{0}, NodeId{1}).rg
#pragma once

#include "fakes/rgm/state.hpp"

namespace xvm::fakes::rgm {

struct View {
  Group* groups;
  Cell* cells;
  Node* nodes;
  const Rules* rules;
  std::uint8_t group_capacity;
  std::uint8_t node_capacity;

  Group& group(GroupId g) const { return groups[index(g)]; }
  Node& node(NodeId n) const { return nodes[xvm::index(n)]; }
  Cell& cell(GroupId g, NodeId n) const {
    return cells[index(g) * std::size_t{node_capacity} + xvm::index(n)];
  }
  bool has(GroupId g) const { return index(g) < group_capacity && group(g).config.exists; }
  bool has(NodeId n) const { return xvm::index(n) < node_capacity; }
};

template <unsigned Nodes, unsigned Groups>
View view_of(StateOf<Nodes, Groups>& s) {
  return {s.groups.data(), s.cells.data()->data(), s.nodes.data(), &s.rules, Groups, Nodes};
}

}  // namespace xvm::fakes::rgm
