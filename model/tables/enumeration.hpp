// model/tables/enumeration.hpp
//
// Purpose: every state x every event of a table, run through the back-end and held against the
// rows: taken when exactly one guard holds, rejected when none does, impossible when there is no
// row; and never may two guards of one (state, event) hold together (Boost.MSM would try them in
// reverse).
// Thread rule: for tests.
//
//   for (const TableView& t : catalogue()) enumerate(t);   // gtest failures name state and event
#pragma once

#include "model/tables/catalogue.hpp"

namespace xvm {

struct Counts {
  std::size_t taken = 0;
  std::size_t rejected = 0;
  std::size_t impossible = 0;
};

Counts enumerate(const TableView& table);

}  // namespace xvm
