#include "fakes/rgm/machine.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

namespace xvm::fakes::rgm {
namespace {

constexpr unsigned complete_failure = 100;
constexpr unsigned immediate_failover = 201;

// Section 4.4: 101..200 and 202..255 are undefined; the safe reading is a complete failure.
unsigned weight_of(const GroupConfig& c, const MethodEnded& e) {
  if (e.killed) return c.probe_timeout_weight;
  if (e.exit_code <= complete_failure || e.exit_code == immediate_failover) return e.exit_code;
  return complete_failure;
}

unsigned sum_of_history(const Group& group) {
  return std::accumulate(group.history.begin(), group.history.end(), 0u);
}

// When all slots are taken the youngest takes it in, and lives as long as this result.
void remember(Machine& m, GroupId g, unsigned weight) {
  Group& group = m.v.group(g);
  const auto free = std::find(group.history.begin(), group.history.end() - 1, 0);
  *free = static_cast<std::uint8_t>(std::min(complete_failure, *free + weight));
  const auto slot = static_cast<std::uint8_t>(free - group.history.begin());
  arm(m, {TimerName::history, g, NodeId::none, slot}, group.config.retry_interval_s);
}

bool may_act(const Group& group) {
  return group.phase == Phase::idle && group.check == Check::none && !group.suspended &&
         !group.quiescing && group.config.failover_mode != FailoverMode::log_only;
}

void give_in(Machine& m, GroupId g, NodeId n) {
  m.v.cell(g, n).status = Status::faulted;
  monitor_sleeps(m, g, n);
}

// Table 5.4, from "sum >= 100" on.
void act_on_failure(Machine& m, GroupId g, NodeId n) {
  const Group& group = m.v.group(g);
  m.v.cell(g, n).status = Status::degraded;
  if (!may_act(group)) return give_in(m, g, n);
  if (std::popcount(group.restarts) < group.config.retry_count) {
    return restart_resource(m, g, Cause::monitor_restart);
  }
  if (!group.config.failover_enabled) return give_in(m, g, n);
  monitor_gives_over(m, g);
}

bool fails_over_at_once(const GroupConfig& c) {
  return c.failover_enabled && c.failover_mode != FailoverMode::restart_only &&
         c.failover_mode != FailoverMode::log_only;
}

void judge(Machine& m, GroupId g, NodeId n, unsigned weight) {
  const Group& group = m.v.group(g);
  log(m, Line::probe_result, g, n, Method::probe, weight);
  if (weight == immediate_failover && fails_over_at_once(group.config) && may_act(group)) {
    m.v.cell(g, n).status = Status::degraded;
    return monitor_gives_over(m, g);
  }
  if (weight != 0) remember(m, g, std::min(weight, complete_failure));
  const unsigned sum = sum_of_history(group);
  if (sum >= complete_failure) return act_on_failure(m, g, n);
  m.v.cell(g, n).status = sum == 0 ? Status::ok : Status::degraded;
  monitor_sleeps(m, g, n);
}

}  // namespace

void start_monitor(Machine& m, GroupId g, NodeId n) {
  Cell& cell = m.v.cell(g, n);
  const bool watched = m.v.group(g).monitored;
  cell.resource = watched ? ResourceState::online : ResourceState::online_not_monitored;
  if (watched) monitor_sleeps(m, g, n);
}

void stop_monitor(Machine& m, GroupId g, NodeId n) {
  Cell& cell = m.v.cell(g, n);
  m.out.push(Cancel{{TimerName::probe_due, g, n}});
  if (!cell.probing || cell.probe_void) return;
  if (!cell.probe_killed) m.out.push(Kill{g, n, Method::probe});
  cell.probe_killed = cell.probe_void = true;
}

void clear_history(Machine& m, GroupId g) {
  m.v.group(g).history = {};
  m.out.push(Cancel{{TimerName::history, g, NodeId::none, Timer::every_slot}});
}

void forget_monitor(Machine& m, GroupId g) {
  Group& group = m.v.group(g);
  clear_history(m, g);
  group.restarts = group.deaths = 0;
  group.refused = false;
  m.out.push(Cancel{{TimerName::restarts, g, NodeId::none, Timer::every_slot}});
  m.out.push(Cancel{{TimerName::deaths, g, NodeId::none, Timer::every_slot}});
}

void launch_probe(Machine& m, GroupId g, NodeId n) {
  const std::uint16_t timeout_s = m.v.group(g).config.probe_timeout_s;
  Cell& cell = m.v.cell(g, n);
  cell.probing = true;
  cell.probe_killed = cell.probe_void = false;
  m.out.push(Launch{g, n, Method::probe, timeout_s, timeout_s});
  arm(m, {TimerName::probe, g, n}, timeout_s);
}

void monitor_sleeps(Machine& m, GroupId g, NodeId n) {
  arm(m, {TimerName::probe_due, g, n}, m.v.group(g).config.thorough_probe_interval_s);
}

void on_probe_due(Machine& m, GroupId g, NodeId n) {
  const Cell& cell = m.v.cell(g, n);
  if (cell.resource != ResourceState::online || cell.running == Method::start ||
      cell.running == Method::stop) {
    return log(m, Line::unexpected, g, n, Method::probe);
  }
  if (cell.probing) return monitor_sleeps(m, g, n);  // an older one is still being killed
  launch_probe(m, g, n);
}

void on_probe_ended(Machine& m, const MethodEnded& e) {
  Cell& cell = m.v.cell(e.group, e.node);
  if (!cell.probing) return log(m, Line::unexpected, e.group, e.node, Method::probe);
  const bool counts = !cell.probe_void;
  const bool killed = e.killed || cell.probe_killed;
  cell.probing = cell.probe_killed = cell.probe_void = false;
  m.out.push(Cancel{{TimerName::probe, e.group, e.node}});
  if (cell.running == Method::start) {
    return on_start_probe_ended(m, e.group, e.node, counts && !killed && e.exit_code == 0);
  }
  if (!counts || cell.resource != ResourceState::online) return;
  MethodEnded result = e;
  result.killed = killed;
  judge(m, e.group, e.node, weight_of(m.v.group(e.group).config, result));
}

void on_online_tree_died(Machine& m, GroupId g, NodeId n) {
  const Cell& cell = m.v.cell(g, n);
  if (cell.resource != ResourceState::online) return;
  if (cell.probing) return remember(m, g, complete_failure);  // noticed in the next sleep
  m.out.push(Cancel{{TimerName::probe_due, g, n}});
  judge(m, g, n, complete_failure);
}

void count_in_window(Machine& m, GroupId g, TimerName name, std::uint16_t& mask, unsigned slots) {
  const unsigned slot = std::min<unsigned>(static_cast<unsigned>(std::countr_one(mask)), slots - 1);
  mask = static_cast<std::uint16_t>(mask | 1u << slot);
  arm(m, {name, g, NodeId::none, static_cast<std::uint8_t>(slot)},
      m.v.group(g).config.retry_interval_s);
}

void count_restart(Machine& m, GroupId g) {
  count_in_window(m, g, TimerName::restarts, m.v.group(g).restarts, 16);
}

void restart_resource(Machine& m, GroupId g, Cause cause) {
  Group& group = m.v.group(g);
  count_restart(m, g);
  group.phase = Phase::restart_stop;
  group.cause = cause;
  m.v.cell(g, group.master).resource = ResourceState::stopping;
  stop_monitor(m, g, group.master);
  log(m, Line::restarting, g, group.master, Method::none,
      static_cast<unsigned>(std::popcount(group.restarts)));
}

void monitor_gives_over(Machine& m, GroupId g) {
  log(m, Line::giving_over, g, m.v.group(g).master);
  if (!giveover_allowed(m, g)) return on_monitor_giveover_refused(m, g);
  begin_check(m, g, Check::monitor_giveover, CommandId::none);
}

// Table 5.4: a restart is attempted; when that one fails as well, not before the next probe.
void on_monitor_giveover_refused(Machine& m, GroupId g) {
  Group& group = m.v.group(g);
  log(m, Line::giveover_refused, g, group.master);
  const bool again = group.refused || !may_act(group);
  group.refused = !again;
  if (again) return give_in(m, g, group.master);
  restart_resource(m, g, Cause::monitor_restart);
}

}  // namespace xvm::fakes::rgm
