// sim/timed/run_storm.hpp
//
// Purpose: the part of Course that lets faults strike: when, which, and where. Included by
// sim/timed/run_body.hpp alone.
// Thread rule: as Course.
//
//   course.strikes_now();        // one of the faults that wait for something to disturb
#pragma once

#include "sim/timed/run.hpp"

#include <bit>

namespace xvm::sim {

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
  pending_ |= std::uint64_t{1} << f;
  draw_fault(f);
}

// One of the faults that wait, at any event of what is under way.
template <class W>
bool Course<W>::strikes_now() {
  constexpr unsigned chance_percent = 6;
  if (pending_ == 0 || busy_ == 0) return false;
  if (!storm_.percent(chance_percent)) return false;
  const std::size_t skip = storm_.below(static_cast<std::size_t>(std::popcount(pending_)));
  std::uint64_t rest = pending_;
  for (std::size_t i = 0; i < skip; ++i) rest &= rest - 1;
  const auto f = static_cast<std::size_t>(std::countr_zero(rest));
  const std::uint32_t before = result_.struck[f];
  strike(f);
  if (result_.struck[f] != before) pending_ &= ~(std::uint64_t{1} << f);
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

}  // namespace xvm::sim
