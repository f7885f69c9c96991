// sim/view/columns.hpp
//
// Purpose: a timeline as text in fixed columns, a line for each happening, for terminals and golden
// files. docs/views.md documents the columns; column_legend() says the same in the output.
// Thread rule: pure functions.
//
//   std::cout << columns_of(timeline, {.key_only = true});
#pragma once

#include "sim/view/selection.hpp"

namespace xvm::sim::view {

// Lines that begin with '#'.
std::string column_legend();

// The legend, who took part, and the happenings. Each line ends in a line end.
std::string columns_of(const Timeline& timeline, const Selection& selection);

}  // namespace xvm::sim::view
