#include "model/tables/migration_table.hpp"

#include "model/tables/catalogue.hpp"

namespace xvm {

std::vector<RowView> migration_rows() { return rows_of<MigrationTable>(); }

std::vector<std::string_view> migration_states() {
  return {state_names<MigrationTable>.begin(), state_names<MigrationTable>.end()};
}

}  // namespace xvm
