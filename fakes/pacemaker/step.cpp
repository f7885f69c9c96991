#include "fakes/pacemaker/step.hpp"

#include "fakes/pacemaker/machine.hpp"

namespace xvm::fakes::pacemaker {
namespace {

struct Dispatch {
  Machine& m;

  bool known(NodeId n) const {
    if (m.v.has(n)) return true;
    log(m, Line::unexpected, ResourceId::none, n);
    return false;
  }
  bool known(ResourceId r, NodeId n) const {
    if (m.v.has(r) && m.v.has(n)) return true;
    log(m, Line::unexpected, r, n);
    return false;
  }

  void operator()(const Command& e) { on_command(m, e); }
  void operator()(const OpEnded& e) {
    if (known(e.resource, e.node)) on_op_ended(m, e);
  }
  void operator()(const NodeJoined& e) {
    if (known(e.node)) on_node_joined(m, e);
  }
  void operator()(const NodeLost& e) {
    if (known(e.node)) on_node_lost(m, e.node);
  }
  void operator()(const Parted& e) { on_parted(m, e); }
  void operator()(const Healed&) { on_healed(m); }
  void operator()(const FenceEnded& e) {
    if (known(e.node)) on_fence_ended(m, e);
  }
  void operator()(const Respawned& e) {
    if (known(e.node)) on_respawned(m, e);
  }
  void operator()(const TimerExpired& e) {
    const Timer& t = e.timer;
    switch (t.name) {
      case TimerName::operation:
        if (known(t.resource, t.node)) on_op_timeout(m, t.resource, t.node);
        return;
      case TimerName::monitor_due:
        if (known(t.resource, t.node)) on_monitor_due(m, t.resource, t.node);
        return;
      case TimerName::token:
        if (known(t.node)) on_token_over(m, t.node);
        return;
      case TimerName::fence_again:
        if (known(t.node)) on_fence_again(m, t.node);
        return;
      case TimerName::join:
        if (t.slot < sides) on_join_over(m, t.slot);
        return;
    }
  }
};

}  // namespace

void step_view(View view, const Event& event, Outbox& out) {
  Machine m{view, out};
  std::visit(Dispatch{m}, event);
}

}  // namespace xvm::fakes::pacemaker
