#include "fakes/rgm/eligibility.hpp"
#include "fakes/rgm/machine.hpp"

namespace xvm::fakes::rgm {
namespace {

// What a command on one group meets.
struct Ask {
  Machine& m;
  CommandId id;
  GroupId g;

  Group& group() const { return m.v.group(g); }
  void refuse(SchaErr err, Why why, NodeId n = NodeId::none) const {
    answer(m, id, err, why, g, n);
  }
  void done(Why why = Why::done, NodeId n = NodeId::none) const {
    answer(m, id, SchaErr::noerr, why, g, n);
  }
  bool stop_failed_somewhere() const {
    const NodeId n = group().master;
    return n != NodeId::none && m.v.cell(g, n).rg == RgState::error_stop_failed;
  }
  // Between two nodes the group may be sent elsewhere: the earlier command is overridden.
  bool on_its_way() const {
    const Phase phase = group().phase;
    return !group().quiescing && !group().leave_due && group().cause != Cause::offline &&
           (phase == Phase::evicting || phase == Phase::stopping || phase == Phase::between ||
            phase == Phase::making_room);
  }
  bool busy() const { return !on_its_way() && !at_rest(m, g); }
  // The earlier command ends; a group that still waits for evictions is as if at rest again.
  void override_earlier() const {
    if (group().phase == Phase::evicting) return give_up_eviction(m, g, Why::overridden);
    finish_command(m, g, SchaErr::fail, Why::overridden);
  }
};

bool refuse_busy(const Ask& ask) {
  if (ask.stop_failed_somewhere()) {
    ask.refuse(SchaErr::state, Why::stop_failed, ask.group().master);
    return true;
  }
  if (!ask.busy()) return false;
  ask.refuse(SchaErr::state, Why::group_busy);
  return true;
}

bool being_evacuated(const Machine& m, NodeId n) {
  for (unsigned i = 0; i < m.v.group_capacity; ++i) {
    const Group& group = m.v.groups[i];
    if (group.master == n && (group.leave_due || group.cause == Cause::evacuate)) return true;
  }
  return false;
}

bool refuse_node(const Ask& ask, NodeId n) {
  const View& v = ask.m.v;
  if (!v.has(n) || rank(ask.group().config, n) == not_in_list) {
    ask.refuse(SchaErr::node, Why::node_not_in_list, n);
  } else if (!node_takes_groups(v, n)) {
    ask.refuse(SchaErr::node, Why::node_not_up, n);
  } else if (being_evacuated(ask.m, n)) {
    ask.refuse(SchaErr::node, Why::node_evacuated, n);
  } else if (!affinities_allow(v, ask.g, n)) {
    ask.refuse(SchaErr::depend, Why::affinity_forbids, n);
  } else {
    return false;
  }
  return true;
}

void go_to(const Ask& ask, Cause cause, NodeId to) {
  Group& group = ask.group();
  ask.override_earlier();
  group.command = ask.id;
  group.wanted = true;
  if (group.master != NodeId::none) return begin_move(ask.m, ask.g, cause, to, to);
  ask.m.out.push(Cancel{{TimerName::next_step, ask.g}});
  group.cause = cause;
  group.target = group.heading = to;
  group.phase = Phase::making_room;
}

void switch_to(const Ask& ask, NodeId to) {
  if (refuse_busy(ask) || refuse_node(ask, to)) return;
  if (ask.group().master == to && at_rest(ask.m, ask.g)) {
    return ask.done(Why::nothing_to_do, to);
  }
  if (ask.m.v.node(to).evacuated) {  // the administrator's wish ends the time of -T
    ask.m.v.node(to).evacuated = false;
    ask.m.out.push(Cancel{{TimerName::evacuated, GroupId::none, to}});
  }
  go_to(ask, Cause::switch_to, to);
}

void online(const Ask& ask) {
  const Group& group = ask.group();
  if (refuse_busy(ask)) return;
  if (group.master != NodeId::none && at_rest(ask.m, ask.g)) return ask.done(Why::nothing_to_do);
  if (group.master != NodeId::none) return ask.refuse(SchaErr::state, Why::group_busy);
  const NodeId to = best_node(ask.m.v, ask.g);
  ask.group().wanted = true;
  if (to == NodeId::none) return ask.refuse(SchaErr::fail, Why::no_eligible_node);
  go_to(ask, Cause::online, to);
}

void remaster(const Ask& ask) {
  const Group& group = ask.group();
  if (group.master == NodeId::none) return online(ask);
  if (refuse_busy(ask)) return;
  if (!at_rest(ask.m, ask.g)) return ask.refuse(SchaErr::state, Why::group_busy);
  const NodeId to = best_node(ask.m.v, ask.g);
  if (to == NodeId::none || to == group.master) return ask.done(Why::nothing_to_do, group.master);
  go_to(ask, Cause::remaster, to);
}

void offline(const Ask& ask) {
  Group& group = ask.group();
  if (refuse_busy(ask)) return;
  group.wanted = false;
  ask.override_earlier();
  if (group.master == NodeId::none) {
    ask.m.out.push(Cancel{{TimerName::next_step, ask.g}});
    come_to_rest(ask.m, ask.g);
    return ask.done();
  }
  group.command = ask.id;
  begin_move(ask.m, ask.g, Cause::offline, NodeId::none, NodeId::none);
}

void restart(const Ask& ask) {
  const NodeId here = ask.group().master;
  if (ask.stop_failed_somewhere()) return ask.refuse(SchaErr::state, Why::stop_failed, here);
  if (!rests_online(ask.m, ask.g)) return ask.refuse(SchaErr::state, Why::group_busy, here);
  const NodeId target = ask.m.v.rules->restart_names_self ? here : NodeId::none;
  ask.group().command = ask.id;
  begin_move(ask.m, ask.g, Cause::restart, target, here);
}

// Section 7.7: SIGKILL to Start and Stop (and to four methods that a guest resource has not).
void kill_running(Machine& m, GroupId g) {
  const NodeId n = m.v.group(g).master;
  if (n == NodeId::none) return;
  const Method running = m.v.cell(g, n).running;
  if (running == Method::start || running == Method::stop) kill_method(m, g, n);
}

void quiesce(const Ask& ask, bool kill) {
  Group& group = ask.group();
  if (group.quiescing) return ask.refuse(SchaErr::state, Why::group_busy);
  cancel_check(ask.m, ask.g, Why::quiesced);
  if (group.leave_due) {
    group.leave_due = false;
    finish_command(ask.m, ask.g, SchaErr::fail, Why::quiesced);
  }
  group.quiescing = true;
  group.quiesce_command = ask.id;
  if (group.phase == Phase::between) {
    ask.m.out.push(Cancel{{TimerName::next_step, ask.g}});
    place(ask.m, ask.g);
  }
  if (kill) kill_running(ask.m, ask.g);
}

// Bound for the node, or about to come up there: it goes elsewhere.
void turn_away(Machine& m, GroupId g, NodeId n) {
  Group& group = m.v.group(g);
  if (group.heading != n || group.master != NodeId::none) return;
  if (group.so_far == Why::done) group.so_far = Why::node_evacuated;
  group.heading = group.target = NodeId::none;
  if (group.phase == Phase::making_room) place(m, g);
}

Why evacuate_group(Machine& m, CommandId id, GroupId g, NodeId n) {
  Group& group = m.v.group(g);
  if (group.master != n) {
    turn_away(m, g, n);
    return Why::done;
  }
  const Ask ask{m, id, g};
  if (ask.stop_failed_somewhere()) return Why::stop_failed;
  const bool leaves_anyway = group.phase == Phase::stopping || group.phase == Phase::rebooting;
  if (group.quiescing || (leaves_anyway && group.cause == Cause::offline)) return Why::done;
  if (group.phase == Phase::evicting) give_up_eviction(m, g, Why::overridden);
  group.leave_due = false;  // of an earlier evacuation
  finish_command(m, g, SchaErr::fail, Why::overridden);
  group.command = id;
  if (rests_online(m, g) || group.phase == Phase::stopping) {
    begin_move(m, g, Cause::evacuate, NodeId::none, NodeId::none);
  } else if (group.phase != Phase::rebooting) {
    group.leave_due = true;
  }
  return Why::done;
}

void evacuate(Machine& m, const Command& c) {
  if (!m.v.has(c.node) || m.v.node(c.node).state == NodeState::down) {
    return answer(m, c.id, SchaErr::node, Why::node_not_up, GroupId::none, c.node);
  }
  m.v.node(c.node).evacuated = true;
  arm(m, {TimerName::evacuated, GroupId::none, c.node}, c.seconds);
  Why worst = Why::done;
  Group* carrier = nullptr;
  for (unsigned i = 0; i < m.v.group_capacity; ++i) {
    if (!m.v.has(group_at(i))) continue;
    const Why why = evacuate_group(m, c.id, group_at(i), c.node);
    if (worst == Why::done) worst = why;
    if (m.v.groups[i].command == c.id) carrier = &m.v.groups[i];
  }
  if (carrier == nullptr) {
    answer(m, c.id, worst == Why::done ? SchaErr::noerr : SchaErr::fail, worst, GroupId::none,
           c.node);
  } else if (carrier->so_far == Why::done) {
    carrier->so_far = worst;
  }
}

}  // namespace

void on_command(Machine& m, const Command& c) {
  if (c.verb == Verb::evacuate) return evacuate(m, c);
  if (!m.v.has(c.group)) {
    return answer(m, c.id, SchaErr::inval, Why::group_unknown, c.group, NodeId::none);
  }
  if (!m.v.group(c.group).config.managed) {
    return answer(m, c.id, SchaErr::state, Why::group_unmanaged, c.group, NodeId::none);
  }
  const Ask ask{m, c.id, c.group};
  switch (c.verb) {
    case Verb::switch_to: return switch_to(ask, c.node);
    case Verb::online: return online(ask);
    case Verb::offline: return offline(ask);
    case Verb::remaster: return remaster(ask);
    case Verb::restart: return restart(ask);
    case Verb::quiesce: return quiesce(ask, false);
    case Verb::quiesce_kill: return quiesce(ask, true);
    default: return on_resource_command(m, c);
  }
}

}  // namespace xvm::fakes::rgm
