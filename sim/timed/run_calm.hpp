// sim/timed/run_calm.hpp
//
// Purpose: the part of Course that comes after the storm: the cluster is left alone until it is at
// rest and judged; then administrators undo what was ordered or gave up, and it is judged again
// (L1, S2, S8, S9). Included by sim/timed/run_body.hpp alone.
// Thread rule: as Course.
//
//   const RunResult r = course.go();
#pragma once

#include "sim/timed/run.hpp"

namespace xvm::sim {

// What no command of an administrator to the cluster manager puts right.
constexpr bool is_beyond_commands(NoRecovery why) {
  return why == NoRecovery::affinity_forbids || why == NoRecovery::name_taken ||
         why == NoRecovery::definition_lost;
}

template <class W>
void Course<W>::end_storm() {
  fault_due_us_.fill(AgendaList<1>::never);
  pending_ = 0;
}

// Administrators undo what was ordered, and clear what gave up.
template <class W>
void Course<W>::repair() {
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

// Probes change nothing: they go on at rest.
template <class W>
bool Course<W>::is_at_rest() const {
  for (unsigned d = 0; d < world_.domain_count; ++d) {
    const auto& domain = world_.domains[d];
    if (busy_ != 0 || world_.rgm.groups[d].phase != rgm::Phase::idle) return false;
    if (options_.repairs_itself && needs_mending(world_, d)) return false;
    for (const Late& late : domain.late) {
      if (late.asked != Asked::nothing) return false;
    }
    for (unsigned n = 0; n < world_.node_count; ++n) {
      if (domain.places[n].runs[0].life != Life::none) return false;
    }
  }
  return cluster_list_.empty();
}

template <class W>
bool Course<W>::pass(std::int64_t seconds) {
  const std::int64_t end_us = now_us_ + seconds * second;
  while (advance(end_us)) {
  }
  if (!result_.verdict) now_us_ = std::max(now_us_, end_us);
  return !result_.verdict;
}

// At least `least_s`, and then until nothing goes on, at most `most_s` in all.
template <class W>
void Course<W>::settle(std::int64_t least_s, std::int64_t most_s) {
  constexpr std::int64_t step_s = 10;
  if (!pass(least_s)) return;
  for (std::int64_t spent_s = least_s; spent_s < most_s && !is_at_rest(); spent_s += step_s) {
    if (!pass(step_s)) return;
  }
}

template <class W>
void Course<W>::judge_recovery(unsigned d, bool last) {
  const Recovery r = recovery_of(world_, d);
  if (r.executing == 1) return;
  const bool excused =
      r.executing == 0 && r.why != NoRecovery::none && (!last || is_beyond_commands(r.why));
  if (excused) {
    std::uint32_t* counts = last ? result_.unrecovered.data() : result_.left_alone.data();
    ++counts[static_cast<std::size_t>(r.why)];
    return;
  }
  result_.unfit = r.executing == 0 ? Unfit::nowhere : Unfit::twice;
  result_.unfit_domain = static_cast<std::uint8_t>(d);
  result_.unfit_reason = r.why;
}

template <class W>
void Course<W>::judge_rest(bool last) {
  if (!result_.ok()) return;
  if (!is_at_rest()) {
    result_.unfit = Unfit::stands_still;
    return;
  }
  for (unsigned d = 0; d < world_.domain_count; ++d) judge_recovery(d, last);
  if (result_.unfit == Unfit::none) result_.verdict = rest_.check(world_);
}

template <class W>
RunResult Course<W>::go() {
  while (advance(std::int64_t{options_.storm_s} * second)) {
  }
  end_storm();
  // Longer than Pingpong_interval, so that every node is eligible again.
  const std::int64_t calm_s = options_.calm_s;
  if (!result_.verdict) settle(calm_s / 2, 2 * calm_s);
  judge_rest(false);
  // Commands that come while a group is busy are refused: twice.
  for (int i = 0; i < 2 && result_.ok(); ++i) {
    repair();
    if (!result_.verdict) settle(calm_s / 4, calm_s);
  }
  judge_rest(true);
  result_.simulated_us = now_us_;
  result_.overtaken_acts = judge_.overtaken_acts();
  result_.excused_overlaps = judge_.excused_overlaps();
  return result_;
}

}  // namespace xvm::sim
