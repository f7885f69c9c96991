// What pacemaker-execd does on every node: one action of a resource at a time, timeouts, and the
// recurring monitor, which repeats itself until it is cancelled.
#include "fakes/pacemaker/machine.hpp"

namespace xvm::fakes::pacemaker {
namespace {

std::uint16_t timeout_of(const ResourceConfig& c, Op op) {
  switch (op) {
    case Op::start: return c.start_timeout_s;
    case Op::stop: return c.stop_timeout_s;
    case Op::migrate_to: return c.migrate_to_timeout_s;
    case Op::migrate_from: return c.migrate_from_timeout_s;
    case Op::probe:
    case Op::monitor:
    case Op::none: break;
  }
  return c.monitor_timeout_s;
}

void begin(Machine& m, ResourceId r, NodeId n, Op op, bool in_graph) {
  const ResourceConfig& c = m.v.config(r);
  Cell& cell = m.v.cell(r, n);
  cell.running = op;
  cell.killed = false;
  cell.in_graph = in_graph;
  if (m.v.node(n).silent) return;  // it does not hear of it
  Launch launch{.resource = r, .node = n, .op = op, .timeout_s = timeout_of(c, op)};
  if (op == Op::monitor) launch.interval_s = c.monitor_interval_s;
  if (op == Op::migrate_to) launch.source = n, launch.target = cell.target;
  if (op == Op::migrate_from) launch.source = cell.source, launch.target = n;
  m.out.push(launch);
  arm(m, {TimerName::operation, r, n}, launch.timeout_s * 1000u);
}

void begin_waiting(Machine& m, ResourceId r, NodeId n) {
  Cell& cell = m.v.cell(r, n);
  if (cell.waiting[0] == Op::none) return;
  const Op op = cell.waiting[0];
  const bool in_graph = cell.waiting_in_graph[0];
  cell.waiting = {cell.waiting[1], Op::none};
  cell.waiting_in_graph = {cell.waiting_in_graph[1], false};
  begin(m, r, n, op, in_graph);
}

// The executor forgets what an earlier controller asked for, if there is no room for more.
void wait(Cell& cell, Op op, bool in_graph) {
  const std::size_t place = cell.waiting[0] == Op::none ? 0 : 1;
  cell.waiting[place] = op;
  cell.waiting_in_graph[place] = in_graph;
}

void repeat_monitor(Machine& m, ResourceId r, NodeId n) {
  const std::uint32_t interval_ms = m.v.config(r).monitor_interval_s * 1000u;
  if (m.v.cell(r, n).monitored) arm(m, {TimerName::monitor_due, r, n}, interval_ms);
}

}  // namespace

void submit(Machine& m, ResourceId r, NodeId n, Op op, bool in_graph, NodeId peer) {
  Cell& cell = m.v.cell(r, n);
  if (op == Op::stop || op == Op::migrate_to) stop_monitoring(m, r, n);
  if (op == Op::monitor) cell.monitored = true;
  if (op == Op::migrate_to) {
    cell.target = peer;
    cell.migrate_to = {.order = next_order(m), .result = Result::pending, .peer = peer};
  }
  if (op == Op::migrate_from) cell.source = peer;
  if (cell.running == Op::none) return begin(m, r, n, op, in_graph);
  wait(cell, op, in_graph);
}

void stop_monitoring(Machine& m, ResourceId r, NodeId n) {
  Cell& cell = m.v.cell(r, n);
  if (!cell.monitored) return;
  cell.monitored = false;
  cancel(m, {TimerName::monitor_due, r, n});
}

void on_op_timeout(Machine& m, ResourceId r, NodeId n) {
  Cell& cell = m.v.cell(r, n);
  if (cell.running == Op::none || cell.killed) return;
  cell.killed = true;
  log(m, Line::op_timed_out, r, n, cell.running);
  m.out.push(Kill{r, n, cell.running});
}

void on_monitor_due(Machine& m, ResourceId r, NodeId n) {
  const Cell& cell = m.v.cell(r, n);
  if (!cell.monitored || m.v.node(n).silent) return;
  if (cell.running == Op::none) return begin(m, r, n, Op::monitor, false);
  repeat_monitor(m, r, n);  // something else runs: next time
}

void on_op_ended(Machine& m, const OpEnded& e) {
  Cell& cell = m.v.cell(e.resource, e.node);
  const unsigned side = m.v.node(e.node).side;
  if (cell.running != e.op || e.op == Op::none || side == no_side) {
    return log(m, Line::unexpected, e.resource, e.node, e.op);
  }
  const bool in_graph = cell.in_graph;
  cell.running = Op::none;
  cell.in_graph = false;
  cancel(m, {TimerName::operation, e.resource, e.node});
  const bool surprise = record(m, e, in_graph);
  if (e.op == Op::monitor) repeat_monitor(m, e.resource, e.node);
  begin_waiting(m, e.resource, e.node);
  if (in_graph) {
    const bool ok = !e.killed && e.exit_code == ocf_success;
    settle_step(m, side, e.resource, e.node, e.op, ok || (e.op == Op::probe && !surprise));
    --m.v.parts[side].in_flight;
  }
  if (surprise) abort_transition(m, side);
  proceed(m, side);
}

void drop_operations(Machine& m, NodeId n) {
  for (unsigned i = 0; i < m.v.resource_capacity; ++i) {
    const ResourceId r = resource_at(i);
    if (!m.v.has(r)) continue;
    Cell& cell = m.v.cell(r, n);
    stop_monitoring(m, r, n);
    if (cell.running != Op::none) cancel(m, {TimerName::operation, r, n});
    const unsigned in_graph = (cell.in_graph ? 1u : 0u) + (cell.waiting_in_graph[0] ? 1u : 0u) +
                              (cell.waiting_in_graph[1] ? 1u : 0u);
    const unsigned side = m.v.node(n).side;
    if (side != no_side) {
      m.v.parts[side].in_flight = static_cast<std::uint16_t>(m.v.parts[side].in_flight - in_graph);
    }
    cell.running = Op::none;
    cell.waiting = {};
    cell.in_graph = cell.killed = false;
    cell.waiting_in_graph = {};
  }
}

}  // namespace xvm::fakes::pacemaker
