// model/diagrams/totality.hpp
//
// Purpose: what a table does with every event in every state, as a Markdown matrix: nothing is left
// open, because "impossible" is an answer too (the stepper reports it).
// Thread rule: pure functions.
//
//   mark_of(table, state, event) == "T" | "G3" | "-"
#pragma once

#include "model/tables/catalogue.hpp"

#include <string>

namespace xvm::diagrams {

// "T": one row without a guard takes it. "G3": three rows with guards; none may hold, then the
// event changes nothing. "-": impossible, no row.
std::string mark_of(const TableView& table, std::size_t state, std::size_t event);

// One line per state, one column per event that stands in any row of the table.
std::string totality_matrix(const TableView& table);

// The events that no state of the table answers, as a sentence.
std::string impossible_everywhere(const TableView& table);

}  // namespace xvm::diagrams
