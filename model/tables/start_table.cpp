#include "model/tables/start_table.hpp"

#include "model/tables/catalogue.hpp"

namespace xvm {

std::vector<RowView> start_rows() { return rows_of<StartTable>(); }

std::vector<std::string_view> start_states() {
  return {state_names<StartTable>.begin(), state_names<StartTable>.end()};
}

}  // namespace xvm
