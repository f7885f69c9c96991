// sim/replay/perform.hpp
//
// Purpose: one performance of a scenario: under one cluster manager, with one seed, on a simulated
// cluster that is just large enough.
// Thread rule: one thread.
//
//   const Performance p = perform(scenario, EngineWord::gds, scenario.seed);
//   if (p.problem) complain(text_of(file, *p.problem));
#pragma once

#include "sim/replay/diary.hpp"
#include "sim/scenario/problem.hpp"

namespace xvm::sim {

struct Performance {
  std::optional<Problem> problem;  // nullopt: all was as expected
  std::uint64_t events = 0;
  std::int64_t simulated_us = 0;
  std::vector<std::string> timeline;
};

// `tell` hears each line of the timeline as it comes, at microseconds of the virtual clock.
Performance perform(const Scenario& scenario, EngineWord engine, std::uint64_t seed,
                    const Diary::Tell& tell = {});

}  // namespace xvm::sim
