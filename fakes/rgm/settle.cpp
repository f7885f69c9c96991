#include "fakes/rgm/eligibility.hpp"
#include "fakes/rgm/machine.hpp"

namespace xvm::fakes::rgm {
namespace {

bool quiet(const Machine& m, GroupId g, NodeId n) {
  const Cell& cell = m.v.cell(g, n);
  return cell.running == Method::none && !cell.probing;
}

// STOP waits for the monitor's death and for a VALIDATE that runs there.
bool go_on_stopping(Machine& m, GroupId g) {
  const Group& group = m.v.group(g);
  const Cell& cell = m.v.cell(g, group.master);
  if (!quiet(m, g, group.master)) return false;
  if (cell.resource == ResourceState::offline) {  // disabled: there is nothing to stop
    left(m, g);
    return true;
  }
  launch(m, g, group.master, Method::stop);
  return true;
}

bool go_on_starting(Machine& m, GroupId g) {
  const NodeId n = m.v.group(g).master;
  if (!quiet(m, g, n) || m.v.cell(g, n).command_running) return false;
  launch(m, g, n, Method::start);
  return true;
}

bool go_on_evicting(Machine& m, GroupId g) {
  const Group& group = m.v.group(g);
  if (group.quiescing) {
    give_up_eviction(m, g, Why::quiesced);
  } else if (!heading_holds(m.v, g)) {
    const bool up = node_takes_groups(m.v, group.heading);
    give_up_eviction(m, g, up ? Why::evicted_group_failed : Why::node_not_up);
  } else if (!must_make_room(m.v, g, group.heading)) {
    begin_stopping(m, g);
  } else {
    return false;
  }
  return true;
}

bool go_on_making_room(Machine& m, GroupId g) {
  const NodeId n = m.v.group(g).heading;
  if (m.v.group(g).quiescing || !heading_holds(m.v, g)) {
    place(m, g);
    return true;
  }
  if (must_make_room(m.v, g, n)) return false;
  if (!quiet(m, g, n) || m.v.cell(g, n).command_running) return false;
  try_start(m, g);
  return true;
}

// Section 7.8: the strong affinities of a group that is online.
Cause reason_to_leave(const Machine& m, GroupId g) {
  const Group& group = m.v.group(g);
  for (unsigned i = 0; i < group.config.affinity_count; ++i) {
    const AffinityTo& a = group.config.affinities[i];
    if (a.kind == Affinity::strong_negative && presses(m.v, a.target, group.master)) {
      return Cause::evict;
    }
    if (declares_strong_positive(m.v, g, a.target) && !keeps_company(m.v, a.target, group.master)) {
      return Cause::affinity;
    }
  }
  return Cause::none;
}

bool leave_if_due(Machine& m, GroupId g) {
  Group& group = m.v.group(g);
  if (!group.leave_due) return false;
  group.leave_due = false;
  const bool there = group.master != NodeId::none && m.v.node(group.master).evacuated;
  if (there && rests_online(m, g)) {
    begin_move(m, g, Cause::evacuate, NodeId::none, NodeId::none);
  } else {
    finish_command(m, g, there ? SchaErr::fail : SchaErr::noerr,
                   there ? Why::stop_failed : Why::done, group.master);
  }
  return true;
}

// ... of the nodes that the group likes better than the one of that rank.
bool a_node_boots(const Machine& m, GroupId g, unsigned below_rank) {
  const GroupConfig& c = m.v.group(g).config;
  for (unsigned i = 0; i < c.node_count && i < below_rank; ++i) {
    if (m.v.node(c.node_list[i]).state == NodeState::booting) return true;
  }
  return false;
}

bool fail_back(Machine& m, GroupId g) {
  Group& group = m.v.group(g);
  if (!group.failback_due || group.check != Check::none) return false;
  const unsigned here = rank(group.config, group.master);
  if (a_node_boots(m, g, here)) return false;
  group.failback_due = false;
  const NodeId to = best_node(m.v, g);
  if (group.suspended || to == NodeId::none || rank(group.config, to) >= here) return false;
  begin_move(m, g, Cause::failback, to, to);
  return true;
}

bool start_somewhere(Machine& m, GroupId g) {
  Group& group = m.v.group(g);
  group.failback_due = false;
  if (!group.wanted || !group.config.managed || group.suspended) return false;
  if (group.fresh && a_node_boots(m, g, not_in_list)) return false;
  const NodeId n = best_node(m.v, g);
  if (n == NodeId::none) return false;
  group.cause = Cause::start;
  group.heading = n;
  group.phase = Phase::making_room;
  return true;
}

bool leave_idleness(Machine& m, GroupId g) {
  Group& group = m.v.group(g);
  if (group.quiescing) {
    group.quiescing = false;
    answer(m, group.quiesce_command, SchaErr::noerr, Why::done, g, group.master);
    group.quiesce_command = CommandId::none;
    return true;
  }
  if (leave_if_due(m, g)) return true;
  if (group.master == NodeId::none) return start_somewhere(m, g);
  if (!rests_online(m, g)) return false;
  const Cause cause = reason_to_leave(m, g);
  if (cause == Cause::none) return fail_back(m, g);
  begin_move(m, g, cause, NodeId::none, NodeId::none);
  return true;
}

bool progress(Machine& m, GroupId g) {
  switch (m.v.group(g).phase) {
    case Phase::idle: return leave_idleness(m, g);
    case Phase::evicting: return go_on_evicting(m, g);
    case Phase::making_room: return go_on_making_room(m, g);
    case Phase::stopping:
    case Phase::restart_stop:
    case Phase::disabling: return go_on_stopping(m, g);
    case Phase::starting:
    case Phase::restart_start:
    case Phase::enabling: return go_on_starting(m, g);
    case Phase::between:
    case Phase::rebooting: return false;
  }
  return false;
}

}  // namespace

// Ends: a group goes a handful of phases at most until it waits for an event, and strong
// affinities, which make one group's phase follow another's, have no circle.
void settle(Machine& m) {
  for (bool again = true; again;) {
    again = false;
    for (unsigned i = 0; i < m.v.group_capacity; ++i) {
      if (m.v.has(group_at(i))) again = progress(m, group_at(i)) || again;
    }
  }
}

}  // namespace xvm::fakes::rgm
