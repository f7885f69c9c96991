#include "model/tables/reconcile_table.hpp"

#include "model/tables/catalogue.hpp"

namespace xvm {

std::vector<RowView> reconcile_rows() { return rows_of<ReconcileTable>(); }

std::vector<std::string_view> reconcile_states() {
  return {state_names<ReconcileTable>.begin(), state_names<ReconcileTable>.end()};
}

}  // namespace xvm
