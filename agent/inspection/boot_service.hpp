// agent/inspection/boot_service.hpp
//
// Purpose: does the node start this service when it boots? Read from the links that systemd and
// System V init follow, not asked of systemctl: it must work where neither runs.
// Thread rule: blocks as long as the file system does.
//
//   boot_service_link("", "libvirt-guests") == "/etc/systemd/system/multi-user.target.wants/..."
#pragma once

#include <string>

namespace xvm::agent {

// The link that makes it start, without `root`; empty when there is none or the unit is masked.
std::string boot_service_link(const std::string& root, const std::string& service);

}  // namespace xvm::agent
