#include "model/tables/catalogue.hpp"

namespace xvm {

const std::vector<TableView>& catalogue() {
  static const std::vector<TableView> tables{
      {Table::validate, "validate", validate_rows(), validate_states(), feed_validate},
      {Table::start, "start", start_rows(), start_states(), feed_start},
      {Table::stop, "stop", stop_rows(), stop_states(), feed_stop},
      {Table::probe, "probe", probe_rows(), probe_states(), feed_probe},
      {Table::reconcile, "reconcile", reconcile_rows(), reconcile_states(), feed_reconcile},
      {Table::shutdown, "shutdown", shutdown_rows(), shutdown_states(), feed_shutdown},
      {Table::migration, "migration", migration_rows(), migration_states(), feed_migration},
      {Table::settling, "settling", settling_rows(), settling_states(), feed_settling},
      {Table::act, "act", act_rows(), act_states(), feed_act}};
  return tables;
}

}  // namespace xvm
