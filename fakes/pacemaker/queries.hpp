// fakes/pacemaker/queries.hpp
//
// Purpose: what crm_mon and crm_resource answer, derived from a state.
// Thread rule: re-entrant; read their argument only.
//
//   started_on(s, resource)        // nodes where it is "Started", UNCLEAN ones included
//   members(s)                     // "Online", as the quorate side sees it
#pragma once

#include "fakes/pacemaker/state.hpp"

namespace xvm::fakes::pacemaker {

template <class S>
constexpr bool is_online(const S& s, NodeId n, unsigned side = 0) {
  return s.parts[side].members.contains(n) && s.nodes[xvm::index(n)].state == NodeState::online;
}

template <class S>
constexpr NodeSet members(const S& s, unsigned side = 0) {
  NodeSet online;
  for (const NodeId n : s.parts[side].members) {
    if (is_online(s, n, side)) online = online.with(n);
  }
  return online;
}

template <class S>
constexpr NodeSet started_on(const S& s, ResourceId r, unsigned side = 0) {
  NodeSet nodes;
  for (unsigned i = 0; i < S::node_capacity; ++i) {
    const NodeId n{static_cast<std::uint8_t>(i)};
    const Cell& cell = s.cells[index(r)][i];
    const bool here = s.parts[side].members.contains(n);
    const bool lost = s.nodes[i].unclean;
    const bool started = (here ? cell.role : cell.seen) == Role::started && !cell.absent;
    if (started && (here || lost)) nodes = nodes.with(n);
  }
  return nodes;
}

template <class S>
constexpr bool is_unclean(const S& s, NodeId n) {
  return s.nodes[xvm::index(n)].unclean;
}

// Where an action of the resource's agent runs now.
template <class S>
constexpr NodeSet action_nodes(const S& s, ResourceId r) {
  NodeSet nodes;
  for (unsigned i = 0; i < S::node_capacity; ++i) {
    if (s.cells[index(r)][i].running == Op::none) continue;
    nodes = nodes.with(NodeId{static_cast<std::uint8_t>(i)});
  }
  return nodes;
}

}  // namespace xvm::fakes::pacemaker
