// model/tables/catalogue.hpp
//
// Purpose: all tables by name, for whatever looks at them from outside: diagrams, tests, coverage.
// Thread rule: constants once made.
//
//   for (const TableView& t : catalogue()) std::cout << t.name << t.rows.size();
#pragma once

#include "model/tables/row_view.hpp"

#include <string_view>
#include <vector>

namespace xvm {

using FeedFunction = Taken (*)(std::uint8_t&, Context&, Outbox&, const Fed&);

struct TableView {
  Table table;
  std::string_view name;
  std::vector<RowView> rows;
  std::vector<std::string_view> states;  // in the order of their numbers
  FeedFunction feed;
};

const std::vector<TableView>& catalogue();

#define XVM_TABLE_VIEW(name)          \
  std::vector<RowView> name##_rows(); \
  std::vector<std::string_view> name##_states()

XVM_TABLE_VIEW(validate);
XVM_TABLE_VIEW(start);
XVM_TABLE_VIEW(stop);
XVM_TABLE_VIEW(probe);
XVM_TABLE_VIEW(reconcile);
XVM_TABLE_VIEW(shutdown);
XVM_TABLE_VIEW(migration);
XVM_TABLE_VIEW(settling);
XVM_TABLE_VIEW(act);

#undef XVM_TABLE_VIEW

}  // namespace xvm
