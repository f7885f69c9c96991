// sim/world/choices.hpp
//
// Purpose: what can happen next in a world: about one domain, about the cluster, and which faults
// can strike. Strategies only pick.
// Thread rule: pure functions of a world; nothing is allocated.
//
//   DomainChoices<3> list;
//   list_domain(world, 0, list);             // without faults
//   list_faults(world, Fault::host_crash, faults);
#pragma once

#include "sim/world/by_hand.hpp"
#include "sim/world/choice.hpp"
#include "sim/world/fencing.hpp"
#include "sim/world/landing.hpp"

namespace xvm::sim {

template <class W>
struct Lister {
  W& w;  // not const: At is shared with those who change it
  DomainChoices<W::node_capacity>& list;
  std::uint8_t domain;

  auto& d() const { return w.domains[domain]; }

  void push(Kind kind, NodeId n, std::uint8_t probe = 0, unsigned slot = 0, unsigned detail = 0,
            unsigned more = 0) const {
    list.push({kind, domain, n, probe, static_cast<std::uint8_t>(slot),
               static_cast<std::uint8_t>(detail), static_cast<std::uint8_t>(more), 0});
  }

  bool can_deliver(const At<W>& at, const Call& call) const {
    if (call.stage != Stage::landed) return false;
    if (is_for_cluster(call.asked)) return in_touch(w, at.node);
    if (index(call.node) >= W::node_capacity) return true;
    return path(w, call.node, at.node) && !w.frozen.contains(call.node);
  }
  void call_choices(const At<W>& at, unsigned slot) const {
    const Call& call = at.run().calls[slot];
    const auto more = static_cast<unsigned>(call.asked);
    if (can_land(at, call)) {
      const bool waits = call.asked == Asked::await_idle && is_busy(d(), at.node, call.node) &&
                         w.hosts[index(call.node)].answers();
      push(waits ? Kind::impatient : Kind::land, at.node, at.probe, slot, call.detail, more);
    }
    if (can_deliver(at, call)) push(Kind::deliver, at.node, at.probe, slot, call.detail, more);
    push(Kind::give_up, at.node, at.probe, slot, call.detail, more);
  }
  bool is_audited(const At<W>& at, NodeId n) const {
    for (const Call& call : at.run().calls) {
      if (is_open(call) && call.by_watch && call.node == n) return true;
    }
    return false;
  }
  void running_choices(const At<W>& at) const {
    const auto& run = at.run();
    for (unsigned i = 0; i < run.calls.size(); ++i) {
      if (is_open(run.calls[i])) call_choices(at, i);
    }
    for (unsigned t = 0; t < enum_count<Timer>; ++t) {
      if (run.armed.contains(static_cast<Timer>(t))) push(Kind::expire, at.node, at.probe, 0, t);
    }
    for (NodeId n : run.watched) {
      if (!is_audited(at, n)) push(Kind::audit, at.node, at.probe, index(n));
    }
    push(Kind::time_over, at.node, at.probe, 0, 0, static_cast<unsigned>(run.method));
  }
  void run_choices(const At<W>& at) const {
    const auto method = static_cast<unsigned>(at.run().method);
    switch (at.run().life) {
      case Life::none: return;
      case Life::launched:
        if (in_touch(w, at.node)) push(Kind::begin, at.node, at.probe, 0, 0, method);
        return;
      case Life::running: return running_choices(at);
      case Life::ended:
        if (in_touch(w, at.node)) push(Kind::tell_end, at.node, at.probe, 0, 0, method);
        return;
    }
  }

  void place_choices(NodeId n) const {
    for (std::uint8_t probe = 0; probe < 2; ++probe) run_choices({w, domain, n, probe});
    const auto& place = d().places[index(n)];
    if (place.queue.method != rgm::Method::none && in_touch(w, n)) {
      push(Kind::lock_refused, n, 0, 0, place.queue.killed,
           static_cast<unsigned>(place.queue.method));
    }
    if (place.notes.booting) push(Kind::grace_over, n);
    if (place.notes.unknown && !place.notes.grace_over) push(Kind::unknown_grace_over, n);
    if (!fakes::active(place.cell)) return;
    for (const auto ask :
         {fakes::Ask::boot_done, fakes::Ask::guest_obeys, fakes::Ask::teardown_done}) {
      // libvirt keeps the emulator of a guest that has powered off until its daemon ends it.
      const bool by_daemon = ask == fakes::Ask::teardown_done && !w.hosts[index(n)].answers();
      if (by_daemon || !fakes::happen(place.cell, ask)) continue;
      push(Kind::life, n, 0, 0, static_cast<unsigned>(ask));
    }
  }
  // What administrators put right after a while.
  void mending_choices() const {
    bool registers = must_be_registered(d());
    for (unsigned i = 0; i < w.node_count; ++i) {
      const NodeId n = node_at(i);
      if (!can_type(w, n)) continue;
      const auto ask = mending_hand(d(), n);
      if (ask) push(Kind::by_hand, n, 0, 1, static_cast<unsigned>(*ask));
      const bool best = d().places[i].cell.defined || !is_defined_beside(d(), n);
      if (!registers || !best) continue;
      push(Kind::register_again, n);
      registers = false;
    }
    if (d().plugin != Plugin::well) push(Kind::plugin, NodeId::none);
    if (!d().torn) return;
    push(Kind::claim_mended, NodeId::none, 0, 0, static_cast<unsigned>(Mending::restore));
  }
  void journey_choices() const {
    const fakes::Crossing now = crossing(w, d());
    for (const auto turn :
         {fakes::Turn::proceed, fakes::Turn::source_gives_up, fakes::Turn::target_gives_up}) {
      if (fakes::advance(now, turn)) {
        push(Kind::turn, d().journey.source, 0, static_cast<unsigned>(now.migration.phase),
             static_cast<unsigned>(turn), static_cast<unsigned>(now.migration.finish));
      }
    }
    if (!d().journey.data) push(Kind::data_back, d().journey.source);
  }
  void all() const {
    for (unsigned n = 0; n < w.node_count; ++n) {
      if (awake(w, node_at(n))) place_choices(node_at(n));
    }
    if (has_journey(d())) journey_choices();
    mending_choices();
    for (unsigned i = 0; i < d().late.size(); ++i) {
      const Late& late = d().late[i];
      if (late.asked == Asked::nothing) continue;
      const auto more = static_cast<unsigned>(late.asked);
      if (can_land_late(w, late)) push(Kind::late, late.node, 0, i, late.detail, more);
      push(Kind::vanish, late.node, 0, i, late.detail, more);
    }
    for (unsigned i = 0; i < d().timer_count; ++i) {
      const rgm::Timer& t = d().timers[i].timer;
      const bool of_method = t.name == rgm::TimerName::method;
      const auto more = of_method ? w.rgm.cells[domain][index(t.node)].running : rgm::Method::none;
      push(Kind::rgm_timer, t.node, 0, t.slot, static_cast<unsigned>(t.name),
           static_cast<unsigned>(more));
    }
  }
};

// Everything about one domain but faults.
template <class W>
void list_domain(W& w, std::uint8_t domain, DomainChoices<W::node_capacity>& list) {
  list.clear();
  Lister<W>{w, list, domain}.all();
}

// What repairs itself, or is repaired, after a while.
template <class W>
void list_cluster(const W& w, ClusterChoices<W::node_capacity>& list) {
  list.clear();
  const auto push = [&list](Kind kind, NodeId n, unsigned slot = 0) {
    list.push({kind, Choice::no_domain, n, 0, static_cast<std::uint8_t>(slot), 0, 0, 0});
  };
  for (unsigned i = 0; i < w.node_count; ++i) {
    const NodeId n = node_at(i);
    const fakes::Host& host = w.hosts[i];
    if (can_fence(w, n)) push(Kind::fence, n);
    if (!host.up && !is_member(w, n)) push(Kind::boot_host, n);
    if (can_join(w, n)) push(Kind::join, n);
    if (host.up && host.daemon == fakes::Daemon::down) push(Kind::start_daemon, n);
    if (host.up && host.daemon == fakes::Daemon::frozen) push(Kind::thaw_daemon, n);
    if (w.frozen.contains(n)) push(Kind::thaw_host, n);
    for (NodeId to : w.cut[i]) push(Kind::heal, n, index(to));
    if (w.no_admin.contains(n)) push(Kind::admin_back_here, n);
    if (w.evacuated_s[i] != 0) push(Kind::evacuated, n);
    if (w.unfenceable.contains(n)) push(Kind::fencing_works, n);
    if (w.stale_admin.contains(n)) push(Kind::admin_fresh, n);
  }
  if (w.admin != Admin::served) push(Kind::admin_back, NodeId::none);
}

}  // namespace xvm::sim
