// sim/replay/timelines.hpp
//
// Purpose: the timeline that a file expects against the one of a performance, and new timelines
// written into the text of a file, of which nothing else is touched.
// Thread rule: pure functions.
//
//   if (const auto wrong = compare(*timeline_for(scenario, engine), performance.timeline)) ...
#pragma once

#include "sim/scenario/problem.hpp"
#include "sim/scenario/scenario.hpp"

namespace xvm::sim {

// nullptr: the file expects none.
const Timeline* timeline_for(const Scenario& scenario, EngineWord engine);

// The first line that differs.
std::optional<Problem> compare(const Timeline& expected, const std::vector<std::string>& found);

struct NewTimeline {
  EngineWord engine;
  std::vector<std::string> lines;
};

// The text with these timelines; those of other engines are kept.
std::string rewritten(std::string_view text, const Scenario& scenario,
                      const std::vector<NewTimeline>& timelines);

}  // namespace xvm::sim
