#include "fakes/rgm/machine.hpp"

namespace xvm::fakes::rgm {

void log(Machine& m, Line line, GroupId g, NodeId n, Method method, unsigned number) {
  m.out.push(Log{line, g, n, method, static_cast<std::uint16_t>(number)});
}

void arm(Machine& m, const Timer& timer, unsigned seconds) {
  m.out.push(Arm{timer, static_cast<std::uint16_t>(seconds)});
}

void answer(Machine& m, CommandId id, SchaErr err, Why why, GroupId g, NodeId n) {
  if (id != CommandId::none) m.out.push(Answer{id, err, why, g, n});
}

void set_rg(Machine& m, GroupId g, NodeId n, RgState state) {
  if (m.v.cell(g, n).rg == state) return;
  m.v.cell(g, n).rg = state;
  log(m, Line::state_change, g, n, Method::none, static_cast<unsigned>(state));
}

void finish_command(Machine& m, GroupId g, SchaErr err, Why why, NodeId n) {
  Group& group = m.v.group(g);
  const CommandId id = group.command;
  if (group.leave_due) {  // the command is an evacuation, and its part is still to come
    group.so_far = Why::done;
    return;
  }
  if (err == SchaErr::noerr && group.so_far != Why::done) {
    err = SchaErr::fail;
    why = group.so_far;
  }
  group.command = CommandId::none;
  group.so_far = Why::done;
  if (id == CommandId::none) return;
  for (unsigned i = 0; i < m.v.group_capacity; ++i) {
    Group& other = m.v.groups[i];
    if (other.command != id) continue;
    if (err != SchaErr::noerr && other.so_far == Why::done) other.so_far = why;
    return;
  }
  answer(m, id, err, why, g, n);
}

void come_to_rest(Machine& m, GroupId g) {
  Group& group = m.v.group(g);
  group.phase = Phase::idle;
  group.cause = Cause::none;
  group.heading = NodeId::none;
  group.target = NodeId::none;
}

bool at_rest(const Machine& m, GroupId g) {
  const Group& group = m.v.group(g);
  return group.phase == Phase::idle && !group.quiescing && !group.leave_due;
}

bool rests_online(const Machine& m, GroupId g) {
  const Group& group = m.v.group(g);
  if (!at_rest(m, g) || group.master == NodeId::none) return false;
  const RgState rg = m.v.cell(g, group.master).rg;
  return rg == RgState::online || rg == RgState::online_faulted;
}

}  // namespace xvm::fakes::rgm
