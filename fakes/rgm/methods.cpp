#include "fakes/rgm/machine.hpp"

#include <bit>

namespace xvm::fakes::rgm {
namespace {

Timer method_timer(GroupId g, NodeId n) { return {TimerName::method, g, n}; }

std::uint16_t timeout_of(const GroupConfig& c, Method method) {
  switch (method) {
    case Method::start: return c.start_timeout_s;
    case Method::stop: return c.stop_timeout_s;
    case Method::probe: return c.probe_timeout_s;
    case Method::boot: return c.boot_timeout_s;
    case Method::validate:
    case Method::monitor_check:
    case Method::none: break;
  }
  return c.validate_timeout_s;
}

void dispatch(Machine& m, GroupId g, NodeId n, Method method, bool ok) {
  switch (method) {
    case Method::start: return on_started(m, g, n, ok);
    case Method::stop: return on_stopped(m, g, n, ok);
    case Method::boot: return on_booted(m, g, n);
    case Method::validate: return on_validated(m, g, n, ok);
    case Method::monitor_check: return on_check_ended(m, g, n, ok);
    case Method::probe:
    case Method::none: return;
  }
}

void over(Machine& m, GroupId g, NodeId n, bool ok) {
  Cell& cell = m.v.cell(g, n);
  const Method method = cell.running;
  cell.running = Method::none;
  cell.killed = cell.timed_out = false;
  m.out.push(Cancel{method_timer(g, n)});
  dispatch(m, g, n, method, ok);
}

bool is_gds_start(const Machine& m, GroupId g, NodeId n) {
  return m.v.group(g).config.form == Form::sunw_gds && m.v.cell(g, n).running == Method::start;
}

// START of SUNW.gds is over as failed as soon as nothing of it runs any more.
void end_killed_start(Machine& m, GroupId g, NodeId n) {
  const Cell& cell = m.v.cell(g, n);
  if (cell.killed && !cell.command_running && !cell.probing) over(m, g, n, false);
}

void kill_gds_start(Machine& m, GroupId g, NodeId n) {
  Cell& cell = m.v.cell(g, n);
  cell.killed = true;
  m.out.push(Cancel{{TimerName::start_wait, g, n}});
  if (cell.command_running && cell.tag_watched) m.out.push(Kill{g, n, Method::start});
  if (!cell.tag_watched) cell.command_running = false;  // out of PMF: nobody reaches it
  if (cell.probing) stop_monitor(m, g, n);
  end_killed_start(m, g, n);
}

void launch_start_command(Machine& m, GroupId g, NodeId n) {
  const GroupConfig& c = m.v.group(g).config;
  Cell& cell = m.v.cell(g, n);
  cell.command_running = cell.tag_watched = true;
  m.out.push(Launch{g, n, Method::start, c.start_timeout_s, c.start_timeout_s});
  if (!cell.probing) arm(m, {TimerName::start_wait, g, n}, first_start_wait_s(c));
}

void on_start_command_ended(Machine& m, GroupId g, NodeId n) {
  m.v.cell(g, n).command_running = false;  // whatever it says: START asks the probe
  if (is_gds_start(m, g, n)) end_killed_start(m, g, n);
}

// Section 5.2: the result of STOP is that of the last kill under PMF, not of the stop command.
bool masked_stop(Machine& m, const MethodEnded& e, bool ok) {
  Cell& cell = m.v.cell(e.group, e.node);
  const bool method_itself_killed = cell.killed && !cell.timed_out;
  if (method_itself_killed) return false;
  if (!ok) log(m, Line::result_masked, e.group, e.node, Method::stop, e.exit_code);
  if (cell.tag_watched) {
    m.out.push(KillTag{e.group, e.node, final_kill_share_s(m.v.group(e.group).config)});
  } else {
    cell.command_running = false;
  }
  cell.tag_watched = false;
  return true;
}

// Section 5.1: deaths that reach Retry_count within Retry_interval make START fail.
void on_tree_died_in_start(Machine& m, GroupId g, NodeId n) {
  Group& group = m.v.group(g);
  count_in_window(m, g, TimerName::deaths, group.deaths, 16);
  if (std::popcount(group.deaths) >= group.config.retry_count) return kill_gds_start(m, g, n);
  launch_start_command(m, g, n);
}

}  // namespace

void launch(Machine& m, GroupId g, NodeId n, Method method) {
  const GroupConfig& c = m.v.group(g).config;
  Cell& cell = m.v.cell(g, n);
  const std::uint16_t timeout_s = timeout_of(c, method);
  const std::uint16_t share_s = method == Method::stop ? stop_command_share_s(c) : timeout_s;
  cell.running = method;
  cell.killed = cell.timed_out = false;
  log(m, Line::launching, g, n, method, timeout_s);
  arm(m, method_timer(g, n), share_s);
  if (is_gds_start(m, g, n)) return launch_start_command(m, g, n);
  m.out.push(Launch{g, n, method, timeout_s, share_s});
}

void kill_method(Machine& m, GroupId g, NodeId n) {
  Cell& cell = m.v.cell(g, n);
  if (cell.running == Method::none || cell.killed) return;
  if (is_gds_start(m, g, n)) return kill_gds_start(m, g, n);
  cell.killed = true;
  m.out.push(Kill{g, n, cell.running});
}

void on_method_timeout(Machine& m, GroupId g, NodeId n) {
  Cell& cell = m.v.cell(g, n);
  if (cell.running == Method::none || cell.killed) return;
  log(m, Line::method_timed_out, g, n, cell.running);
  cell.timed_out = true;
  kill_method(m, g, n);
}

void on_method_ended(Machine& m, const MethodEnded& e) {
  if (e.method == Method::probe) return on_probe_ended(m, e);
  Cell& cell = m.v.cell(e.group, e.node);
  const bool of_gds = m.v.group(e.group).config.form == Form::sunw_gds;
  if (e.method == Method::start && of_gds && cell.command_running) {
    return on_start_command_ended(m, e.group, e.node);
  }
  if (cell.running != e.method || e.method == Method::none || is_gds_start(m, e.group, e.node)) {
    return log(m, Line::unexpected, e.group, e.node, e.method);
  }
  bool ok = !e.killed && !cell.killed && e.exit_code == 0;
  if (!ok) log(m, Line::method_failed, e.group, e.node, e.method, e.exit_code);
  if (e.method == Method::stop && of_gds) ok = masked_stop(m, e, ok);
  over(m, e.group, e.node, ok);
}

void on_start_wait_over(Machine& m, GroupId g, NodeId n) {
  const Cell& cell = m.v.cell(g, n);
  if (is_gds_start(m, g, n) && !cell.killed && !cell.probing) launch_probe(m, g, n);
}

void on_start_probe_ended(Machine& m, GroupId g, NodeId n, bool ok) {
  if (m.v.cell(g, n).killed) return end_killed_start(m, g, n);
  if (!ok) return arm(m, {TimerName::start_wait, g, n}, next_start_wait_s);
  m.out.push(Cancel{{TimerName::start_wait, g, n}});
  over(m, g, n, true);
}

void on_tag(Machine& m, const PmfTag& e) {
  Cell& cell = m.v.cell(e.group, e.node);
  if (!cell.tag_watched || (e.what == TagEvent::tree_died && cell.command_running)) {
    return log(m, Line::unexpected, e.group, e.node);
  }
  cell.tag_watched = false;
  if (e.what == TagEvent::withdrawn) return;
  log(m, Line::tree_died, e.group, e.node);
  if (is_gds_start(m, e.group, e.node) && !cell.killed) {
    return on_tree_died_in_start(m, e.group, e.node);
  }
  if (cell.running == Method::none) on_online_tree_died(m, e.group, e.node);
}

}  // namespace xvm::fakes::rgm
