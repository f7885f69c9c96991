#include "model/tables/act_table.hpp"

#include "model/tables/catalogue.hpp"

namespace xvm {

std::vector<RowView> act_rows() { return rows_of<ActTable>(); }

std::vector<std::string_view> act_states() {
  return {state_names<ActTable>.begin(), state_names<ActTable>.end()};
}

}  // namespace xvm
