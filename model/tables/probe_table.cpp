#include "model/tables/probe_table.hpp"

#include "model/tables/catalogue.hpp"

namespace xvm {

std::vector<RowView> probe_rows() { return rows_of<ProbeTable>(); }

std::vector<std::string_view> probe_states() {
  return {state_names<ProbeTable>.begin(), state_names<ProbeTable>.end()};
}

}  // namespace xvm
