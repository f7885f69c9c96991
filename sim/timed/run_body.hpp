// sim/timed/run_body.hpp
//
// Purpose: the functions of Course, for the files that compile it for one capacity each
// (sim/timed/sizes). Nobody else includes it.
// Thread rule: as Course.
//
//   template class Course<World33>;
#pragma once

#include "sim/timed/run.hpp"

#include <bit>

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
  switch (c.kind) {
    case Kind::begin: return now_us_ + latency_.between(20 * ms, 200 * ms);
    case Kind::tell_end: return now_us_ + latency_.between(ms, 20 * ms);
    case Kind::land:
    case Kind::deliver:
    case Kind::impatient:
    case Kind::give_up: return call_due_us(c, clock_of(c));
    case Kind::expire: return clock_of(c).deadline_us(static_cast<Timer>(c.detail), now_us_);
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
    case Kind::data_back: return now_us_ + latency_.between(second, 400 * second);
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

template <class W>
void Course<W>::begin_clock(const Choice& c) {
  const auto method = static_cast<rgm::Method>(c.more);
  const auto& group = world_.rgm.groups[c.domain].config;
  const bool migrates = method == rgm::Method::stop &&
                        world_.domains[c.domain].policy.failover != FailoverType::normal;
  clock_of(c) = MethodClock(now_us_, budget_ms(group, method), migrates);
}

// --- what can happen -----------------------------------------------------------------------------

template <class W>
void Course<W>::refresh(std::uint8_t domain) {
  list_domain(world_, domain, domain_list_);
  domains_[domain].refresh(domain_list_, [this](const Choice& c) { return due_us(c); });
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
  for (unsigned d = 0; d < world_.domain_count; ++d) {
    if (scratch_.deeds.touched >> d & 1u) refresh(static_cast<std::uint8_t>(d));
  }
  if (scratch_.deeds.cluster) refresh_cluster();
}

// --- faults --------------------------------------------------------------------------------------

template <class W>
void Course<W>::draw_fault(std::size_t f) {
  const std::int64_t mean_us = std::int64_t{options_.mean_s[f]} * second;
  const std::uint64_t span = static_cast<std::uint64_t>(2 * mean_us) + 1;
  fault_due_us_[f] = mean_us == 0 ? AgendaList<1>::never
                                  : now_us_ + static_cast<std::int64_t>(storm_.roll() % span);
}

template <class W>
void Course<W>::fall_due(std::size_t f) {
  const auto fault = static_cast<Fault>(f);
  const bool needs_a_method =
      fault == Fault::agent_kill || fault == Fault::lost_call || fault == Fault::data_cut;
  const bool waits = needs_a_method || (options_.eager && fault != Fault::command);
  if (!waits) return strike(f);
  pending_ |= 1u << f;
  draw_fault(f);
}

template <class W>
bool Course<W>::is_busy_somewhere() const {
  for (const auto& d : world_.domains_in_use()) {
    if (has_journey(d)) return true;
    for (const auto& place : d.places) {
      if (place.runs[0].life == Life::running) return true;
    }
  }
  return false;
}

// One of the faults that wait, at any event of what is under way.
template <class W>
bool Course<W>::strikes_now() {
  constexpr unsigned chance_percent = 6;
  if (pending_ == 0 || !is_busy_somewhere()) return false;
  if (!storm_.percent(chance_percent)) return false;
  const std::size_t skip = storm_.below(static_cast<std::size_t>(std::popcount(pending_)));
  std::uint32_t rest = pending_;
  for (std::size_t i = 0; i < skip; ++i) rest &= rest - 1;
  const auto f = static_cast<std::size_t>(std::countr_zero(rest));
  const std::uint32_t before = result_.struck[f];
  strike(f);
  if (result_.struck[f] != before) pending_ &= ~(1u << f);
  return true;
}

template <class W>
void Course<W>::strike(std::size_t f) {
  list_faults(world_, static_cast<Fault>(f), fault_list_);
  draw_fault(f);
  if (fault_list_.empty()) return;
  const Choice choice = fault_list_[storm_.below(fault_list_.size())];
  --world_.faults_left[f];
  ++result_.struck[f];
  happen(choice);
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

template <class W>
void Course<W>::happen(const Choice& choice) {
  if (choice.kind == Kind::begin) begin_clock(choice);
  if (watch_ != nullptr) watch_->before(now_us_, choice, world_);
  apply(world_, choice, scratch_);
  ring_[result_.events % ring_size] = {now_us_, choice};
  ++result_.events;
  result_.hash = mixed(mixed(result_.hash, static_cast<std::uint64_t>(now_us_)), choice.bits());
  note_end();
  const Verdict v = judge_.check(world_, scratch_.deeds);
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
    if (domains_[d].due_us() < due) {
      due = domains_[d].due_us();
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

// The end of the storm: no further fault, and administrators undo what was ordered or gave up.
template <class W>
void Course<W>::repair() {
  fault_due_us_.fill(AgendaList<1>::never);
  pending_ = 0;
  for (unsigned d = 0; d < world_.domain_count; ++d) {
    const auto order = [&](rgm::Verb verb, NodeId n) {
      if (result_.verdict) return;
      happen({Kind::command, static_cast<std::uint8_t>(d), n, 0, 0, static_cast<std::uint8_t>(verb),
              0, 0});
    };
    const NodeId master = world_.rgm.groups[d].master;
    if (master != NodeId::none) order(rgm::Verb::clear_stop_failed, master);
    order(rgm::Verb::enable, NodeId::none);
    // Faulted, or online without a monitor since a quiesce: only a restart helps.
    const NodeId there = world_.rgm.groups[d].master;  // none since a cleared STOP_FAILED
    const bool stands =
        there != NodeId::none && !fakes::executing(world_.domains[d].places[index(there)].cell);
    order(stands ? rgm::Verb::restart : rgm::Verb::online, NodeId::none);
  }
}

template <class W>
bool Course<W>::is_at_rest() const {
  for (unsigned d = 0; d < world_.domain_count; ++d) {
    const auto& domain = world_.domains[d];
    if (has_journey(domain) || world_.rgm.groups[d].phase != rgm::Phase::idle) return false;
    for (const Late& late : domain.late) {
      if (late.asked != Asked::nothing) return false;
    }
    for (const auto& place : domain.places) {
      for (const auto& run : place.runs) {
        if (run.life != Life::none) return false;
      }
    }
  }
  return cluster_list_.empty();
}

template <class W>
void Course<W>::judge_liveness() {
  for (unsigned d = 0; d < world_.domain_count; ++d) {
    unsigned executing = 0;
    for (const auto& place : world_.domains[d].places) {
      executing += fakes::executing(place.cell) ? 1u : 0u;
    }
    if (executing == 1) continue;
    result_.unfit = executing == 0 ? Unfit::nowhere : Unfit::twice;
    result_.unfit_domain = static_cast<std::uint8_t>(d);
  }
}

template <class W>
RunResult Course<W>::go() {
  const std::int64_t storm_us = std::int64_t{options_.storm_s} * second;
  const std::int64_t calm_us = std::int64_t{options_.calm_s} * second;
  while (advance(storm_us)) {
  }
  now_us_ = std::max(now_us_, result_.verdict ? now_us_ : storm_us);
  if (!result_.verdict) repair();
  // Commands that came while a group was busy were refused: once more, half-way.
  while (!result_.verdict && advance(storm_us + calm_us / 2)) {
  }
  if (!result_.verdict) repair();
  while (!result_.verdict && advance(storm_us + calm_us)) {
  }
  while (!result_.verdict && !is_at_rest() && advance(storm_us + calm_us + 1000 * second)) {
  }
  result_.simulated_us = now_us_;
  result_.overtaken_acts = judge_.overtaken_acts();
  if (result_.verdict) return result_;
  if (!is_at_rest()) result_.unfit = Unfit::stands_still;
  judge_liveness();
  return result_;
}

}  // namespace xvm::sim
