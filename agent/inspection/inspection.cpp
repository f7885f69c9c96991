#include "agent/inspection/inspection.hpp"

#include "agent/inspection/subjects.hpp"

namespace xvm::agent {

Inspection inspect(Subject subject, const InspectionInput& input) {
  Report report(subject);
  switch (subject) {
    case Subject::host: inspect_host(input, report); break;
    case Subject::domain: inspect_domain(input, report); break;
    case Subject::admin: inspect_admin_folder(input, report); break;
    case Subject::policy: inspect_policy(input, report); break;
  }
  return report.take();
}

}  // namespace xvm::agent
