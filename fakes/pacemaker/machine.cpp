#include "fakes/pacemaker/machine.hpp"

namespace xvm::fakes::pacemaker {

void log(Machine& m, Line line, ResourceId r, NodeId n, Op op, unsigned number) {
  m.out.push(Log{line, r, n, op, static_cast<std::uint16_t>(number)});
}

void arm(Machine& m, const Timer& timer, std::uint32_t ms) { m.out.push(Arm{timer, ms}); }

void cancel(Machine& m, const Timer& timer) { m.out.push(Cancel{timer}); }

NodeSet online_members(const Machine& m, unsigned side) {
  NodeSet online;
  for (const NodeId n : m.v.parts[side].members) {
    if (m.v.node(n).state == NodeState::online) online = online.with(n);
  }
  return online;
}

std::uint32_t next_order(Machine& m) { return ++*m.v.last_order; }

void forget(Cell& cell) {
  cell.start = cell.stop = cell.migrate_to = cell.migrate_from = cell.not_running = Record{};
  cell.failures = 0;
  cell.role = cell.seen = Role::unknown;
  cell.failure = Failure::none;
  cell.start_failed = cell.absent = cell.found = false;
}

}  // namespace xvm::fakes::pacemaker
