// sim/world/methods.hpp
//
// Purpose: runs the real machines: begins a method, steps it with the answers that arrive, keeps
// what it asks for, and leaves its calls behind when it is killed or gives up (R14).
// Thread rule: functions of one world.
//
//   begin_run(at, scratch);                  // At: a run of a domain on a node
//   step_run(at, Expired{timer}, scratch);
#pragma once

#include "model/decisions/gds_exit_code.hpp"
#include "model/decisions/stop_intent.hpp"
#include "model/machine/step.hpp"
#include "sim/world/deeds.hpp"
#include "sim/world/nodes.hpp"

namespace xvm::sim {

// One run: of which domain, on which node, probe or not.
template <class W>
struct At {
  W& w;
  std::uint8_t domain;
  NodeId node;
  std::uint8_t probe;

  auto& d() const { return w.domains[domain]; }
  auto& place() const { return d().places[index(node)]; }
  auto& run() const { return place().runs[probe]; }
};

inline Method method_for(rgm::Method m) {
  switch (m) {
    case rgm::Method::start: return Method::start;
    case rgm::Method::stop: return Method::stop;
    case rgm::Method::probe: return Method::probe;
    case rgm::Method::boot: return Method::reconcile;
    case rgm::Method::validate:
    case rgm::Method::monitor_check:
    case rgm::Method::none: break;
  }
  return Method::validate;
}

template <class W>
Setting setting_for(const At<W>& at) {
  const Notes& notes = at.place().notes;
  const Policy& policy = at.d().policy;
  Setting s;
  s.method = method_for(at.run().method);
  s.engine = Engine::gds;
  s.self = at.node;
  s.nodes = at.d().node_list;
  s.failover = policy.failover;
  s.on_migrate_fail = policy.on_migrate_fail;
  s.strict_peers = policy.strict_peers;
  s.on_poweroff = policy.on_poweroff;
  s.has_plugin = policy.has_plugin;
  s.allow_201 = policy.allow_201;
  s.booting = notes.booting;
  s.unknown_grace_over = notes.grace_over;
  s.release_owed = notes.release_owed;
  s.last_seen = notes.last_seen;
  return s;
}

// --- calls that nobody waits for any more --------------------------------------------------------

template <class W>
void leave_behind(const At<W>& at, const Call& call) {
  if (call.stage != Stage::asked || !changes_something(call.asked)) return;
  for (Late& late : at.d().late) {
    if (late.asked != Asked::nothing) continue;
    late = {call.asked, at.node, call.node, call.other, call.claim, call.detail, {}};
    return;
  }
}

template <class W>
void client_dies(const At<W>& at) {
  auto& d = at.d();
  if (has_journey(d)) d.journey.migration.client_lives = false;
}

template <class W>
void leave_calls(const At<W>& at) {
  for (Call& call : at.run().calls) {
    if (!is_open(call)) continue;
    leave_behind(at, call);
    if (call.stage == Stage::working) client_dies(at);
    call = {};
  }
}

template <class W>
void kill_run(const At<W>& at) {
  auto& run = at.run();
  if (run.life == Life::none || run.life == Life::ended) return;
  leave_calls(at);
  run.life = Life::ended;
  run.killed = true;
}

// --- what the method asks for --------------------------------------------------------------------

template <class W>
void open_call(const At<W>& at, const Call& call) {
  auto& run = at.run();
  for (Call& slot : run.calls) {
    if (is_open(slot)) continue;
    slot = call;
    return;
  }
  if (!may_be_skipped(call.asked)) std::abort();  // the capacity is the most that machines ask for
}

template <class W>
void forget_seen(const At<W>& at, NodeId n) {
  if (index(n) < W::node_capacity) at.run().seen[index(n)] = Seen::unknown;
}

template <class W>
Call act_call(const At<W>& at, Call call, const Event& why) {
  auto& run = at.run();
  const auto* read = std::get_if<ClaimRead>(&why);
  call.claim = run.machine.context.claim;
  call.blind = read != nullptr && read->outcome == StoreOutcome::unreadable;
  const NodeId owner = call.claim.owner;
  call.owner_executes =
      index(owner) < W::node_capacity && run.seen[index(owner)] == Seen::executing;
  const bool starts = verb_of(call) == Verb::create || verb_of(call) == Verb::resume;
  if (starts && call.node == at.node) at.place().notes.call_begun = true;
  return call;
}

template <class W>
void note_migration(const At<W>& at, const StartMigration& request, Deeds& deeds) {
  const auto& run = at.run();
  const Context& c = run.machine.context;
  deeds.migrates = true;
  deeds.begun = {c.setting, c.facts, request,
                 stop_intent(c.setting.engine, c.facts, c.setting.self),
                 run.seen[index(request.source)]};
}

// A start or stop that did its work also cleaned up, and so did a BOOT that left nothing open.
inline bool has_swept(const Finish& f) {
  switch (f.reason) {
    case Reason::nothing_to_do:
    case Reason::settled:
    case Reason::swept:
    case Reason::started:
    case Reason::stopped: return true;
    default: return false;
  }
}

template <class W>
void note_sweeping(const At<W>& at, const Finish& f) {
  if (has_swept(f)) at.place().unswept = at.place().not_retired = false;
  if (f.reason == Reason::stopped) at.d().contested = false;
  const bool adopted = f.reason == Reason::already_running || f.reason == Reason::migrated_here;
  if (!adopted && f.reason != Reason::started) return;
  for (auto& place : at.d().places) {
    const bool kept = adopted || fakes::has_save(place.cell);  // a save refuses the undefine
    if (&place != &at.place() && place.cell.defined && kept) place.not_retired = true;
  }
}

template <class W>
void finish_run(const At<W>& at, const Finish& f, Deeds& deeds) {
  auto& run = at.run();
  leave_calls(at);
  run.life = Life::ended;
  run.exit_code = gds_exit_code(f.result, f.plugin);
  if (run.method == rgm::Method::probe) {
    Notes& notes = at.place().notes;
    notes.unknown =
        f.reason == Reason::unknown_within_grace || f.reason == Reason::unknown_too_long;
    if (!notes.unknown) notes.grace_over = false;
  }
  note_sweeping(at, f);
  deeds.ended = true;
  deeds.end = {run.machine.context.setting, f.result, f.reason, f.node, {}};
  std::copy(run.seen.begin(), run.seen.end(), deeds.end.seen.begin());
}

template <class W>
void note_debt(const At<W>& at, const RecordDebt& debt) {
  Notes& notes = at.place().notes;
  switch (debt.debt) {
    case Debt::undefine: notes.undefine_owed = notes.undefine_owed.with(debt.node); break;
    case Debt::destroy_copy: notes.copy_owed = notes.copy_owed.with(debt.node); break;
    case Debt::release: notes.release_owed = true; break;
  }
}

template <class W>
void settle_debts(const At<W>& at) {
  Notes& notes = at.place().notes;
  const NodeSet silent = at.run().silent;
  notes.undefine_owed = notes.undefine_owed & silent;
  notes.copy_owed = notes.copy_owed & silent;
  if (!silent.contains(at.node)) notes.release_owed = false;
}

template <class W>
void unwatch(const At<W>& at, NodeId n) {
  auto& run = at.run();
  run.watched = run.watched.without(n);
  for (Call& call : run.calls) {
    if (is_open(call) && call.by_watch && call.node == n) call = {};
  }
}

template <class W>
void execute(const At<W>& at, const Action& action, const Event& why, Deeds& deeds) {
  auto& run = at.run();
  if (const auto* a = std::get_if<ArmTimer>(&action)) return run.armed.insert(a->timer);
  if (std::holds_alternative<DisarmTimers>(action)) return run.armed.clear();
  if (const auto* a = std::get_if<Watch>(&action)) {
    run.watched = run.watched.with(a->node);
    return;
  }
  if (const auto* a = std::get_if<Unwatch>(&action)) return unwatch(at, a->node);
  if (const auto* a = std::get_if<RecordDebt>(&action)) return note_debt(at, *a);
  if (std::holds_alternative<SettleDebts>(action)) return settle_debts(at);
  if (const auto* a = std::get_if<Finish>(&action)) return finish_run(at, *a, deeds);
  std::optional<Call> call = call_for(action);
  if (!call) return;
  if (const auto* a = std::get_if<StartMigration>(&action)) note_migration(at, *a, deeds);
  if (call->asked == Asked::act) call = act_call(at, *call, why);
  const bool acts =
      call->asked == Asked::act || call->asked == Asked::shutdown || call->asked == Asked::migrate;
  if (acts) {
    forget_seen(at, call->node);
    forget_seen(at, call->other);
  }
  open_call(at, *call);
}

// --- what the method is told ---------------------------------------------------------------------

template <class W>
void learn(const At<W>& at, const Event& event) {
  auto& run = at.run();
  if (const auto* e = std::get_if<Observed>(&event)) {
    const Seen seen = classify(e->seen);
    run.seen[index(e->node)] = seen;
    run.silent = seen == Seen::unknown ? run.silent.with(e->node) : run.silent.without(e->node);
  }
  if (const auto* e = std::get_if<Witnessed>(&event)) {
    if (e->witness == Witness::gone) run.seen[index(e->node)] = Seen::defined;
  }
}

template <class W>
void step_run(const At<W>& at, const Event& event, Scratch& s) {
  auto& run = at.run();
  learn(at, event);
  s.out.clear();
  if (s.watch == nullptr) {
    if (step(run.machine, event, s.out) == Taken::impossible) s.deeds.impossible = true;
  } else {
    const Machine before = run.machine;
    if (step(run.machine, event, s.out) == Taken::impossible) s.deeds.impossible = true;
    s.watch->stepped({at.domain, at.node, at.probe, before, event, s.out, run.machine});
  }
  s.deeds.domain = at.domain;
  for (const Action& action : s.out) execute(at, action, event, s.deeds);
}

template <class W>
void begin_run(const At<W>& at, Scratch& s) {
  auto& run = at.run();
  run.life = Life::running;
  run.machine = begin_method(setting_for(at));
  step_run(at, Begin{}, s);
}

// The driver's end of a method whose time is over: it has no verdict, so it failed.
template <class W>
void run_out_of_time(const At<W>& at, Scratch& s) {
  s.deeds.domain = at.domain;
  finish_run(at, {Result::failed, Reason::unsettled, at.node}, s.deeds);
}

// The driver gives up on a call at its bound (agent/driver/production_jobs: gave_up).
template <class W>
void give_up(const At<W>& at, Call& slot, Scratch& s) {
  auto& run = at.run();
  const Call call = slot;
  leave_behind(at, call);
  slot = {};
  if (call.stage == Stage::working) client_dies(at);
  if (!is_for_store(call.asked) && !is_for_cluster(call.asked)) {
    run.silent = run.silent.with(call.node);
    if (call.asked == Asked::check_target) run.silent = run.silent.with(call.other);
    if (changes_something(call.asked)) run.abandoned = run.abandoned.with(call.node);
    if (call.asked == Asked::migrate) run.abandoned = run.abandoned.with(call.other);
  }
  if (call.by_watch && !run.watched.contains(call.node)) return;
  step_run(at, silence_of(call), s);
}

}  // namespace xvm::sim
