// ci/rooms/rules.hpp
//
// Purpose: the rules of the house that a compiler cannot check, one small function each: from a
// file to the complaints about it, each with path, line and what to do. Thread rule: pure
// functions.
//
//   for (const std::string& complaint : check_includes(file)) std::cout << complaint << '\n';
#pragma once

#include "ci/rooms/source_file.hpp"

#include <string>
#include <vector>

namespace xvm::rooms {

using Complaints = std::vector<std::string>;
using Rule = Complaints (*)(const SourceFile&);

// "path:line: what"
std::string complaint(const SourceFile& file, std::size_t line, const std::string& what);

// Which room may include which (architecture, section 2). Tests and contract suites of agent/ may
// also include fakes/. Every quoted include is written from the root of the checkout.
Complaints check_includes(const SourceFile& file);

// model/, but for its tests, touches no clock, file, environment, thread or random number.
Complaints check_purity(const SourceFile& file);

// No source file passes 800 lines.
Complaints check_length(const SourceFile& file);

// No line of a source file passes 100 columns; 200 in a table, that is between "clang-format off"
// and "on", inside a raw string or in a shell's here-document.
Complaints check_width(const SourceFile& file);

// No file or folder has a name that says nothing.
Complaints check_names(const SourceFile& file);

// A header begins with "// <its path>"; its first comment has "Purpose:" and later "Thread rule:",
// at the begin of a line or in running text.
Complaints check_banner(const SourceFile& file);

// In model/tables/*_table.hpp a group of rows ends at an empty line. Every row has a comment above
// it in its own group that names a "Section N" or a rule or invariant (R3, S1b, L1).
Complaints check_rows(const SourceFile& file);

// Nothing is left to be done later, and no test is skipped without a reason.
Complaints check_leftovers(const SourceFile& file);

}  // namespace xvm::rooms
