#include "model/tables/shutdown_table.hpp"

#include "model/tables/catalogue.hpp"

namespace xvm {

std::vector<RowView> shutdown_rows() { return rows_of<ShutdownTable>(); }

std::vector<std::string_view> shutdown_states() {
  return {state_names<ShutdownTable>.begin(), state_names<ShutdownTable>.end()};
}

}  // namespace xvm
