// agent/hypervisor/host_facts.hpp
//
// Purpose: what validate wants to know of this node without asking libvirt: is it Domain-0, which
// hypervisor is meant by default, which other services start domains, is there a lock manager. And
// what a definition's policies mean as findings.
// Thread rule: pure reads of a few files; `root` is "" but for tests.
//
//   inspect_node("xen:///system").contains(Finding::not_domain0)
#pragma once

#include <string>
#include <string_view>

#include "agent/hypervisor/hypervisor.hpp"
#include "model/ports/inspection.hpp"

namespace xvm::agent {

// /proc/xen/capabilities says "control_d".
bool is_domain0(const std::string& root = "");

// "xen:///system" on a Domain-0, else "qemu:///system": libvirt itself would fall back to QEMU on a
// Xen node whose daemon is not ready yet.
std::string default_uri(const std::string& root = "");

// not_domain0, lock_manager_none, libvirt_guests, xendomains
FindingSet inspect_node(std::string_view uri, const std::string& root = "");

// autostart, on_crash, on_reboot, local_nvram, and live_impossible (which matters only when a live
// migration is wanted)
FindingSet findings_of(const PolicyAnswer& policy);

}  // namespace xvm::agent
