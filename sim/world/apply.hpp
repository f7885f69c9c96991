// sim/world/apply.hpp
//
// Purpose: does one choice. Everything that happens in a simulated cluster happens here.
// Thread rule: re-entrant; touches its arguments only, allocates nothing.
//
//   apply(world, choice, scratch);
//   scratch.deeds.touched         // these domains have new choices
#pragma once

#include "sim/world/by_hand.hpp"
#include "sim/world/choice.hpp"
#include "sim/world/fencing.hpp"
#include "sim/world/landing.hpp"

namespace xvm::sim {

// A migration that is over answers whoever waits for it, and is forgotten.
template <class W>
void end_journey(W& w, std::uint8_t domain) {
  auto& d = w.domains[domain];
  if (!has_journey(d) || d.journey.migration.phase != fakes::Phase::over) return;
  for (auto& place : d.places) {
    for (auto& run : place.runs) {
      for (Call& call : run.calls) {
        if (call.asked != Asked::migrate || call.stage != Stage::working) continue;
        call.stage = Stage::landed;
        call.outcome = told(d.journey.migration.outcome);
      }
    }
  }
  // A copy that waits at the target is given up there; without one even a Finish that still travels
  // finds nothing.
  if (d.places[index(d.journey.target)].cell.role != fakes::Role::target) d.journey = {};
}

template <class W>
struct Applier {
  W& w;
  const Choice& c;
  Scratch& s;

  At<W> at() const { return {w, c.domain, c.node, c.probe}; }
  auto& d() const { return w.domains[c.domain]; }
  auto& notes() const { return d().places[index(c.node)].notes; }
  Call& call() const { return at().run().calls[c.slot]; }

  void land_call() const {
    land(at(), call(), s.deeds);
    if (call().asked == Asked::silence) withdraw_tag(at(), s);
  }
  void deliver() const {
    const Call answered = call();
    call() = {};
    const bool unheard = answered.by_watch && !at().run().watched.contains(answered.node);
    if (unheard) return;
    step_run(at(), answer_to(answered, facts_for(w, c.domain, c.node)), s);
  }
  void expire() const {
    const auto timer = static_cast<Timer>(c.detail);
    at().run().armed.erase(timer);
    step_run(at(), Expired{timer}, s);
  }
  void audit() const {
    Call observe;
    observe.asked = Asked::observe;
    observe.node = node_at(c.slot);
    observe.by_watch = true;
    open_call(at(), observe);
  }
  void lose() const {
    Call& lost = call();
    lost.stage = Stage::lost;
  }
  void turn() const {
    const auto next = fakes::advance(crossing(w, d()), static_cast<fakes::Turn>(c.detail));
    if (next) put_back(d(), *next);
  }
  void rgm_timer() const {
    const auto name = static_cast<rgm::TimerName>(c.detail);
    const rgm::Timer timer{name, group_at(c.domain), c.node, c.slot};
    RgmActions<W>{w, s}.cancel(timer);
    tell(w, rgm::Expired{timer}, s);
  }
  void evacuation_over() const {
    w.evacuated_s[index(c.node)] = 0;
    tell(w, rgm::Expired{{rgm::TimerName::evacuated, rgm::GroupId::none, c.node, 0}}, s);
  }
  void isolate() const {
    for (unsigned n = 0; n < w.node_count; ++n) {
      if (node_at(n) == c.node) continue;
      w.cut[n] = w.cut[n].with(c.node);
      w.cut[index(c.node)] = w.cut[index(c.node)].with(node_at(n));
    }
  }

  void mend_claim() const {
    d().torn = false;
    if (static_cast<Mending>(c.detail) == Mending::restore) return;
    remove_newest(d());
    s.deeds.claims_struck = true;
  }
  void lose_records() const {
    empty_admin(w);
    s.deeds.claims_struck = true;
  }

  void domain_choice() const {
    switch (c.kind) {
      case Kind::begin: return begin_run(at(), s);
      case Kind::land:
      case Kind::impatient: return land_call();
      case Kind::deliver: return deliver();
      case Kind::give_up: return give_up(at(), call(), s);
      case Kind::lose: return lose();
      case Kind::expire: return expire();
      case Kind::audit: return audit();
      case Kind::time_over: return run_out_of_time(at(), s);
      case Kind::tell_end: return tell_end(at(), s);
      case Kind::lock_refused: return refuse_lock(at(), s);
      case Kind::agent_killed: return kill_run(at());
      case Kind::life: ask_node(w, d(), c.node, static_cast<fakes::Ask>(c.detail)); return;
      case Kind::grace_over: notes().booting = false; return;
      case Kind::unknown_grace_over: notes().grace_over = true; return;
      case Kind::turn: return turn();
      case Kind::late: return land_late(w, c.domain, d().late[c.slot]);
      case Kind::vanish: d().late[c.slot] = {}; return;
      case Kind::rgm_timer: return rgm_timer();
      case Kind::data_cut: d().journey.data = false; return;
      case Kind::data_back: d().journey.data = true; return;
      case Kind::by_hand:
        return act_by_hand(w, c.domain, c.node, static_cast<fakes::Ask>(c.detail));
      case Kind::hand_migrate: return migrate_by_hand(w, c.domain, c.node, node_at(c.slot));
      case Kind::temper:
        d().places[index(c.node)].cell.guest.temper = static_cast<fakes::Temper>(c.detail);
        return;
      case Kind::plugin: d().plugin = static_cast<Plugin>(c.detail); return;
      case Kind::claim_torn: d().torn = d().newest.epoch > 0; return;
      case Kind::claim_mended: return mend_claim();
      case Kind::register_again: return register_again(w, c.domain, c.node);
      case Kind::command: return command(w, c.domain, static_cast<rgm::Verb>(c.detail), c.node, s);
      default: std::abort();  // of the cluster, not of a domain
    }
  }
  void cluster_choice() const {
    s.deeds.touch_all();
    const std::size_t n = index(c.node);
    switch (c.kind) {
      case Kind::fence: return fence(w, c.node, s);
      case Kind::boot_host: return strike_host(w, c.node, fakes::Ask::boot_host);
      case Kind::join: return join(w, c.node, s);
      case Kind::start_daemon: return strike_host(w, c.node, fakes::Ask::start_daemon);
      case Kind::thaw_daemon: return strike_host(w, c.node, fakes::Ask::thaw_daemon);
      case Kind::thaw_host: w.frozen = w.frozen.without(c.node); return;
      case Kind::heal: w.cut[n] = w.cut[n].without(node_at(c.slot)); return;
      case Kind::admin_back: w.admin = Admin::served; return;
      case Kind::admin_back_here: w.no_admin = w.no_admin.without(c.node); return;
      case Kind::evacuated: return evacuation_over();
      case Kind::fencing_works: w.unfenceable = w.unfenceable.without(c.node); return;
      case Kind::admin_fresh: w.stale_admin = w.stale_admin.without(c.node); return;
      case Kind::crash_host: return crash_host(w, c.node, s);
      case Kind::freeze_host: w.frozen = w.frozen.with(c.node); return;
      case Kind::kill_daemon: return strike_host(w, c.node, fakes::Ask::kill_daemon);
      case Kind::freeze_daemon: return strike_host(w, c.node, fakes::Ask::freeze_daemon);
      case Kind::cut: w.cut[n] = w.cut[n].with(node_at(c.slot)); return;
      case Kind::isolate: return isolate();
      case Kind::admin: w.admin = static_cast<Admin>(c.detail); return;
      case Kind::admin_lost_here: w.no_admin = w.no_admin.with(c.node); return;
      case Kind::declare_dead: return presume_dead(w, c.node, s);
      case Kind::fencing_fails: w.unfenceable = w.unfenceable.with(c.node); return;
      case Kind::admin_stale: return make_stale(w, c.node);
      case Kind::admin_emptied: return lose_records();
      default: std::abort();  // of a domain
    }
  }
};

template <class W>
void apply(W& w, const Choice& choice, Scratch& s) {
  s.deeds.forget();
  if (choice.domain == Choice::no_domain) {
    Applier<W>{w, choice, s}.cluster_choice();
  } else {
    s.deeds.touch(choice.domain);
    Applier<W>{w, choice, s}.domain_choice();
  }
  for (unsigned d = 0; d < w.domain_count; ++d) {
    if ((s.deeds.touched >> d & 1u) == 0) continue;
    end_journey(w, static_cast<std::uint8_t>(d));
    settle_excuses(w, static_cast<std::uint8_t>(d));
  }
}

}  // namespace xvm::sim
