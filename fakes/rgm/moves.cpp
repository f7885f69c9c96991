#include "fakes/rgm/eligibility.hpp"
#include "fakes/rgm/machine.hpp"

namespace xvm::fakes::rgm {
namespace {

bool must_leave_first(const Machine& m, GroupId g) {
  const Group& group = m.v.group(g);
  return group.config.pre_evict && group.heading != NodeId::none && group.heading != group.master &&
         must_make_room(m.v, g, group.heading);
}

// An evacuation has done its work when the group is gone, wherever it ends up.
bool is_done_when_offline(Cause cause) {
  return cause == Cause::evacuate || cause == Cause::evict || cause == Cause::affinity;
}

void stay_offline(Machine& m, GroupId g) {
  const bool done = is_done_when_offline(m.v.group(g).cause);
  log(m, Line::no_eligible_node, g, NodeId::none);
  come_to_rest(m, g);
  finish_command(m, g, done ? SchaErr::noerr : SchaErr::fail,
                 done ? Why::done : Why::no_eligible_node);
}

void quiesce_offline(Machine& m, GroupId g) {
  m.v.group(g).wanted = false;
  come_to_rest(m, g);
  finish_command(m, g, SchaErr::fail, Why::quiesced);
}

}  // namespace

void begin_move(Machine& m, GroupId g, Cause cause, NodeId target, NodeId heading) {
  Group& group = m.v.group(g);
  cancel_check(m, g, Why::overridden);
  group.cause = cause;
  group.target = target;
  group.heading = heading;
  if (group.phase == Phase::stopping) return;  // overridden: the STOP that runs is the same
  set_rg(m, g, group.master, RgState::pending_offline);
  group.phase = Phase::evicting;
  if (!must_leave_first(m, g)) begin_stopping(m, g);
}

void begin_stopping(Machine& m, GroupId g) {
  Group& group = m.v.group(g);
  Cell& cell = m.v.cell(g, group.master);
  group.phase = Phase::stopping;
  stop_monitor(m, g, group.master);
  if (cell.resource != ResourceState::offline) cell.resource = ResourceState::stopping;
}

void give_up_eviction(Machine& m, GroupId g, Why why) {
  const NodeId n = m.v.group(g).master;
  const Cell& cell = m.v.cell(g, n);
  const bool faulted = cell.resource == ResourceState::start_failed;
  set_rg(m, g, n, faulted ? RgState::online_faulted : RgState::online);
  if (cell.resource == ResourceState::online && !cell.probing) monitor_sleeps(m, g, n);
  come_to_rest(m, g);
  finish_command(m, g, SchaErr::fail, why, n);
}

void left(Machine& m, GroupId g) {
  Group& group = m.v.group(g);
  const NodeId from = group.master;
  Cell& cell = m.v.cell(g, from);
  set_rg(m, g, from, RgState::offline);
  cell.resource = ResourceState::offline;
  cell.status = Status::offline;
  forget_monitor(m, g);
  group.master = NodeId::none;
  if (group.quiescing) return quiesce_offline(m, g);
  if (group.cause == Cause::offline) {
    come_to_rest(m, g);
    return finish_command(m, g, SchaErr::noerr, Why::done);
  }
  if (group.heading == NodeId::none) group.heading = best_node(m.v, g, every_node.without(from));
  group.phase = Phase::between;
  arm(m, {TimerName::next_step, g}, 0);
}

void place(Machine& m, GroupId g) {
  Group& group = m.v.group(g);
  if (group.quiescing) return quiesce_offline(m, g);
  if (group.heading == NodeId::none || !heading_holds(m.v, g)) {
    const bool asked_for = group.target != NodeId::none;
    if (asked_for && group.so_far == Why::done) group.so_far = Why::went_elsewhere;
    group.target = NodeId::none;
    group.heading = best_node(m.v, g);
    if (group.heading == NodeId::none) return stay_offline(m, g);
    if (group.cause == Cause::switch_to || group.cause == Cause::restart) {
      group.cause = Cause::start;  // no longer what was asked for
    }
  }
  group.phase = Phase::making_room;
}

void try_start(Machine& m, GroupId g) {
  Group& group = m.v.group(g);
  const NodeId n = group.heading;
  group.master = n;
  group.fresh = false;
  group.phase = Phase::starting;
  set_rg(m, g, n, RgState::pending_online);
  if (group.enabled) {
    m.v.cell(g, n).resource = ResourceState::starting;
    return;
  }
  set_rg(m, g, n, RgState::online);
  come_to_rest(m, g);
  finish_command(m, g, SchaErr::noerr, Why::done, n);
}

}  // namespace xvm::fakes::rgm
