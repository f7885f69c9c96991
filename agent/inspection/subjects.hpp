// agent/inspection/subjects.hpp
//
// Purpose: the four subjects of inspect(), one file each, and why each finding is one.
// Thread rule: as inspection.hpp.
//
//   Report report(Subject::host); inspect_host(input, report);
#pragma once

#include "agent/inspection/report.hpp"

namespace xvm::agent {

// hypervisor_silent, not_domain0, no_fencing.
void inspect_host(const InspectionInput& input, Report& report);

// domain_unknown: DOMAIN's file cannot be read (the 2008 design wants a valid path, whatever else
// is known), or every place answered and none knows the domain. domain_uuid_mismatch: two places
// speak of different domains. local_nvram: only when there is another node that would miss the
// state.
void inspect_domain(const InspectionInput& input, Report& report);

// Findings of agent/store/admin_inspection.hpp, and record_format_unknown.
void inspect_admin_folder(const InspectionInput& input, Report& report);

// Who else starts, saves or restarts the domain (policy_inspection.cpp says why for each).
void inspect_policy(const InspectionInput& input, Report& report);

}  // namespace xvm::agent
