// Does what was planned: one pass after the other fires every action whose predecessors are done.
// Passes go by resource, and within one against the order of its life, as the controller's do: the
// recorded sequences of a busy machine, which fires one action at a time, depend on it.
#include "fakes/pacemaker/machine.hpp"

namespace xvm::fakes::pacemaker {
namespace {

struct Pass {
  Machine& m;
  unsigned side;
  bool progress = false;

  Side& part() const { return m.v.parts[side]; }
  Plan& plan(ResourceId r) const { return m.v.plan(side, r); }
  bool room() const {
    const unsigned limit = m.v.cluster->batch_limit;
    return limit == 0 || part().in_flight < limit;
  }
  void fire(ResourceId r, NodeId n, Op op, NodeId peer = NodeId::none) {
    ++part().in_flight;
    progress = true;
    submit(m, r, n, op, true, peer);
  }

  static NodeSet stopping(const Plan& p) { return p.stops | p.stops_fired | p.stops_implied; }
  bool probed(const Plan& p) const { return p.probes.empty() && p.probes_fired.empty(); }
  bool fenced() const {
    return (part().fences | part().fences_fired | part().fences_failed).empty();
  }
  bool migration_fits(const Plan& p) const {
    const unsigned limit = m.v.cluster->migration_limit;
    if (limit == 0) return true;
    unsigned at_source = 0, at_target = 0;
    for (unsigned i = 0; i < m.v.resource_capacity; ++i) {
      const Plan& x = plan(resource_at(i));
      if (x.migrate_to != Step::fired && x.migrate_from != Step::fired) continue;
      if (x.source == p.source || x.node == p.source) ++at_source;
      if (x.source == p.node || x.node == p.node) ++at_target;
    }
    return at_source < limit && at_target < limit;
  }
  // Those that start before it: is `done` true of all of them?
  template <class Done>
  bool before_all(ResourceId r, Done done) const {
    const ResourceConfig& c = m.v.config(r);
    for (unsigned k = 0; k < c.order_count; ++k) {
      if (m.v.has(c.after[k]) && !done(plan(c.after[k]))) return false;
    }
    return true;
  }
  // Those that start after it stop before it.
  bool followers_stopped(ResourceId r) const {
    for (unsigned i = 0; i < m.v.resource_capacity; ++i) {
      const ResourceId other = resource_at(i);
      if (!m.v.has(other)) continue;
      const ResourceConfig& c = m.v.config(other);
      for (unsigned k = 0; k < c.order_count; ++k) {
        if (c.after[k] == r && !stopping(plan(other)).empty()) return false;
      }
    }
    return true;
  }
  bool apart(ResourceId x, ResourceId y) const {
    const ResourceConfig& c = m.v.config(x);
    for (unsigned k = 0; k < c.colocation_count; ++k) {
      if (c.colocations[k].with == y && c.colocations[k].score <= -infinity) return true;
    }
    return false;
  }
  // Those that must not be there with it are stopped there. (A live migration does not wait.)
  bool others_left(ResourceId r, NodeId n) const {
    for (unsigned i = 0; i < m.v.resource_capacity; ++i) {
      const ResourceId other = resource_at(i);
      if (other == r || !m.v.has(other) || !stopping(plan(other)).contains(n)) continue;
      if (apart(r, other) || apart(other, r)) return false;
    }
    return true;
  }

  void migration(ResourceId r, Plan& p) {
    if (p.migrate_from == Step::wanted && p.migrate_to == Step::done && room() &&
        migration_fits(p)) {
      p.migrate_from = Step::fired;
      fire(r, p.node, Op::migrate_from, p.source);
    }
    const auto arrived = [](const Plan& first) {
      return first.migrate_from == Step::none || first.migrate_from == Step::done;
    };
    if (p.migrate_to == Step::wanted && probed(p) && before_all(r, arrived) && room() &&
        migration_fits(p)) {
      p.migrate_to = Step::fired;
      fire(r, p.source, Op::migrate_to, p.node);
    }
  }
  void monitor(ResourceId r, Plan& p) {
    const bool up = p.start == Step::none || p.start == Step::done;
    if (p.monitor != Step::wanted || !up || !room()) return;
    p.monitor = Step::fired;
    fire(r, p.node, Op::monitor);
  }
  void start(ResourceId r, Plan& p) {
    const auto up = [](const Plan& first) {
      return first.start == Step::none || first.start == Step::done;
    };
    if (p.start != Step::wanted || !stopping(p).empty() || !before_all(r, up)) return;
    if (!others_left(r, p.node)) return;
    if (p.live) {
      if (p.migrate_from != Step::done) return;
      p.start = Step::done;
      progress = true;
      return;
    }
    const bool safe = fenced() || m.v.config(r).kind == ResourceClass::stonith;
    if (p.blocked || !safe || !probed(p) || !room()) return;
    p.start = Step::fired;
    fire(r, p.node, Op::start);
  }
  void stop(ResourceId r, Plan& p, NodeSet nodes) {
    if (p.live && p.migrate_from != Step::done) return;
    for (unsigned i = m.v.node_capacity; i-- > 0;) {
      const NodeId n = node_at(i);
      if (!nodes.contains(n)) continue;
      if (!room() || !followers_stopped(r)) return;
      p.stops = p.stops.without(n);
      p.stops_fired = p.stops_fired.with(n);
      fire(r, n, Op::stop);
    }
  }
  void implied(Plan& p) {
    const NodeSet over =
        p.stops_implied.without(part().fences | part().fences_fired | part().fences_failed);
    if (over.empty()) return;
    p.stops_implied = p.stops_implied.without(over);
    progress = true;
  }
  void probes(ResourceId r, Plan& p) {
    for (unsigned i = m.v.node_capacity; i-- > 0;) {
      const NodeId n = node_at(i);
      if (!p.probes.contains(n) || !room()) continue;
      p.probes = p.probes.without(n);
      p.probes_fired = p.probes_fired.with(n);
      fire(r, n, Op::probe);
    }
  }
  void resource(ResourceId r) {
    Plan& p = plan(r);
    migration(r, p);
    monitor(r, p);
    start(r, p);
    stop(r, p, p.stops.without(p.stops_last));
    stop(r, p, p.stops & p.stops_last);
    implied(p);
    probes(r, p);
  }
  void fences() {
    for (const NodeId n : part().fences) {
      if (!room()) return;
      part().fences = part().fences.without(n);
      part().fences_fired = part().fences_fired.with(n);
      ++part().in_flight;
      progress = true;
      request_fencing(m, side, n);
    }
  }
};

}  // namespace

void run_graph(Machine& m, unsigned side) {
  Pass pass{m, side};
  do {
    pass.progress = false;
    for (unsigned i = 0; i < m.v.resource_capacity; ++i) {
      if (m.v.has(resource_at(i))) pass.resource(resource_at(i));
    }
    pass.fences();
  } while (pass.progress);
  if (m.v.parts[side].in_flight == 0) m.v.parts[side].busy = false;
}

void settle_step(Machine& m, unsigned side, ResourceId r, NodeId n, Op op, bool ok) {
  Plan& p = m.v.plan(side, r);
  if (op == Op::probe) p.probes_fired = p.probes_fired.without(n);
  if (!ok) return;  // what waits for it waits until the next transition
  switch (op) {
    case Op::start: p.start = Step::done; return;
    case Op::stop: p.stops_fired = p.stops_fired.without(n); return;
    case Op::monitor: p.monitor = Step::done; return;
    case Op::migrate_to: p.migrate_to = Step::done; return;
    case Op::migrate_from: p.migrate_from = Step::done; return;
    case Op::probe:
    case Op::none: return;
  }
}

void abort_transition(Machine& m, unsigned side) { m.v.parts[side].aborted = true; }

void proceed(Machine& m, unsigned side) {
  Side& s = m.v.parts[side];
  if (s.joining || s.members.empty()) return;
  if (s.aborted) {
    if (s.in_flight != 0) return;
    s.aborted = false;
    s.busy = true;
    make_plan(m, side);
  }
  if (s.busy) run_graph(m, side);
}

void restart_as_new_dc(Machine& m, unsigned side) {
  Side& s = m.v.parts[side];
  for (unsigned i = 0; i < m.v.resource_capacity; ++i) {
    const ResourceId r = resource_at(i);
    m.v.plan(side, r) = Plan{};
    for (const NodeId n : s.members) {
      m.v.cell(r, n).in_graph = false;
      m.v.cell(r, n).waiting_in_graph = {};
    }
  }
  s.fences = s.fences_fired = s.fences_failed = NodeSet{};
  s.in_flight = 0;
  s.busy = false;
  s.aborted = true;
}

}  // namespace xvm::fakes::pacemaker
