// What is to be done: the difference between where every resource is and where it shall be.
#include "fakes/pacemaker/machine.hpp"

namespace xvm::fakes::pacemaker {
namespace {

struct Planner {
  Machine& m;
  unsigned side;
  const Assignment& a;
  NodeSet online;
  NodeSet to_fence;  // none without quorum

  Plan& plan(ResourceId r) const { return m.v.plan(side, r); }
  const Status& status(ResourceId r) const { return a.status[index(r)]; }
  static NodeSet everywhere(const Status& s) { return s.active | s.dangling | s.forced; }

  void probes(ResourceId r, Plan& p) const {
    for (const NodeId n : online) {
      if (m.v.cell(r, n).role == Role::unknown) p.probes = p.probes.with(n);
    }
  }
  void stop(Plan& p, const Status& s, NodeSet nodes) const {
    for (const NodeId n : nodes) {
      if (to_fence.contains(n)) {
        p.stops_implied = p.stops_implied.with(n);
      } else if (a.clean.contains(n)) {
        p.stops = p.stops.with(n);
      } else {
        p.blocked = true;  // unclean, and nobody may fence it
      }
    }
    p.stops_last = s.failed;
  }
  void start(Plan& p, ResourceId r) const {
    p.start = Step::wanted;
    if (m.v.config(r).monitor_interval_s != 0) p.monitor = Step::wanted;
  }
  void migrate(Plan& p, ResourceId r, NodeId source, Step migrate_to) const {
    p.live = true;
    p.source = source;
    p.migrate_to = migrate_to;
    p.migrate_from = Step::wanted;
    p.stops = NodeSet::of(source);
    start(p, r);
  }
  bool may_migrate(ResourceId r, NodeId current) const {
    const Status& s = status(r);
    return m.v.config(r).allow_migrate && s.active == NodeSet::of(current) &&
           a.clean.contains(current) && s.failed.empty() && s.forced.empty();
  }

  void stay(Plan& p, ResourceId r) const {
    const Cell& cell = m.v.cell(r, p.node);
    const bool runs = cell.role == Role::started && !cell.monitored;
    if (runs && m.v.config(r).monitor_interval_s != 0) p.monitor = Step::wanted;
  }
  // It is on its node and elsewhere, or it failed.
  void recover(Plan& p, ResourceId r) const {
    const Status& s = status(r);
    NodeSet stops = everywhere(s);
    const bool unexpected = m.v.config(r).multiple_active == MultipleActive::stop_unexpected;
    const bool good_here = s.active.contains(p.node) && !s.failed.contains(p.node);
    if (unexpected && good_here && s.active.size() > 1) {
      stop(p, s, stops.without(p.node));
      return stay(p, r);
    }
    stop(p, s, stops);
    start(p, r);
  }

  void bring_up(Plan& p, ResourceId r) const {
    const Status& s = status(r);
    const NodeId current = current_node(s, a.clean);
    const bool moving = current != NodeId::none && current != p.node;
    const bool partial = s.partial_source != NodeId::none;
    if (partial && moving && s.partial_target == p.node && s.active.size() == 2 &&
        m.v.config(r).allow_migrate && s.failed.empty()) {
      return migrate(p, r, current, Step::done);
    }
    if (partial) return recover(p, r);
    if (moving && may_migrate(r, current)) return migrate(p, r, current, Step::wanted);
    if (moving || !s.failed.empty() || s.active.size() > 1 || s.forced.contains(p.node)) {
      return recover(p, r);
    }
    stop(p, s, (s.dangling | s.forced).without(p.node));
    if (s.active.empty()) return start(p, r);
    stay(p, r);
  }

  void plan_resource(ResourceId r) const {
    Plan& p = plan(r);
    p = Plan{};
    probes(r, p);
    p.chosen = p.node = a.chosen[index(r)];
    if (!m.v.resource(r).managed) {
      if (online.contains(p.node)) stay(p, r);
      return;
    }
    if (status(r).blocked) return;
    if (p.chosen == NodeId::none) return stop(p, status(r), everywhere(status(r)));
    bring_up(p, r);
  }

  // rsc_order: what must be up first takes this one down with it, and up again.
  bool follow(ResourceId r, ResourceId first) const {
    const Plan& before = plan(first);
    Plan& p = plan(r);
    if (!m.v.resource(r).managed || status(r).blocked || p.chosen == NodeId::none) return false;
    const bool up = before.chosen != NodeId::none && !before.blocked;
    const bool cold =
        before.start == Step::wanted && !before.live && !everywhere(status(first)).empty();
    const bool stops = !(p.stops | p.stops_implied).empty() && !p.live;
    if (!up) {
      const NodeSet probes = p.probes;
      p = Plan{.probes = probes};
      stop(p, status(r), everywhere(status(r)));
      return true;
    }
    if (!cold || stops || p.blocked || status(r).active.empty()) return false;
    p = Plan{.probes = p.probes, .node = p.node, .chosen = p.chosen};
    recover(p, r);
    return true;
  }
  void orders() const {
    for (bool changed = true; changed;) {
      changed = false;
      for (unsigned i = 0; i < m.v.resource_capacity; ++i) {
        const ResourceId r = resource_at(i);
        if (!m.v.has(r)) continue;
        for (unsigned k = 0; k < m.v.config(r).order_count; ++k) {
          const ResourceId first = m.v.config(r).after[k];
          if (m.v.has(first)) changed = follow(r, first) || changed;
        }
      }
    }
  }
};

}  // namespace

void make_plan(Machine& m, unsigned side) {
  Assignment a;
  assign_all(m, side, a);
  Side& s = m.v.parts[side];
  const bool may_fence = s.quorate || m.v.cluster->no_quorum_policy == NoQuorumPolicy::ignore;
  s.fences = may_fence ? nodes_to_fence(m, side) : NodeSet{};
  s.fences_fired = s.fences_failed = NodeSet{};
  const Planner planner{m, side, a, online_members(m, side), s.fences};
  for (unsigned i = 0; i < m.v.resource_capacity; ++i) {
    if (m.v.has(resource_at(i))) planner.plan_resource(resource_at(i));
  }
  planner.orders();
}

}  // namespace xvm::fakes::pacemaker
