#include "model/tables/settling_table.hpp"

#include "model/tables/catalogue.hpp"

namespace xvm {

std::vector<RowView> settling_rows() { return rows_of<SettlingTable>(); }

std::vector<std::string_view> settling_states() {
  return {state_names<SettlingTable>.begin(), state_names<SettlingTable>.end()};
}

}  // namespace xvm
