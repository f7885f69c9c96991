#include "fakes/rgm/eligibility.hpp"
#include "fakes/rgm/machine.hpp"

namespace xvm::fakes::rgm {
namespace {

bool moves_after_start_failure(const Group& group) {
  const FailoverMode mode = group.config.failover_mode;
  return (mode == FailoverMode::soft || mode == FailoverMode::hard) && !group.quiescing &&
         !group.suspended;
}

// "+++": the target's group goes elsewhere, and this one follows.
void delegate_failure(Machine& m, GroupId g, NodeId n) {
  for (unsigned i = 0; i < m.v.group_capacity; ++i) {
    const GroupId other = group_at(i);
    if (!m.v.has(other) || !declares(m.v, g, Affinity::strong_positive_delegating, other)) continue;
    if (m.v.group(other).master != n || !rests_online(m, other)) continue;
    const NodeId to = best_node(m.v, other, every_node.without(n));
    if (to != NodeId::none) begin_move(m, other, Cause::affinity, NodeId::none, to);
  }
}

// Section 7.5, Start failure.
void start_failed(Machine& m, GroupId g, NodeId n) {
  Group& group = m.v.group(g);
  Cell& cell = m.v.cell(g, n);
  cell.resource = ResourceState::start_failed;
  cell.status = Status::faulted;
  const bool moves = moves_after_start_failure(group);
  come_to_rest(m, g);
  if (!moves) {
    set_rg(m, g, n, RgState::online_faulted);
    return finish_command(m, g, SchaErr::fail, Why::start_failed, n);
  }
  cell.pingpong = true;
  arm(m, {TimerName::pingpong, g, n}, group.config.pingpong_interval_s);
  group.so_far = Why::start_failed;
  delegate_failure(m, g, n);
  begin_move(m, g, Cause::start_failed, NodeId::none, NodeId::none);
}

// Section 7.5, Stop failure.
void stop_failed(Machine& m, GroupId g, NodeId n) {
  Group& group = m.v.group(g);
  Cell& cell = m.v.cell(g, n);
  cell.resource = ResourceState::stop_failed;
  cell.status = Status::faulted;
  if (group.config.failover_mode == FailoverMode::hard && !group.quiescing) {
    group.phase = Phase::rebooting;
    if (m.v.node(n).rebooting) return;
    m.v.node(n).rebooting = true;
    log(m, Line::node_rebooted, g, n, Method::stop);
    return m.out.push(RebootNode{n});
  }
  set_rg(m, g, n, RgState::error_stop_failed);
  come_to_rest(m, g);
  finish_command(m, g, SchaErr::fail, Why::stop_failed, n);
}

// Table 5.4: RGM knows nothing of the monitor's own STOP and START; the monitor gives over.
void monitor_restart_failed(Machine& m, GroupId g, NodeId n) {
  Cell& cell = m.v.cell(g, n);
  cell.resource = ResourceState::online;
  cell.status = Status::faulted;
  come_to_rest(m, g);
  monitor_gives_over(m, g);
}

void came_online(Machine& m, GroupId g, NodeId n) {
  Group& group = m.v.group(g);
  set_rg(m, g, n, RgState::online);
  clear_history(m, g);
  group.refused = false;
  if (group.cause != Cause::monitor_restart) m.v.cell(g, n).status = Status::ok;
  start_monitor(m, g, n);
  come_to_rest(m, g);
  finish_command(m, g, SchaErr::noerr, Why::done, n);
}

void restart_stopped(Machine& m, GroupId g, NodeId n, bool ok) {
  Group& group = m.v.group(g);
  if (ok) {
    group.phase = Phase::restart_start;
    m.v.cell(g, n).resource = ResourceState::starting;
  } else if (group.cause == Cause::monitor_restart) {
    monitor_restart_failed(m, g, n);
  } else {
    stop_failed(m, g, n);
  }
}

void disabled(Machine& m, GroupId g, NodeId n) {
  m.v.cell(g, n).resource = ResourceState::offline;
  m.v.cell(g, n).status = Status::offline;
  set_rg(m, g, n, RgState::online);
  forget_monitor(m, g);
  come_to_rest(m, g);
  finish_command(m, g, SchaErr::noerr, Why::done, n);
}

}  // namespace

void on_started(Machine& m, GroupId g, NodeId n, bool ok) {
  if (ok) return came_online(m, g, n);
  if (m.v.group(g).cause == Cause::monitor_restart) return monitor_restart_failed(m, g, n);
  start_failed(m, g, n);
}

void on_stopped(Machine& m, GroupId g, NodeId n, bool ok) {
  const Phase phase = m.v.group(g).phase;
  if (phase == Phase::restart_stop) return restart_stopped(m, g, n, ok);
  if (!ok) return stop_failed(m, g, n);
  if (phase == Phase::disabling) return disabled(m, g, n);
  left(m, g);
}

}  // namespace xvm::fakes::rgm
