#include "fakes/rgm/eligibility.hpp"
#include "fakes/rgm/machine.hpp"

namespace xvm::fakes::rgm {
namespace {

NodeSet eligible_nodes(const Machine& m, GroupId g) {
  NodeSet nodes;
  for (unsigned i = 0; i < m.v.node_capacity; ++i) {
    if (eligible(m.v, g, node_at(i))) nodes = nodes.with(node_at(i));
  }
  return nodes;
}

// The group that `g` leaves its failover to (+++), or none.
GroupId delegate_of(const Machine& m, GroupId g) {
  for (unsigned i = 0; i < m.v.group_capacity; ++i) {
    const GroupId other = group_at(i);
    if (!m.v.has(other) || !declares(m.v, g, Affinity::strong_positive_delegating, other)) continue;
    if (m.v.group(other).master == m.v.group(g).master) return other;
  }
  return GroupId::none;
}

void refuse(Machine& m, GroupId g, Check check, CommandId id) {
  if (check == Check::monitor_giveover) return on_monitor_giveover_refused(m, g);
  answer(m, id, SchaErr::checks, Why::no_eligible_node, g, NodeId::none);
}

// No MONITOR_CHECK: that would ask for the other group's resource, which is sound.
void delegate(Machine& m, GroupId g, GroupId other, Check check, CommandId id) {
  const NodeId from = m.v.group(g).master;
  Group& leader = m.v.group(other);
  const NodeId to = best_node(m.v, other, every_node.without(from));
  if (to == NodeId::none || !giveover_allowed(m, other)) return refuse(m, g, check, id);
  if (check == Check::call_check) return answer(m, id, SchaErr::noerr, Why::done, g, from);
  if (check == Check::monitor_giveover)
    monitor_sleeps(m, g, from);  // should the move come to nothing
  leader.command = id;
  begin_move(m, other, Cause::giveover, to, to);
}

void accept(Machine& m, GroupId g, Check check, CommandId id, NodeId to) {
  if (check == Check::call_check) return answer(m, id, SchaErr::noerr, Why::done, g, to);
  m.v.group(g).command = id;
  begin_move(m, g, Cause::giveover, to, to);
}

}  // namespace

bool giveover_allowed(const Machine& m, GroupId g) {
  const Group& group = m.v.group(g);
  return rests_online(m, g) && group.check == Check::none && !group.suspended &&
         group.config.failover_mode != FailoverMode::restart_only &&
         group.config.failover_mode != FailoverMode::log_only;
}

void begin_check(Machine& m, GroupId g, Check check, CommandId id) {
  Group& group = m.v.group(g);
  const GroupId other = delegate_of(m, g);
  if (other != GroupId::none) return delegate(m, g, other, check, id);
  group.check = check;
  group.check_command = id;
  group.candidates = eligible_nodes(m, g).without(group.master);
  next_candidate(m, g);
}

void next_candidate(Machine& m, GroupId g) {
  Group& group = m.v.group(g);
  group.checked = NodeId::none;
  for (;;) {
    const NodeId n = best_node(m.v, g, group.candidates);
    if (n == NodeId::none) break;
    group.candidates = group.candidates.without(n);
    if (m.v.cell(g, n).running != Method::none) continue;
    group.checked = n;
    return launch(m, g, n, Method::monitor_check);
  }
  const Check check = group.check;
  const CommandId id = group.check_command;
  group.check = Check::none;
  group.check_command = CommandId::none;
  group.candidates = {};
  refuse(m, g, check, id);
}

void cancel_check(Machine& m, GroupId g, Why why) {
  Group& group = m.v.group(g);
  if (group.check == Check::none) return;
  const NodeId n = group.checked;
  answer(m, group.check_command, SchaErr::checks, why, g, n);
  group.check = Check::none;
  group.check_command = CommandId::none;
  group.candidates = {};
  group.checked = NodeId::none;
  if (n != NodeId::none) kill_method(m, g, n);
}

void on_check_ended(Machine& m, GroupId g, NodeId n, bool ok) {
  Group& group = m.v.group(g);
  if (group.checked != n) return;  // cancelled
  if (!ok || !eligible(m.v, g, n)) return next_candidate(m, g);
  const Check check = group.check;
  const CommandId id = group.check_command;
  group.check = Check::none;
  group.check_command = CommandId::none;
  group.checked = NodeId::none;
  group.candidates = {};
  accept(m, g, check, id, n);
}

}  // namespace xvm::fakes::rgm
