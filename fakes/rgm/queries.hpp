// fakes/rgm/queries.hpp
//
// Purpose: what the scha_* commands answer, derived from a state (facts: GDS, section 6.4).
// Thread rule: re-entrant; read their argument only.
//
//   rg_state(s, group, node)       // scha_resourcegroup_get -O RG_STATE_NODE
//   target_nodes(s, group)         // scha_resourcegroup_get -O TARGET_NODES
#pragma once

#include "fakes/rgm/state.hpp"

namespace xvm::fakes::rgm {

template <class S>
constexpr RgState rg_state(const S& s, GroupId g, NodeId n) {
  if (!s.groups[index(g)].config.managed) return RgState::unmanaged;
  return s.cells[index(g)][xvm::index(n)].rg;
}

template <class S>
constexpr ResourceState resource_state(const S& s, GroupId g, NodeId n) {
  return s.cells[index(g)][xvm::index(n)].resource;
}

// The first line of STATUS_NODE; the message is the executor's.
template <class S>
constexpr Status status(const S& s, GroupId g, NodeId n) {
  return s.cells[index(g)][xvm::index(n)].status;
}

template <class S>
constexpr bool on_off_switch(const S& s, GroupId g) {
  return s.groups[index(g)].enabled;
}

template <class S>
constexpr bool monitored_switch(const S& s, GroupId g) {
  return s.groups[index(g)].monitored;
}

// NODESTATE_NODE knows UP and DOWN only; a node is a member while its BOOT methods run.
template <class S>
constexpr bool node_is_up(const S& s, NodeId n) {
  return s.nodes[xvm::index(n)].state != NodeState::down;
}

template <class S>
constexpr NodeSet members(const S& s) {
  NodeSet up;
  for (unsigned n = 0; n < S::node_capacity; ++n) {
    if (node_is_up(s, NodeId{static_cast<std::uint8_t>(n)})) {
      up = up.with(NodeId{static_cast<std::uint8_t>(n)});
    }
  }
  return up;
}

struct TargetNodesAnswer {
  bool available = true;  // false: the cluster is too old to know the tag
  NodeId node = NodeId::none;
  friend constexpr bool operator==(const TargetNodesAnswer&, const TargetNodesAnswer&) = default;
};

// Valid while the group is PENDING_OFFLINE on its master or PENDING_ONLINE on the target, else
// empty (facts: GDS, section 7.2).
template <class S>
constexpr TargetNodesAnswer target_nodes(const S& s, GroupId g) {
  const Group& group = s.groups[index(g)];
  if (!s.rules.target_nodes) return {false, NodeId::none};
  if (group.master == NodeId::none) return {};
  const RgState at_master = s.cells[index(g)][xvm::index(group.master)].rg;
  if (at_master == RgState::pending_offline) return {true, group.target};
  if (at_master == RgState::pending_online && group.target == group.master) {
    return {true, group.target};
  }
  return {};
}

// Where a method of the group's resource runs now, probes included.
template <class S>
constexpr NodeSet method_nodes(const S& s, GroupId g) {
  NodeSet nodes;
  for (unsigned n = 0; n < S::node_capacity; ++n) {
    const Cell& cell = s.cells[index(g)][n];
    if (cell.running != Method::none || cell.probing || cell.command_running) {
      nodes = nodes.with(NodeId{static_cast<std::uint8_t>(n)});
    }
  }
  return nodes;
}

}  // namespace xvm::fakes::rgm
