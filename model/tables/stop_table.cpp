#include "model/tables/stop_table.hpp"

#include "model/tables/catalogue.hpp"

namespace xvm {

std::vector<RowView> stop_rows() { return rows_of<StopTable>(); }

std::vector<std::string_view> stop_states() {
  return {state_names<StopTable>.begin(), state_names<StopTable>.end()};
}

}  // namespace xvm
