#include "fakes/rgm/eligibility.hpp"
#include "fakes/rgm/machine.hpp"

namespace xvm::fakes::rgm {
namespace {

void done(Machine& m, const Command& c, Why why = Why::done) {
  answer(m, c.id, SchaErr::noerr, why, c.group, c.node);
}
void refuse(Machine& m, const Command& c, SchaErr err, Why why) {
  answer(m, c.id, err, why, c.group, c.node);
}

// Refuses unless the group is at rest and its last STOP did not fail.
bool must_wait(Machine& m, const Command& c) {
  const Group& group = m.v.group(c.group);
  if (!at_rest(m, c.group)) {
    refuse(m, c, SchaErr::state, Why::group_busy);
    return true;
  }
  if (group.master != NodeId::none && !rests_online(m, c.group)) {
    refuse(m, c, SchaErr::state, Why::stop_failed);
    return true;
  }
  return false;
}

// Table 7.2: STOP with On_off_switch DISABLED while the group stays ONLINE.
void disable(Machine& m, const Command& c) {
  Group& group = m.v.group(c.group);
  if (must_wait(m, c)) return;
  if (!group.enabled) return done(m, c, Why::nothing_to_do);
  group.enabled = false;
  if (group.master == NodeId::none) return done(m, c);
  cancel_check(m, c.group, Why::overridden);
  group.command = c.id;
  group.phase = Phase::disabling;
  group.cause = Cause::disable;
  m.v.cell(c.group, group.master).resource = ResourceState::stopping;
  stop_monitor(m, c.group, group.master);
}

void enable(Machine& m, const Command& c) {
  Group& group = m.v.group(c.group);
  if (must_wait(m, c)) return;
  if (group.enabled) return done(m, c, Why::nothing_to_do);
  group.enabled = true;
  if (group.master == NodeId::none) return done(m, c);
  group.command = c.id;
  group.phase = Phase::enabling;
  group.cause = Cause::enable;
  m.v.cell(c.group, group.master).resource = ResourceState::starting;
}

void set_monitored(Machine& m, const Command& c, bool monitored) {
  Group& group = m.v.group(c.group);
  if (must_wait(m, c)) return;
  if (group.monitored == monitored) return done(m, c, Why::nothing_to_do);
  group.monitored = monitored;
  if (group.check == Check::monitor_giveover) cancel_check(m, c.group, Why::overridden);
  if (group.master != NodeId::none) {
    const ResourceState state = m.v.cell(c.group, group.master).resource;
    const bool runs =
        state == ResourceState::online || state == ResourceState::online_not_monitored;
    if (runs) {
      stop_monitor(m, c.group, group.master);
      start_monitor(m, c.group, group.master);
    }
    if (!monitored) forget_monitor(m, c.group);
  }
  done(m, c);
}

void set_suspended(Machine& m, const Command& c, bool suspended) {
  m.v.group(c.group).suspended = suspended;
  done(m, c);
}

// The administrator vouches that the guest is down. What was to follow the failed STOP is not
// caught up on: a disabled resource's group stays ONLINE, any other is OFFLINE until it is asked
// for again.
void clear_stop_failed(Machine& m, const Command& c) {
  Group& group = m.v.group(c.group);
  const bool failed = m.v.has(c.node) && group.phase == Phase::idle &&
                      m.v.cell(c.group, c.node).resource == ResourceState::stop_failed;
  if (!failed) return refuse(m, c, SchaErr::inval, Why::not_stop_failed);
  Cell& cell = m.v.cell(c.group, c.node);
  cell.resource = ResourceState::offline;
  cell.status = Status::offline;
  forget_monitor(m, c.group);
  set_rg(m, c.group, c.node, group.enabled ? RgState::offline : RgState::online);
  if (group.enabled) {
    group.master = NodeId::none;
    group.wanted = false;
  }
  done(m, c);
}

NodeSet asked_to_validate(const Machine& m, GroupId g) {
  NodeSet nodes;
  for (unsigned i = 0; i < m.v.node_capacity; ++i) {
    const bool listed = rank(m.v.group(g).config, node_at(i)) != not_in_list;
    if (listed && node_takes_groups(m.v, node_at(i))) nodes = nodes.with(node_at(i));
  }
  return nodes;
}

void validate(Machine& m, const Command& c) {
  Group& group = m.v.group(c.group);
  const NodeSet nodes = asked_to_validate(m, c.group);
  bool free = group.validating.empty();
  for (NodeId n : nodes) free = free && m.v.cell(c.group, n).running == Method::none;
  if (!free) return refuse(m, c, SchaErr::state, Why::group_busy);
  if (nodes.empty()) return done(m, c, Why::nothing_to_do);
  group.validate_command = c.id;
  group.validate_failed = false;
  group.validating = nodes;
  for (NodeId n : nodes) launch(m, c.group, n, Method::validate);
}

}  // namespace

void on_validated(Machine& m, GroupId g, NodeId n, bool ok) {
  Group& group = m.v.group(g);
  group.validating = group.validating.without(n);
  group.validate_failed = group.validate_failed || !ok;
  if (!group.validating.empty()) return;
  const CommandId id = group.validate_command;
  const bool failed = group.validate_failed;
  group.validate_command = CommandId::none;
  group.validate_failed = false;
  answer(m, id, failed ? SchaErr::fail : SchaErr::noerr, failed ? Why::validate_failed : Why::done,
         g, n);
}

void on_resource_command(Machine& m, const Command& c) {
  switch (c.verb) {
    case Verb::disable: return disable(m, c);
    case Verb::enable: return enable(m, c);
    case Verb::monitor: return set_monitored(m, c, true);
    case Verb::unmonitor: return set_monitored(m, c, false);
    case Verb::suspend: return set_suspended(m, c, true);
    case Verb::resume: return set_suspended(m, c, false);
    case Verb::clear_stop_failed: return clear_stop_failed(m, c);
    case Verb::validate: return validate(m, c);
    default: return log(m, Line::unexpected, c.group, c.node);
  }
}

}  // namespace xvm::fakes::rgm
