// sim/replay/perform.hpp
//
// Purpose: one performance of a scenario: under one cluster manager, with one seed, on a simulated
// cluster that is just large enough.
// Thread rule: one thread.
//
//   const Performance p = perform(scenario, EngineWord::gds, scenario.seed);
//   if (p.problem) complain(text_of(file, *p.problem));
#pragma once

#include "sim/record/recording.hpp"
#include "sim/replay/diary.hpp"
#include "sim/scenario/problem.hpp"
#include "sim/world/judge.hpp"

namespace xvm::sim {

struct Performance {
  std::optional<Problem> problem;  // nullopt: all was as expected
  Verdict verdict{};               // the invariant that is broken, if one is
  std::uint64_t events = 0;
  std::int64_t simulated_us = 0;
  std::vector<std::string> timeline;
};

// `tell` hears each line of the timeline as it comes, at microseconds of the virtual clock;
// `recording` gets every entry of the trace.
Performance perform(const Scenario& scenario, EngineWord engine, std::uint64_t seed,
                    const Diary::Tell& tell = {}, const Recording& recording = {});

}  // namespace xvm::sim
