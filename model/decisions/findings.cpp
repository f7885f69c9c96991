#include "model/decisions/findings.hpp"

namespace xvm {

bool is_error(Finding finding) {
  switch (finding) {
    case Finding::hypervisor_silent:
    case Finding::not_domain0:
    case Finding::domain_unknown:
    case Finding::domain_malformed:
    case Finding::domain_uuid_mismatch:
    case Finding::failover_type_wrong:
    case Finding::local_nvram:
    case Finding::plugin_not_executable:
    case Finding::admin_missing:
    case Finding::admin_not_a_folder:
    case Finding::admin_not_writable:
    case Finding::record_format_unknown:
    // libvirt would start the domain behind the agent's back: a second starter is a double start.
    case Finding::autostart: return true;
    case Finding::no_fencing:
    case Finding::live_impossible:
    case Finding::admin_world_accessible:
    case Finding::admin_local:
    case Finding::libvirt_guests:
    case Finding::xendomains:
    case Finding::lock_manager_none:
    case Finding::on_crash:
    case Finding::on_reboot: return false;
  }
  return true;
}

Subject subject_of(Finding finding) {
  if (finding <= Finding::no_fencing) return Subject::host;
  if (finding <= Finding::plugin_not_executable) return Subject::domain;
  if (finding <= Finding::record_format_unknown) return Subject::admin;
  return Subject::policy;
}

FindingSet errors_of(FindingSet findings) {
  FindingSet errors;
  for (std::size_t i = 0; i < enum_count<Finding>; ++i) {
    const auto finding = static_cast<Finding>(i);
    if (findings.contains(finding) && is_error(finding)) errors = errors.with(finding);
  }
  return errors;
}

Reason judge_findings(FindingSet findings) {
  const FindingSet errors = errors_of(findings);
  for (std::size_t i = 0; i < enum_count<Finding>; ++i) {
    const auto finding = static_cast<Finding>(i);
    if (!errors.contains(finding)) continue;
    switch (subject_of(finding)) {
      case Subject::host: return Reason::invalid_host;
      case Subject::domain: return Reason::invalid_domain;
      case Subject::admin: return Reason::invalid_admin;
      case Subject::policy: return Reason::invalid_policy;
    }
  }
  return Reason::valid;
}

}  // namespace xvm
