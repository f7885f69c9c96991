// model/diagrams/mermaid.hpp
//
// Purpose: a table as a Mermaid state diagram (stateDiagram-v2), which code hosts draw in Markdown.
// Thread rule: pure function.
//
//   "```mermaid\n" + mermaid_of(table) + "```\n"
//
// Mermaid ends a label at ':' and ';' and has no internal transitions: rows that stay are loops.
#pragma once

#include "model/tables/catalogue.hpp"

#include <string>

namespace xvm::diagrams {

std::string mermaid_of(const TableView& table);

}  // namespace xvm::diagrams
