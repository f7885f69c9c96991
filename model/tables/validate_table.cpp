#include "model/tables/validate_table.hpp"

#include "model/tables/catalogue.hpp"

namespace xvm {

std::vector<RowView> validate_rows() { return rows_of<ValidateTable>(); }

std::vector<std::string_view> validate_states() {
  return {state_names<ValidateTable>.begin(), state_names<ValidateTable>.end()};
}

}  // namespace xvm
