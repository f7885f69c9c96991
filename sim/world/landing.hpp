// sim/world/landing.hpp
//
// Purpose: carries out an open request where it arrives: at a hypervisor, at the administrative
// file system, at the cluster manager or on the own host; the answer then travels back. Thread
// rule: functions of one world.
//
//   if (can_land(at, call)) land(at, call, scratch.deeds);
#pragma once

#include "sim/world/claims.hpp"
#include "sim/world/methods.hpp"

namespace xvm::sim {

constexpr bool needs_admin(Asked a) {
  return is_for_store(a) || a == Asked::save || a == Asked::quarantine || a == Asked::define;
}

// A job runs, or a call of an earlier method of this node may still be in its daemon's queue.
template <class D>
bool is_busy(const D& d, NodeId caller, NodeId n) {
  if (d.places[index(n)].cell.job) return true;
  if (caller != n) return false;
  for (const Late& late : d.late) {
    if (late.asked != Asked::nothing && late.actor == caller && late.node == n) return true;
  }
  return false;
}

template <class W>
bool can_land(const At<W>& at, const Call& call) {
  if (call.stage != Stage::asked || !awake(at.w, at.node)) return false;
  if (needs_admin(call.asked) && admin_service(at.w, at.node) == Service::none) return false;
  if (is_for_cluster(call.asked)) return in_touch(at.w, at.node);
  if (index(call.node) >= W::node_capacity) return true;
  if (!talk(at.w, at.node, call.node) || at.w.frozen.contains(call.node)) return false;
  if (call.asked == Asked::check_target) {
    return talk(at.w, at.node, call.other) && !at.w.frozen.contains(call.other);
  }
  return true;
}

template <class W>
fakes::Daemon daemon_of(const W& w, NodeId n) {
  return w.hosts[index(n)].daemon;
}

template <class E>
std::uint8_t told(E outcome) {
  return static_cast<std::uint8_t>(outcome);
}

// --- the administrative file system --------------------------------------------------------------

inline void remember_claim(Notes& notes, const Claim& claim) {
  if (claim.epoch >= notes.last_seen.epoch) notes.last_seen = claim;
}

template <class W>
void land_at_store(const At<W>& at, Call& call) {
  auto& d = at.d();
  at.run().at_reading = d.newest;
  if (call.asked == Asked::read_claim) {
    const ClaimRead read = read_claim(at.w, at.domain, at.node);
    call.outcome = told(read.outcome);
    call.claim = read.newest;
    if (read.outcome == StoreOutcome::unreadable) return;
    remember_claim(at.place().notes, read.newest);
    at.run().at_reading = read.newest;
  } else {
    const bool whole = admin_service(at.w, at.node) == Service::whole;
    const LinkOutcome end = whole ? link_claim(d, call.claim) : LinkOutcome::failed;
    call.outcome = told(end);
    if (end == LinkOutcome::won) remember_claim(at.place().notes, call.claim);
    refresh_cache(d, at.node);
    at.run().at_reading = d.newest;
  }
}

// The text of a definition: of a persistent one, or what an active domain runs with.
template <class W>
bool can_dump(const At<W>& at, NodeId n) {
  const fakes::DomainCell& cell = at.d().places[index(n)].cell;
  return daemon_of(at.w, n) == fakes::Daemon::up && (cell.defined || fakes::active(cell));
}

template <class W>
ExportOutcome save_definition(const At<W>& at, NodeId n) {
  if (!can_dump(at, n)) return ExportOutcome::failed;
  at.place().notes.local_copy = true;
  if (admin_service(at.w, at.node) != Service::whole) return ExportOutcome::local_only;
  at.d().exported = true;
  at.d().bereft = at.d().destroyed = false;
  return ExportOutcome::intact;
}

template <class W>
bool has_export(const At<W>& at) {
  const bool readable = admin_service(at.w, at.node) != Service::errors;
  return (at.d().exported && readable) || at.place().notes.local_copy;
}

template <class W>
ExportOutcome quarantine(const At<W>& at, NodeId n) {
  if (!can_dump(at, n) || !has_export(at)) return ExportOutcome::failed;
  return admin_service(at.w, at.node) == Service::whole ? ExportOutcome::intact
                                                        : ExportOutcome::local_only;
}

// --- hypervisors ---------------------------------------------------------------------------------

constexpr fakes::Ask ask_for(const Call& call) {
  if (call.asked == Asked::define) return fakes::Ask::define;
  if (call.asked == Asked::shutdown) return fakes::Ask::send_shutdown;
  if (call.asked == Asked::abort_job) return fakes::Ask::abort_job;
  switch (static_cast<Verb>(call.detail)) {
    case Verb::create: return fakes::Ask::create;
    case Verb::resume: return fakes::Ask::resume;
    case Verb::destroy: return fakes::Ask::destroy;
    case Verb::undefine: return fakes::Ask::undefine;
  }
  return fakes::Ask::observe;
}

// R1: a silent daemon's emulator can still be ended by its pid.
template <class W>
CallOutcome carry_out_act(const At<W>& at, const Call& call) {
  auto& d = at.d();
  const bool own = call.node == at.node;
  const bool silent_destroy =
      own && verb_of(call) == Verb::destroy && at.run().silent.contains(at.node);
  const bool runs = fakes::active(d.places[index(call.node)].cell);
  if (silent_destroy && runs) return ask_node(at.w, d, at.node, fakes::Ask::kill_emulator).outcome;
  return ask_node(at.w, d, call.node, ask_for(call)).outcome;
}

template <class W>
void land_act(const At<W>& at, Call& call, Deeds& deeds) {
  const CallOutcome outcome = carry_out_act(at, call);
  call.outcome = told(outcome);
  Notes& notes = at.place().notes;
  const bool starts =
      call.node == at.node && (verb_of(call) == Verb::create || verb_of(call) == Verb::resume);
  if (starts && outcome != CallOutcome::unknown) notes.call_begun = false;
  if (starts && outcome == CallOutcome::ok) notes.booting = true;
  if (outcome != CallOutcome::ok) return;
  deeds.acted = true;
  deeds.domain = at.domain;
  deeds.at_reading = at.run().at_reading;
  deeds.act = {{verb_of(call), call.node}, at.node,
               call.claim.epoch,           call.blind,
               call.owner_executes,        at.run().machine.context.setting.method};
}

template <class W>
bool proven_gone_here(const At<W>& at) {
  const Notes& notes = at.place().notes;
  return fakes::witness(node_state(at.w, at.d(), at.node)) == Witness::gone && !notes.call_begun;
}

template <class W>
void land_await(const At<W>& at, Call& call, bool busy) {
  const bool own = call.node == at.node;
  const bool answers = at.w.hosts[index(call.node)].answers();
  if (own && !answers && at.run().silent.contains(at.node) && proven_gone_here(at)) {
    call.outcome = told(CallOutcome::ok);
  } else if (!answers) {
    const bool gone =
        own && daemon_of(at.w, at.node) == fakes::Daemon::down && proven_gone_here(at);
    call.outcome = told(gone ? CallOutcome::ok : CallOutcome::unknown);
  } else {
    call.outcome = told(busy ? CallOutcome::refused : CallOutcome::ok);
    if (!busy && own) at.place().notes.call_begun = false;
  }
}

template <class W>
void land_check(const At<W>& at, Call& call) {
  const auto& d = at.d();
  const fakes::DomainCell& there = d.places[index(call.other)].cell;
  TargetReport report;
  if (!is_member(at.w, call.other)) report = report.with(TargetFault::not_a_member);
  if (at.run().abandoned.contains(call.other)) report = report.with(TargetFault::abandoned_call);
  const bool answer =
      at.w.hosts[index(call.node)].answers() && at.w.hosts[index(call.other)].answers();
  if (!answer) report = report.with(TargetFault::no_answer);
  if (answer && fakes::active(there)) report = report.with(TargetFault::domain_active);
  if (answer && there.job) report = report.with(TargetFault::job_busy);
  if (answer && there.name_taken) report = report.with(TargetFault::name_taken);
  call.faults = report.faults;
}

// One migration of a domain at a time: while an older one is not over, the new one is refused.
template <class D>
bool begin_journey(D& d, const Call& call, bool client_lives) {
  if (has_journey(d)) return false;
  d.journey = {};
  d.journey.migration.plan = fakes::two_phase;
  d.journey.migration.plan.live = call.detail != 0;
  d.journey.migration.client_lives = client_lives;
  d.journey.source = call.node;
  d.journey.target = call.other;
  return true;
}

template <class W>
void land_at_hypervisor(const At<W>& at, Call& call, Deeds& deeds) {
  auto& d = at.d();
  switch (call.asked) {
    case Asked::observe: call.seen = ask_node(at.w, d, call.node, fakes::Ask::observe).seen; break;
    case Asked::witness:
      call.outcome = told(call.node == at.node ? fakes::witness(node_state(at.w, d, at.node))
                                               : Witness::unknown);
      break;
    case Asked::act: land_act(at, call, deeds); break;
    case Asked::await_idle: land_await(at, call, is_busy(d, at.node, call.node)); break;
    case Asked::check_target: land_check(at, call); break;
    case Asked::save: call.outcome = told(save_definition(at, call.node)); break;
    case Asked::quarantine: call.outcome = told(quarantine(at, call.node)); break;
    case Asked::define:
      call.outcome = told(has_export(at) ? ask_node(at.w, d, call.node, fakes::Ask::define).outcome
                                         : CallOutcome::refused);
      break;
    case Asked::migrate:
      call.stage = begin_journey(d, call, true) ? Stage::working : Stage::landed;
      call.outcome = told(CallOutcome::refused);
      break;
    default: call.outcome = told(ask_node(at.w, d, call.node, ask_for(call)).outcome); break;
  }
}

// agent/plugin runs it, agent/control keeps whether it failed. A silent one is given up in time.
template <class W>
void land_plugin(const At<W>& at, Call& call) {
  const Plugin state = at.d().plugin;
  constexpr std::array<std::uint16_t, enum_count<Plugin>> statuses{0, 40, 100, 201, 0, 0};
  at.place().notes.plugin_failed = state != Plugin::well;
  if (state == Plugin::silent) call.stage = Stage::lost;
  call.outcome = told(state == Plugin::broken ? PluginEnd::not_started : PluginEnd::exited);
  call.faults = statuses[static_cast<std::size_t>(state)];
}

// A frozen daemon reads nothing: what it keeps is carried out when it thaws, and nobody is told.
template <class W>
bool is_swallowed(const At<W>& at, const Call& call) {
  if (call.asked == Asked::witness || call.asked == Asked::migrate) return false;
  const auto frozen = [&](NodeId n) {
    return index(n) < W::node_capacity && daemon_of(at.w, n) == fakes::Daemon::frozen;
  };
  if (!frozen(call.node) && !frozen(call.other)) return false;
  const bool own_silent = call.node == at.node && at.run().silent.contains(at.node);
  if (call.asked == Asked::await_idle) return !(own_silent && proven_gone_here(at));
  const bool ends_emulator = call.asked == Asked::act && verb_of(call) == Verb::destroy &&
                             own_silent && fakes::active(at.place().cell);
  return !ends_emulator;
}

template <class W>
void land(const At<W>& at, Call& call, Deeds& deeds) {
  const bool swallowed = is_swallowed(at, call);
  call.stage = swallowed ? Stage::lost : Stage::landed;
  if (is_for_store(call.asked)) {
    land_at_store(at, call);
  } else if (call.asked == Asked::plugin) {
    land_plugin(at, call);
  } else if (call.asked == Asked::inspect) {
    const bool silent = !at.w.hosts[index(at.node)].answers();
    const FindingSet found = silent ? FindingSet{}.with(Finding::hypervisor_silent) : FindingSet{};
    call.faults = static_cast<std::uint16_t>(found.bits());
  } else if (index(call.node) < W::node_capacity) {
    if (swallowed && call.asked == Asked::check_target) return;
    land_at_hypervisor(at, call, deeds);
  }
}

// R14: a call lands although its method was killed or gave up.
template <class W>
bool can_land_late(const W& w, const Late& late) {
  if (late.asked == Asked::nothing) return false;
  if (late.asked == Asked::link_claim) {
    return awake(w, late.actor) && admin_service(w, late.actor) == Service::whole;
  }
  return awake(w, late.actor) && talk(w, late.actor, late.node) && !w.frozen.contains(late.node);
}

template <class W>
void land_late(W& w, std::uint8_t domain, Late& slot) {
  auto& d = w.domains[domain];
  const Late late = slot;
  slot = {};
  if (late.asked == Asked::link_claim) {
    link_claim(d, late.claim);
    return;
  }
  Call call;
  call.asked = late.asked;
  call.node = late.node;
  call.other = late.other;
  call.detail = late.detail;
  if (late.asked == Asked::migrate) {
    begin_journey(d, call, false);
  } else {
    ask_node(w, d, late.node, ask_for(call));
    if (late.asked == Asked::define) d.places[index(late.node)].not_retired = true;
  }
}

}  // namespace xvm::sim
