// model/diagrams/every_row_test.hpp
//
// Purpose: what the tests of both diagram languages ask of a diagram of a real table: every state
// and every row stands in it.
// Thread rule: for tests.
#pragma once

#include "model/diagrams/arrows.hpp"

#include <gtest/gtest.h>

#include <string>

namespace xvm::diagrams {

// The line of the diagram that draws source --> target, or "" when there is none.
inline std::string line_of(const std::string& diagram, const std::string& begin) {
  const std::size_t at = diagram.find("\n" + begin);
  return at == std::string::npos ? "" : diagram.substr(at + 1, diagram.find('\n', at + 1) - at - 1);
}

inline std::string arrow_begin(const RowView& row) {
  return std::string(row.source_name) + " --> " + std::string(row.target_name) + " : ";
}

// Holds the texts of a row's label against one line, whatever stands between them.
inline void expect_label(const std::string& line, const RowView& row) {
  for (const std::string& part : label_lines(row)) {
    const std::string words = part.substr(part.find_first_not_of(' '));
    EXPECT_NE(line.find(words), std::string::npos) << words << " is missing in: " << line;
  }
}

}  // namespace xvm::diagrams
