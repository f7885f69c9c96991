// agent/inspection/competing_services.hpp
//
// Purpose: services of the node that start or save guests behind the cluster manager's back:
// libvirt-guests(8) and xendomains. Thread rule: as inspection.hpp.
//
//   check_libvirt_guests(input, report);
#pragma once

#include "agent/inspection/report.hpp"

namespace xvm::agent {

// A finding when the service is enabled and not told to leave guests alone at boot and to save none
// at shutdown. ON_BOOT must be written down as "ignore" (older releases start by default) and
// ON_SHUTDOWN as "shutdown" (the default saves: a later boot from that save would be old memory
// over newer disks, R8).
void check_libvirt_guests(const InspectionInput& input, Report& report);

// A finding when the service is enabled and starts this domain (an entry of its "auto" folder that
// names it, or that cannot be read; any entry while the domain is not known: facts == nullptr), or
// saves all guests at shutdown and restores them at boot.
void check_xendomains(const InspectionInput& input, const DefinitionFacts* facts, Report& report);

}  // namespace xvm::agent
