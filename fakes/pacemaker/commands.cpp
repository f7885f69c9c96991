// Commands of administrators: changes of the CIB, and the confirmation that a node is off.
#include "fakes/pacemaker/machine.hpp"

namespace xvm::fakes::pacemaker {
namespace {

bool names_resource(Verb verb) {
  return verb != Verb::standby && verb != Verb::unstandby && verb != Verb::confirm;
}
bool names_node(Verb verb) {
  return verb == Verb::move || verb == Verb::ban || !names_resource(verb);
}

Why move(const Machine& m, const Command& c) {
  const Node& node = m.v.node(c.node);
  if (node.side != no_side && assess(m, node.side, c.resource).active == NodeSet::of(c.node)) {
    return Why::already_there;
  }
  m.v.resource(c.resource).preferred = c.node;
  m.v.resource(c.resource).bans = m.v.resource(c.resource).bans.without(c.node);
  return Why::done;
}

Why clear(const Machine& m, const Command& c) {
  Resource& resource = m.v.resource(c.resource);
  if (resource.preferred == NodeId::none && resource.bans.empty()) return Why::nothing_to_do;
  resource.preferred = NodeId::none;
  resource.bans = NodeSet{};
  return Why::done;
}

Why cleanup(Machine& m, const Command& c) {
  for (unsigned i = 0; i < m.v.cluster->node_count; ++i) {
    const NodeId n = node_at(i);
    if (c.node != NodeId::none && c.node != n) continue;
    Cell& cell = m.v.cell(c.resource, n);
    m.v.node(n).respawned = false;
    if (m.v.node(n).side == no_side || cell.failures == 0 || cell.running != Op::none) continue;
    stop_monitoring(m, c.resource, n);
    forget(cell);  // probed anew
  }
  return Why::done;
}

Why confirm(Machine& m, const Command& c) {
  if (!m.v.node(c.node).unclean) return Why::node_is_healthy;
  terminated(m, c.node);
  return Why::done;
}

Why carry_out(Machine& m, const Command& c) {
  switch (c.verb) {
    case Verb::move: return move(m, c);
    case Verb::ban:
      m.v.resource(c.resource).bans = m.v.resource(c.resource).bans.with(c.node);
      if (m.v.resource(c.resource).preferred == c.node) {
        m.v.resource(c.resource).preferred = NodeId::none;
      }
      return Why::done;
    case Verb::clear: return clear(m, c);
    case Verb::disable: m.v.resource(c.resource).enabled = false; return Why::done;
    case Verb::enable: m.v.resource(c.resource).enabled = true; return Why::done;
    case Verb::unmanage: m.v.resource(c.resource).managed = false; return Why::done;
    case Verb::manage: m.v.resource(c.resource).managed = true; return Why::done;
    case Verb::standby: m.v.node(c.node).standby = true; return Why::done;
    case Verb::unstandby: m.v.node(c.node).standby = false; return Why::done;
    case Verb::cleanup: return cleanup(m, c);
    case Verb::confirm: return confirm(m, c);
  }
  return Why::done;
}

}  // namespace

void on_command(Machine& m, const Command& c) {
  if (names_resource(c.verb) && !m.v.has(c.resource)) {
    return m.out.push(Answer{c.id, Why::resource_unknown});
  }
  if (names_node(c.verb) && !m.v.has(c.node)) return m.out.push(Answer{c.id, Why::node_unknown});
  const Why why = carry_out(m, c);
  m.out.push(Answer{c.id, why});
  if (why != Why::done) return;
  for (unsigned side = 0; side < sides; ++side) {
    abort_transition(m, side);
    proceed(m, side);
  }
}

}  // namespace xvm::fakes::pacemaker
