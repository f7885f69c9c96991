// sim/shrink/failure.hpp
//
// Purpose: in what way a scenario fails, in words that stay the same while it is made smaller: the
// invariant, L1, or the expectation that was not met; no times, no line numbers.
// Thread rule: pure functions.
//
//   failure_of(scenario).kind == "S1: two nodes execute the domain"
#pragma once

#include "sim/replay/perform.hpp"

#include <limits>
#include <string>

namespace xvm::sim {

struct Failure {
  static constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

  std::string kind;  // empty: nothing failed
  // The statement that could not be performed, because of what is left out: nothing is proven.
  std::size_t impossible = nowhere;
  std::int64_t at_us = 0;  // of the virtual clock
  std::uint64_t events = 0;
};

// Under the first of its engines.
Failure failure_of(const Scenario& scenario);

}  // namespace xvm::sim
