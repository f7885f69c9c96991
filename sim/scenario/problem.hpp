// sim/scenario/problem.hpp
//
// Purpose: what is wrong with a scenario file, and where.
// Thread rule: plain values.
//
//   fmt::print(stderr, "{}\n", text_of("a.scn", problem));   // a.scn:7: found 'n9', expected ...
#pragma once

#include <cstddef>
#include <string>

namespace xvm::sim {

struct Problem {
  std::size_t line = 0;  // from 1; 0: the file as a whole
  std::string what;      // "found ..., expected ..."
  friend bool operator==(const Problem&, const Problem&) = default;
};

inline std::string text_of(const std::string& file, const Problem& p) {
  return file + ":" + (p.line == 0 ? "" : std::to_string(p.line) + ":") + " " + p.what;
}

// Thrown inside the parser alone: parse() turns it into a result.
struct NotUnderstood {
  Problem problem;
};

}  // namespace xvm::sim
