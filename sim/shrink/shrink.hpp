// sim/shrink/shrink.hpp
//
// Purpose: makes a failing scenario as small as it gets: fewer statements (ddmin), domains and
// nodes, options left out, rounder times, plainer deeds. A candidate is accepted only when it fails
// in the same way.
// Thread rule: one thread. Deterministic: the same scenario ends in the same one.
//
//   const Shrunk least = shrink(scenario, failure_of);
//   least.kind                        // what still fails; empty: the scenario does not fail
#pragma once

#include "sim/shrink/failure.hpp"

#include <functional>

namespace xvm::sim {

struct Shrinking {
  std::uint64_t tries = 0;
  std::size_t statements = 0;
  std::size_t nodes = 0;
  std::size_t domains = 0;
};

struct ShrinkWays {
  std::uint64_t most_tries = 4000;
  std::function<void(const Shrinking&)> tell{};  // after every try; may be empty
};

struct Shrunk {
  Scenario scenario;
  std::string kind;
  std::uint64_t tries = 0;
};

using FailureJudge = std::function<Failure(const Scenario&)>;

Shrunk shrink(const Scenario& scenario, const FailureJudge& judge, const ShrinkWays& ways = {});

}  // namespace xvm::sim
