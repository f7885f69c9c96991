#include <fmt/format.h>

#include "agent/inspection/subjects.hpp"
#include "agent/store/admin_inspection.hpp"

namespace xvm::agent {

void inspect_admin_folder(const InspectionInput& input, Report& report) {
  AdminInspection admin = inspect_admin(input.admin, input.resource);
  report.add_all(admin.findings, std::move(admin.notes));
  if (!input.read_formats) return;
  const std::optional<RecordFormats> formats = input.read_formats();
  if (!formats) {
    report.remark(
        fmt::format("the records in {}/{} could not be read", input.admin, input.resource));
  } else if (formats->seen > formats->known) {
    report.add(Finding::record_format_unknown,
               fmt::format("{}/{} holds records of format {}, this agent knows {} at most: upgrade "
                           "the agent on this node",
                           input.admin, input.resource, formats->seen, formats->known));
  }
}

}  // namespace xvm::agent
