// sim/timed/run_body.hpp
//
// Purpose: the functions of Course, for the files that compile it for one capacity each
// (sim/timed/sizes). Nobody else includes it.
// Thread rule: as Course.
//
//   template class Course<World33>;
#pragma once

#include "sim/timed/run_calm.hpp"
#include "sim/timed/run_storm.hpp"

namespace xvm::sim {

inline std::int64_t budget_ms(const rgm::GroupConfig& c, rgm::Method m) {
  const auto seconds = [&]() -> std::uint16_t {
    switch (m) {
      case rgm::Method::start: return c.start_timeout_s;
      case rgm::Method::stop: return rgm::stop_command_share_s(c);
      case rgm::Method::probe: return c.probe_timeout_s;
      case rgm::Method::boot: return c.boot_timeout_s;
      default: return c.validate_timeout_s;
    }
  }();
  return std::int64_t{seconds} * 1000;
}

inline std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
  hash ^= value + 0x9e3779b97f4a7c15u + (hash << 6) + (hash >> 2);
  return hash * 0xff51afd7ed558ccdu;
}

// --- when ----------------------------------------------------------------------------------------

template <class W>
std::int64_t Course<W>::call_due_us(const Choice& c, MethodClock& clock) {
  const auto asked = static_cast<Asked>(c.more);
  const Call& call = world_.domains[c.domain].places[index(c.node)].runs[c.probe].calls[c.slot];
  const bool far = index(call.node) < W::node_capacity && call.node != c.node;
  switch (c.kind) {
    case Kind::land: return now_us_ + latency_.of_call(asked, c.detail, far);
    case Kind::deliver: return now_us_ + latency_.of_answer(far);
    case Kind::impatient: return now_us_ + clock.call_us(10'000, now_us_);
    default: break;  // give up
  }
  if (asked == Asked::migrate) return now_us_ + clock.migration_us(now_us_);
  const bool member = !far || is_member(world_, call.node);
  return now_us_ + clock.call_us(Latency::bound_ms(asked, member), now_us_);
}

template <class W>
std::int64_t Course<W>::due_us(const Choice& c) {
  if (is_repair(c)) {
    return options_.repairs_itself ? now_us_ + repairs_.of_repair(c.kind) : AgendaList<1>::never;
  }
  switch (c.kind) {
    case Kind::begin: return now_us_ + latency_.between(20 * ms, 200 * ms);
    case Kind::tell_end: return now_us_ + latency_.between(ms, 20 * ms);
    case Kind::lock_refused: return lock_due_us(c);
    case Kind::land:
    case Kind::deliver:
    case Kind::impatient:
    case Kind::give_up: return call_due_us(c, clock_of(c));
    case Kind::expire: return expire_due_us(c);
    case Kind::time_over: return clock_of(c).end_us();
    case Kind::audit: return now_us_ + latency_.between(20 * ms, second);
    case Kind::life: return now_us_ + latency_.of_guest(static_cast<fakes::Ask>(c.detail));
    case Kind::grace_over: return now_us_ + 120 * second;
    case Kind::unknown_grace_over: return now_us_ + 180 * second;
    case Kind::turn:
      return now_us_ + latency_.of_turn(static_cast<fakes::Turn>(c.detail),
                                        static_cast<fakes::Phase>(c.slot));
    case Kind::late: return now_us_ + latency_.of_late();
    case Kind::vanish: return now_us_ + latency_.between(ms, 60 * second);
    case Kind::evacuated: return now_us_ + std::int64_t{world_.evacuated_s[index(c.node)]} * second;
    case Kind::rgm_timer: {
      const auto& d = world_.domains[c.domain];
      for (unsigned i = 0; i < d.timer_count; ++i) {
        const rgm::Timer& t = d.timers[i].timer;
        const bool same =
            static_cast<std::uint8_t>(t.name) == c.detail && t.node == c.node && t.slot == c.slot;
        if (same) return now_us_ + std::int64_t{d.timers[i].seconds} * second;
      }
      return now_us_;
    }
    default: return now_us_ + latency_.of_repair(c.kind);
  }
}

// The graceful phase of a shutdown begins when its timer is armed.
template <class W>
std::int64_t Course<W>::expire_due_us(const Choice& c) {
  const auto timer = static_cast<Timer>(c.detail);
  if (timer == Timer::graceful) times_of(c).shutdown_begins(now_us_);
  return clock_of(c).deadline_us(timer, now_us_);
}

// A process waits for the lock from its launch on, and its budget runs meanwhile.
template <class W>
std::int64_t Course<W>::lock_due_us(const Choice& c) {
  constexpr std::int64_t patience_us = 5 * second;
  if (c.detail != 0) return now_us_ + 20 * ms;  // killed
  queued_us_[c.domain][index(c.node)] = now_us_;
  return now_us_ + patience_us;
}

template <class W>
void Course<W>::begin_clock(const Choice& c) {
  const auto method = static_cast<rgm::Method>(c.more);
  const auto& group = world_.rgm.groups[c.domain].config;
  const bool migrates = method == rgm::Method::stop &&
                        world_.domains[c.domain].policy.failover != FailoverType::normal;
  const auto& run = world_.domains[c.domain].places[index(c.node)].runs[c.probe];
  const std::int64_t began_us = run.waited ? queued_us_[c.domain][index(c.node)] : now_us_;
  const std::int64_t budget = budget_ms(group, method);
  clock_of(c) = MethodClock(began_us, {.budget_ms = budget, .migrates = migrates},
                            method == rgm::Method::probe ? MethodClock::probe_whole_from_ms
                                                         : MethodClock::usual_whole_from_ms);
  times_of(c) = MethodTimes(began_us, budget);
}

// --- what can happen -----------------------------------------------------------------------------

template <class W>
bool Course<W>::is_busy(std::uint8_t domain) const {
  const auto& d = world_.domains[domain];
  if (has_journey(d)) return true;
  for (unsigned n = 0; n < world_.node_count; ++n) {
    if (d.places[n].runs[0].life == Life::running) return true;
  }
  return false;
}

template <class W>
void Course<W>::refresh(std::uint8_t domain) {
  list_domain(world_, domain, domain_list_);
  domains_[domain].refresh(domain_list_, [this](const Choice& c) { return due_us(c); });
  domain_due_us_[domain] = domains_[domain].due_us();
  const std::uint64_t bit = std::uint64_t{1} << domain;
  busy_ = is_busy(domain) ? busy_ | bit : busy_ & ~bit;
}

template <class W>
void Course<W>::refresh_cluster() {
  list_cluster(world_, cluster_list_);
  cluster_.refresh(cluster_list_, [this](const Choice& c) { return due_us(c); });
}

template <class W>
void Course<W>::refresh_all() {
  for (unsigned d = 0; d < world_.domain_count; ++d) refresh(static_cast<std::uint8_t>(d));
  refresh_cluster();
}

template <class W>
void Course<W>::refresh_touched() {
  const std::uint64_t in_use = ~std::uint64_t{0} >> (64u - world_.domain_count);
  for (std::uint64_t rest = scratch_.deeds.touched & in_use; rest != 0; rest &= rest - 1) {
    refresh(static_cast<std::uint8_t>(std::countr_zero(rest)));
  }
  if (scratch_.deeds.cluster) refresh_cluster();
}

// --- the run -------------------------------------------------------------------------------------

template <class W>
void Course<W>::note_end() {
  const Deeds& deeds = scratch_.deeds;
  if (deeds.migrates) ++result_.migrations;
  if (!deeds.ended) return;
  const auto method = static_cast<std::size_t>(deeds.end.setting.method);
  ++result_.ended[method];
  if (deeds.end.result == Result::failed) ++result_.failed[method];
  if (deeds.end.reason == Reason::migrated_away) ++result_.migrated;
}

// S6: what the choice is about to do, as far as only a clock can judge it.
template <class W>
Timing Course<W>::timing_of(const Choice& c) {
  if (c.kind == Kind::freeze_host) {
    for (unsigned d = 0; d < world_.domain_count; ++d) {
      for (MethodTimes& times : times_[d][index(c.node)]) times.stood_still();
    }
  }
  if (c.kind == Kind::time_over && !times_of(c).is_excused()) return Timing::overran;
  if (c.kind != Kind::land) return Timing::kept;
  const auto& domain = world_.domains[c.domain];
  const auto& run = domain.places[index(c.node)].runs[c.probe];
  const Call& call = run.calls[c.slot];
  if (call.asked == Asked::observe) {
    times_of(c).looked(call.node, fakes::executing(domain.places[index(call.node)].cell));
  }
  if (call.asked != Asked::act || verb_of(call) != Verb::destroy) return Timing::kept;
  const bool by_shutdown =
      run.machine.depth > 1 && run.machine.frames[run.machine.depth - 2].table == Table::shutdown;
  // Whom an administrator starts while a stop takes the domain down is taken down as well.
  const bool by_hand = domain.places[index(call.node)].by_hand.started;
  const bool allowed = !by_shutdown || by_hand || times_of(c).may_destroy(call.node, now_us_);
  return allowed ? Timing::kept : Timing::destroyed_early;
}

template <class W>
void Course<W>::happen(const Choice& choice) {
  if (choice.kind == Kind::begin) begin_clock(choice);
  if (watch_ != nullptr) watch_->before(now_us_, choice, world_);
  const Timing timing = timing_of(choice);
  apply(world_, choice, scratch_);
  ring_[result_.events % ring_size] = {now_us_, choice};
  ++result_.events;
  result_.hash = mixed(mixed(result_.hash, static_cast<std::uint64_t>(now_us_)), choice.bits());
  note_end();
  Verdict v = judge_.check(world_, scratch_.deeds);
  if (!v && timing != Timing::kept) v = {{}, choice.domain, false, timing};
  if (v) result_.verdict = v;
  if (watch_ != nullptr) watch_->after(now_us_, choice, world_, scratch_.deeds, v);
  refresh_touched();
}

template <class W>
bool Course<W>::advance(std::int64_t end_us) {
  if (strikes_now()) return !result_.verdict;
  std::int64_t due = cluster_.due_us();
  std::size_t who = world_.domain_count;
  for (std::size_t d = 0; d < world_.domain_count; ++d) {
    if (domain_due_us_[d] < due) {
      due = domain_due_us_[d];
      who = d;
    }
  }
  const auto fault = std::min_element(fault_due_us_.begin(), fault_due_us_.end());
  if (*fault <= due) {
    if (*fault > end_us) return false;
    now_us_ = *fault;
    fall_due(static_cast<std::size_t>(fault - fault_due_us_.begin()));
    return !result_.verdict;
  }
  if (due > end_us) return false;
  now_us_ = std::max(now_us_, due);
  Choice choice;
  if (who == world_.domain_count) {
    choice = cluster_.first();
    cluster_.drop_first();
  } else {
    choice = domains_[who].first();
    domains_[who].drop_first();
  }
  happen(choice);
  return !result_.verdict;
}

}  // namespace xvm::sim
