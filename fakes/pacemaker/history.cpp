// Results of actions become the history of a resource on a node, and what follows from it.
#include "fakes/pacemaker/machine.hpp"

namespace xvm::fakes::pacemaker {
namespace {

struct Entry {
  Machine& m;
  const OpEnded& e;
  Cell& cell;
  Record now;
  bool ok;

  bool fail(Failure failure) const {
    const bool known = cell.failure != Failure::none;
    cell.role = Role::started;  // Pacemaker expects the worst
    cell.failure = failure;
    if (cell.failures < 0xffff) ++cell.failures;
    const Line line = e.killed ? Line::op_timed_out : Line::op_failed;
    if (!e.killed) log(m, line, e.resource, e.node, e.op, e.exit_code);
    return !known || e.op != Op::monitor;  // a monitor that goes on failing is no news
  }
  Failure monitor_failure() const {
    switch (m.v.config(e.resource).on_monitor_fail) {
      case OnFail::block: return Failure::block;
      case OnFail::fence: return Failure::fence;
      case OnFail::restart: break;
    }
    return Failure::restart;
  }

  bool probe() const {
    if (!e.killed && e.exit_code == ocf_not_running) {
      cell.not_running = now;
      cell.role = Role::stopped;
      return false;
    }
    if (!ok) return fail(Failure::restart);
    cell.role = Role::started;
    cell.found = m.v.node(e.node).respawned;
    return true;
  }
  bool start() const {
    cell.start = now;
    cell.absent = false;
    if (ok) {
      cell.role = Role::started;
      cell.failure = Failure::none;
      cell.found = false;
      return false;
    }
    cell.start_failed = true;  // start-failure-is-fatal
    return fail(Failure::restart);
  }
  bool stop() const {
    cell.stop = now;
    cell.absent = false;
    if (!ok) {
      const bool fence = m.v.config(e.resource).on_stop_fail == OnFail::fence;
      return fail(fence ? Failure::fence : Failure::block);
    }
    cell.role = Role::stopped;
    cell.failure = Failure::none;
    cell.found = false;
    return false;
  }
  bool monitor() const {
    cell.absent = !e.killed && e.exit_code == ocf_not_running;
    if (ok) return false;
    if (cell.absent) cell.not_running = now;
    if (cell.role != Role::started) return false;  // it was cancelled: a stop came first
    return fail(monitor_failure());
  }
  bool migrate_to() const {
    cell.migrate_to = now;
    cell.migrate_to.peer = cell.target;
    if (!ok) return fail(Failure::restart);
    return false;
  }
  bool migrate_from() const {
    cell.migrate_from = now;
    cell.migrate_from.peer = cell.source;
    cell.absent = false;
    if (!ok) return fail(Failure::restart);
    cell.role = Role::started;
    cell.failure = Failure::none;
    return false;
  }
};

}  // namespace

bool record(Machine& m, const OpEnded& e, bool in_graph) {
  const bool ok = !e.killed && e.exit_code == ocf_success;
  const Record now{
      .order = next_order(m), .at_s = e.began_s, .result = ok ? Result::ok : Result::failed};
  const Entry entry{m, e, m.v.cell(e.resource, e.node), now, ok};
  const bool foreign = !in_graph && e.op != Op::monitor;  // of a controller that is gone
  switch (e.op) {
    case Op::probe: return entry.probe() || foreign;
    case Op::start: return entry.start() || foreign;
    case Op::stop: return entry.stop() || foreign;
    case Op::monitor: return entry.monitor();
    case Op::migrate_to: return entry.migrate_to() || foreign;
    case Op::migrate_from: return entry.migrate_from() || foreign;
    case Op::none: break;
  }
  return false;
}

}  // namespace xvm::fakes::pacemaker
