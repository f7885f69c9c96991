#include "fakes/rgm/eligibility.hpp"
#include "fakes/rgm/machine.hpp"

namespace xvm::fakes::rgm {
namespace {

void forget_cell(Machine& m, GroupId g, NodeId n) {
  Cell& cell = m.v.cell(g, n);
  if (cell.running != Method::none) m.out.push(Cancel{{TimerName::method, g, n}});
  if (cell.running == Method::start) m.out.push(Cancel{{TimerName::start_wait, g, n}});
  if (cell.probing) m.out.push(Cancel{{TimerName::probe, g, n}});
  if (cell.resource == ResourceState::online) m.out.push(Cancel{{TimerName::probe_due, g, n}});
  if (cell.pingpong) m.out.push(Cancel{{TimerName::pingpong, g, n}});
  set_rg(m, g, n, RgState::offline);
  cell = Cell{};
}

void lost_at_rest(Machine& m, GroupId g, NodeId n) {
  Group& group = m.v.group(g);
  const bool disabling = group.phase == Phase::disabling;
  forget_monitor(m, g);
  group.master = NodeId::none;
  come_to_rest(m, g);
  finish_command(m, g, disabling ? SchaErr::noerr : SchaErr::fail,
                 disabling ? Why::done : Why::node_died, n);
}

// The node that the group was on died: no STOP; the next node of the list takes over.
void lost(Machine& m, GroupId g, NodeId n) {
  Group& group = m.v.group(g);
  cancel_check(m, g, Why::node_died);
  switch (group.phase) {
    case Phase::evicting:
    case Phase::stopping: return left(m, g);
    case Phase::rebooting:
      if (group.cause == Cause::disable || group.cause == Cause::call_restart) {
        group.cause = Cause::node_death;
      }
      return left(m, g);
    case Phase::starting:
      if (group.so_far == Why::done) group.so_far = Why::node_died;
      group.heading = group.target = NodeId::none;
      group.cause = Cause::node_death;
      return left(m, g);
    default: return lost_at_rest(m, g, n);
  }
}

void node_gone(Machine& m, GroupId g, NodeId n) {
  const bool was_validating = m.v.group(g).validating.contains(n);
  forget_cell(m, g, n);
  if (m.v.group(g).master == n) lost(m, g, n);
  if (m.v.group(g).checked == n) next_candidate(m, g);
  if (was_validating) on_validated(m, g, n, true);
}

bool has_boot(const GroupConfig& c, NodeId n) {
  return c.managed && c.has_boot && c.form == Form::own_methods && rank(c, n) != not_in_list;
}

void becomes_up(Machine& m, NodeId n) {
  m.v.node(n).state = NodeState::up;
  log(m, Line::node_up, GroupId::none, n);
}

void join(Machine& m, NodeId n) {
  m.v.node(n) = Node{.state = NodeState::booting};
  bool boots = false;
  for (unsigned i = 0; i < m.v.group_capacity; ++i) {
    const GroupId g = group_at(i);
    if (!m.v.has(g)) continue;
    Group& group = m.v.group(g);
    if (group.config.failback) group.failback_due = true;
    if (!has_boot(group.config, n)) continue;
    launch(m, g, n, Method::boot);
    boots = true;
  }
  if (!boots) becomes_up(m, n);
}

bool cluster_is_down(const Machine& m) {
  for (unsigned i = 0; i < m.v.node_capacity; ++i) {
    if (m.v.nodes[i].state != NodeState::down) return false;
  }
  return true;
}

}  // namespace

void on_node_died(Machine& m, const NodeDied& e) {
  Node& node = m.v.node(e.node);
  if (node.state == NodeState::down) return log(m, Line::unexpected, GroupId::none, e.node);
  log(m, Line::node_down, GroupId::none, e.node, Method::none, static_cast<unsigned>(e.how));
  if (node.evacuated) m.out.push(Cancel{{TimerName::evacuated, GroupId::none, e.node}});
  node = Node{};
  for (unsigned i = 0; i < m.v.group_capacity; ++i) {
    if (m.v.has(group_at(i))) node_gone(m, group_at(i), e.node);
  }
}

void on_nodes_joined(Machine& m, const NodesJoined& e) {
  const bool formed = cluster_is_down(m);
  for (unsigned i = 0; formed && i < m.v.group_capacity; ++i) m.v.groups[i].fresh = true;
  for (NodeId n : e.nodes) {
    if (m.v.has(n) && m.v.node(n).state == NodeState::down) {
      join(m, n);
    } else {
      log(m, Line::unexpected, GroupId::none, n);
    }
  }
}

// A BOOT that failed is logged; it keeps nothing from being started.
void on_booted(Machine& m, GroupId, NodeId n) {
  for (unsigned i = 0; i < m.v.group_capacity; ++i) {
    if (m.v.has(group_at(i)) && m.v.cell(group_at(i), n).running == Method::boot) return;
  }
  becomes_up(m, n);
}

}  // namespace xvm::fakes::rgm
