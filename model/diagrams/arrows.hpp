// model/diagrams/arrows.hpp
//
// Purpose: the rows of a table as a diagram needs them: one arrow for all rows between the same two
// states, with a line for each row, in the order of the table; rows that stay apart.
// Thread rule: pure functions.
//
//   for (const Arrow& a : arrows_of(table)) print(a.source, a.target, a.lines);
#pragma once

#include "model/tables/catalogue.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace xvm::diagrams {

struct Arrow {
  std::string_view source;
  std::string_view target;
  std::vector<std::string> lines;  // one for each row, or two when it would be long
};

// A row's label in UML's order: "event [guard and guard] / action, action".
std::string label_of(const RowView& row);

// The same, broken before the actions when it would be too long for an arrow.
std::vector<std::string> label_lines(const RowView& row);

// Every row that changes the state, grouped by (source, target).
std::vector<Arrow> arrows_of(const TableView& table);

// Every row that stays where it is (an internal transition), grouped by state.
std::vector<Arrow> stays_of(const TableView& table);

}  // namespace xvm::diagrams
