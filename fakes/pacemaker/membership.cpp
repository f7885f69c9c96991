// Corosync's membership and votes, and the designated controller of each side.
#include "fakes/pacemaker/machine.hpp"

namespace xvm::fakes::pacemaker {
namespace {

void count_votes(Machine& m, unsigned side) {
  Side& s = m.v.parts[side];
  const ClusterConfig& c = *m.v.cluster;
  const unsigned votes = static_cast<unsigned>(s.members.size());
  bool seen_all = false;
  for (const NodeId n : s.members) {
    if (votes == c.node_count) m.v.node(n).seen_all = true;
    seen_all = seen_all || m.v.node(n).seen_all;
  }
  const bool pair = c.two_node && c.node_count == 2;
  const bool enough = votes * 2 > c.node_count || (pair && votes > 0);
  const bool quorate = enough && (seen_all || !(c.wait_for_all || pair));
  if (quorate != s.quorate) {
    log(m, quorate ? Line::quorum_acquired : Line::quorum_lost, ResourceId::none, s.dc);
  }
  s.quorate = quorate;
}

void keep_a_dc(Machine& m, unsigned side) {
  Side& s = m.v.parts[side];
  if (s.members.contains(s.dc)) return;
  s.dc = NodeId::none;
  for (const NodeId n : s.members) {
    if (s.dc == NodeId::none) s.dc = n;
  }
  restart_as_new_dc(m, side);
}

void wait_for_join(Machine& m, unsigned side) {
  m.v.parts[side].joining = true;
  arm(m, {TimerName::join, ResourceId::none, NodeId::none, static_cast<std::uint8_t>(side)},
      m.v.cluster->join_ms);
}

// Those who lose sight of the node keep what they knew of it.
void remember(Machine& m, NodeId n) {
  for (unsigned i = 0; i < m.v.resource_capacity; ++i) {
    if (!m.v.has(resource_at(i))) continue;
    Cell& cell = m.v.cell(resource_at(i), n);
    cell.seen = cell.role;
  }
}

void forget_node(Machine& m, NodeId n, bool keep_seen = false) {
  for (unsigned i = 0; i < m.v.resource_capacity; ++i) {
    if (!m.v.has(resource_at(i))) continue;
    Cell& cell = m.v.cell(resource_at(i), n);
    const Role seen = cell.seen;
    forget(cell);
    if (keep_seen) cell.seen = seen;
  }
}

// Nobody is left that could take the others for lost.
void if_alone_all_are_clean(Machine& m, unsigned side) {
  if (!m.v.parts[1 - side].members.empty()) return;
  for (const NodeId n : m.v.parts[side].members) m.v.node(n).unclean = false;
}

void leave_side(Machine& m, NodeId n) {
  Node& node = m.v.node(n);
  if (node.side == no_side) return;
  const unsigned side = node.side;
  drop_operations(m, n);
  m.v.parts[side].members = m.v.parts[side].members.without(n);
  node.side = no_side;
  node.state = NodeState::down;
  keep_a_dc(m, side);
  count_votes(m, side);
  if_alone_all_are_clean(m, 1 - side);
}

// A request for a reset of n needs no answer any more.
void fencing_is_over(Machine& m, NodeId n) {
  for (unsigned side = 0; side < sides; ++side) {
    Side& s = m.v.parts[side];
    if (s.fences_fired.contains(n)) --s.in_flight;
    s.fences = s.fences.without(n);
    s.fences_fired = s.fences_fired.without(n);
    s.fences_failed = s.fences_failed.without(n);
  }
  m.v.node(n).fenced = false;
  m.v.node(n).fence_failed = 0;
  cancel(m, {TimerName::fence_again, ResourceId::none, n});
}

// The new membership leaves out all that are silent by now, whenever that began.
void lose_silent_nodes(Machine& m, unsigned side) {
  NodeSet lost;
  for (const NodeId n : m.v.parts[side].members) {
    if (m.v.node(n).silent) lost = lost.with(n);
  }
  if (lost.empty()) return;
  for (const NodeId n : lost) {
    log(m, Line::node_lost, ResourceId::none, n);
    cancel(m, {TimerName::token, ResourceId::none, n});
    remember(m, n);
    leave_side(m, n);
    m.v.node(n).unclean = true;
  }
  abort_transition(m, side);
  for (const NodeId n : lost) {
    if (m.v.node(n).fenced) terminated(m, n);
  }
  proceed(m, side);
}

// Each side starts anew with what it knows; the smaller half elects a controller first.
void part_now(Machine& m) {
  NodeSet moving;
  for (const NodeId n : m.v.parts[0].members) {
    if (m.v.node(n).parted_to == 1 && !m.v.node(n).silent) moving = moving.with(n);
  }
  if (moving.empty()) return;
  Side& stays = m.v.parts[0];
  for (const NodeId n : stays.members) {
    remember(m, n);
    m.v.node(n).unclean = true;
    if (moving.contains(n)) log(m, Line::node_lost, ResourceId::none, n);
  }
  restart_as_new_dc(m, 0);
  Side& leaves = m.v.parts[1];
  const bool joined_others = !leaves.members.empty();
  leaves.members = leaves.members | moving;
  stays.members = stays.members.without(moving);
  for (const NodeId n : moving) m.v.node(n).side = 1;
  if (!joined_others) leaves.dc = moving.contains(stays.dc) ? stays.dc : NodeId::none;
  const bool stay_elects = moving.contains(stays.dc);
  for (unsigned side = 0; side < sides; ++side) {
    keep_a_dc(m, side);
    count_votes(m, side);
    if_alone_all_are_clean(m, side);
  }
  if (stay_elects) wait_for_join(m, 0);
  if (!stay_elects || joined_others) wait_for_join(m, 1);
  for (unsigned side = 0; side < sides; ++side) {
    abort_transition(m, side);
    proceed(m, side);
  }
}

}  // namespace

void terminated(Machine& m, NodeId n) {
  const unsigned was_on = m.v.node(n).side;
  log(m, Line::node_terminated, ResourceId::none, n);
  leave_side(m, n);
  forget_node(m, n);
  m.v.node(n).unclean = false;
  cancel(m, {TimerName::token, ResourceId::none, n});
  fencing_is_over(m, n);
  for (unsigned side = 0; side < sides; ++side) {
    if (side == was_on) abort_transition(m, side);
    proceed(m, side);
  }
}

void on_node_lost(Machine& m, NodeId n) {
  Node& node = m.v.node(n);
  if (node.side == no_side) return;  // nobody counts it as a member
  node.silent = true;                // its executor is silent too
  for (unsigned i = 0; i < m.v.resource_capacity; ++i) {
    if (!m.v.has(resource_at(i))) continue;
    cancel(m, {TimerName::monitor_due, resource_at(i), n});
    cancel(m, {TimerName::operation, resource_at(i), n});
  }
  if (m.v.parts[node.side].members == NodeSet::of(n)) return lose_silent_nodes(m, node.side);
  arm(m, {TimerName::token, ResourceId::none, n}, detection_ms(*m.v.cluster));
}

void on_token_over(Machine& m, NodeId n) {
  const unsigned side = m.v.node(n).side;
  if (side == no_side) return;
  lose_silent_nodes(m, side);
  if (side == 0) part_now(m);
}

void on_parted(Machine& m, const Parted& e) {
  for (const NodeId n : e.nodes) {
    if (!m.v.has(n)) continue;
    Node& node = m.v.node(n);
    if (node.side != 0) continue;
    node.parted_to = 1;
    arm(m, {TimerName::token, ResourceId::none, n}, detection_ms(*m.v.cluster));
  }
}

void on_healed(Machine& m) {
  for (unsigned i = 0; i < m.v.cluster->node_count; ++i) {
    Node& node = m.v.node(node_at(i));
    node.parted_to = 0;
    if (node.side == 0 && !node.silent) cancel(m, {TimerName::token, ResourceId::none, node_at(i)});
  }
  Side& other = m.v.parts[1];
  Side& s = m.v.parts[0];
  if (other.members.empty()) return;
  restart_as_new_dc(m, 0);
  restart_as_new_dc(m, 1);
  for (const NodeId n : other.members) m.v.node(n).side = 0;
  if (s.members.empty()) s.dc = other.dc;
  s.members = s.members | other.members;
  other = Side{};
  cancel(m, {TimerName::join, ResourceId::none, NodeId::none, 1});
  for (const NodeId n : s.members) {
    fencing_is_over(m, n);
    m.v.node(n).unclean = false;
  }
  count_votes(m, 0);
  wait_for_join(m, 0);
}

namespace {

// It booted before the others missed it: they learn of both at once.
void leave_unnoticed(Machine& m, NodeId n, bool alone) {
  Node& node = m.v.node(n);
  const unsigned before = node.side;
  if (before == no_side) return;
  remember(m, n);
  leave_side(m, n);
  node.unclean = alone && !node.fenced;
  abort_transition(m, before);
}

}  // namespace

void on_node_joined(Machine& m, const NodeJoined& e) {
  Node& node = m.v.node(e.node);
  leave_unnoticed(m, e.node, e.alone);
  cancel(m, {TimerName::token, ResourceId::none, e.node});
  fencing_is_over(m, e.node);
  forget_node(m, e.node, /*keep_seen=*/e.alone && node.unclean);
  const unsigned side = e.alone ? 1 : 0;
  node.side = static_cast<std::uint8_t>(side);
  node.parted_to = node.side;
  node.state = NodeState::joining;
  node.unclean = e.alone && node.unclean;  // the others do not hear of it
  node.silent = node.respawned = node.seen_all = false;
  Side& s = m.v.parts[side];
  s.members = s.members.with(e.node);
  log(m, Line::node_joined, ResourceId::none, e.node);
  keep_a_dc(m, side);
  count_votes(m, side);
  abort_transition(m, side);
  wait_for_join(m, side);
  proceed(m, 1 - side);
}

void on_join_over(Machine& m, unsigned side) {
  Side& s = m.v.parts[side];
  s.joining = false;
  for (const NodeId n : s.members) {
    if (!m.v.node(n).silent) m.v.node(n).state = NodeState::online;
  }
  abort_transition(m, side);
  proceed(m, side);
}

void on_respawned(Machine& m, const Respawned& e) {
  Node& node = m.v.node(e.node);
  if (e.daemon == Daemon::pacemakerd || node.side == no_side) return;  // nothing visible
  const unsigned side = node.side;
  for (unsigned i = 0; i < m.v.resource_capacity; ++i) {
    if (m.v.has(resource_at(i))) stop_monitoring(m, resource_at(i), e.node);
  }
  forget_node(m, e.node);
  node.respawned = true;
  node.state = NodeState::joining;
  if (m.v.parts[side].dc == e.node) {
    m.v.parts[side].dc = NodeId::none;
    keep_a_dc(m, side);
  }
  abort_transition(m, side);
  wait_for_join(m, side);
}

}  // namespace xvm::fakes::pacemaker
