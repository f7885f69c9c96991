// sim/scenario/parse.hpp
//
// Purpose: reads a scenario. The first thing that cannot be understood ends it, with its line, what
// was found and what was expected. No input is too strange: nothing crashes, nothing is half-read.
// Thread rule: pure functions.
//
//   const Parsed parsed = parse(text);
//   if (!parsed) complain(text_of(file, *parsed.problem));
#pragma once

#include "sim/scenario/problem.hpp"
#include "sim/scenario/scenario.hpp"

namespace xvm::sim {

struct Parsed {
  Scenario scenario;
  std::optional<Problem> problem;
  explicit operator bool() const { return !problem; }
};

// Files beyond this are refused.
inline constexpr std::size_t longest_scenario = std::size_t{1} << 20;

Parsed parse(std::string_view text);

// Where the first line that begins a timeline begins; text.size() when none does.
std::size_t timeline_offset(std::string_view text);

}  // namespace xvm::sim
