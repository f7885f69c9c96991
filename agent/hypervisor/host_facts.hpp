// agent/hypervisor/host_facts.hpp
//
// Purpose: what kind of host this is, without asking libvirt: is it Domain-0, and which hypervisor
// is meant when nobody names one. What validate looks for on a node is agent/inspection's.
// Thread rule: pure reads of one file; `root` is "" but for tests.
//
//   const std::string uri = configured.empty() ? default_uri() : configured;
#pragma once

#include <string>

namespace xvm::agent {

// /proc/xen/capabilities says "control_d"; a Xen guest has the file, too, but not the word.
bool is_domain0(const std::string& root = "");

bool has_libvirt(const std::string& root = "");

// "xen:///system" on a Domain-0, "xl:///" or "xm:///" where libvirt is not installed and that is;
// else "qemu:///system". libvirt itself would fall back to QEMU on a Xen node whose daemon is not
// ready.
std::string default_uri(const std::string& root = "");

}  // namespace xvm::agent
