#include "fakes/rgm/step.hpp"

#include "fakes/rgm/machine.hpp"

namespace xvm::fakes::rgm {
namespace {

void clear_bit(std::uint16_t& mask, std::uint8_t slot) {
  if (slot < 16) mask = static_cast<std::uint16_t>(mask & ~(1u << slot));
}

struct Dispatch {
  Machine& m;

  bool names_a_cell(GroupId g, NodeId n) const {
    if (m.v.has(g) && m.v.has(n)) return true;
    log(m, Line::unexpected, g, n);
    return false;
  }

  void operator()(const Command& e) { on_command(m, e); }
  void operator()(const ControlCall& e) { on_control_call(m, e); }
  void operator()(const NodesJoined& e) { on_nodes_joined(m, e); }
  void operator()(const NodeDied& e) {
    if (m.v.has(e.node)) return on_node_died(m, e);
    log(m, Line::unexpected, GroupId::none, e.node);
  }
  void operator()(const MethodEnded& e) {
    if (names_a_cell(e.group, e.node)) on_method_ended(m, e);
  }
  void operator()(const PmfTag& e) {
    if (names_a_cell(e.group, e.node)) on_tag(m, e);
  }
  void operator()(const StatusSet& e) {
    if (names_a_cell(e.group, e.node)) m.v.cell(e.group, e.node).status = e.status;
  }
  void operator()(const Expired& e) {
    const Timer& t = e.timer;
    if (t.name == TimerName::evacuated) {
      if (m.v.has(t.node)) m.v.node(t.node).evacuated = false;
    } else if (t.node == NodeId::none) {
      if (m.v.has(t.group)) of_group(t);
    } else if (names_a_cell(t.group, t.node)) {
      of_cell(t);
    }
  }

  void of_group(const Timer& t) {
    Group& group = m.v.group(t.group);
    if (t.name == TimerName::next_step && group.phase == Phase::between) place(m, t.group);
    if (t.name == TimerName::history && t.slot < history_slots) group.history[t.slot] = 0;
    if (t.name == TimerName::restarts) clear_bit(group.restarts, t.slot);
    if (t.name == TimerName::deaths) clear_bit(group.deaths, t.slot);
  }

  void of_cell(const Timer& t) {
    Cell& cell = m.v.cell(t.group, t.node);
    switch (t.name) {
      case TimerName::method: return on_method_timeout(m, t.group, t.node);
      case TimerName::probe_due: return on_probe_due(m, t.group, t.node);
      case TimerName::start_wait: return on_start_wait_over(m, t.group, t.node);
      case TimerName::pingpong: cell.pingpong = false; return;
      case TimerName::probe:
        if (!cell.probing || cell.probe_killed) return;
        cell.probe_killed = true;
        log(m, Line::method_timed_out, t.group, t.node, Method::probe);
        return m.out.push(Kill{t.group, t.node, Method::probe});
      default: return log(m, Line::unexpected, t.group, t.node);
    }
  }
};

}  // namespace

void step_view(View view, const Event& event, Outbox& out) {
  Machine m{view, out};
  std::visit(Dispatch{m}, event);
  settle(m);
}

}  // namespace xvm::fakes::rgm
