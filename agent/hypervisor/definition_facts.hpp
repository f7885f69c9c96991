// agent/hypervisor/definition_facts.hpp
//
// Purpose: what the agent reads out of a libvirt domain definition: identity, policies, and what
// the domain needs of a node. Reads nothing else and never judges. Thread rule: a pure function.
//
//   DefinitionReading r = read_definition("<domain type='kvm'>...");
//   r.error.empty() && r.facts.on_crash == "destroy"
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace xvm::agent {

struct PoolVolume {
  std::string pool;
  std::string volume;
  friend bool operator==(const PoolVolume&, const PoolVolume&) = default;
};

struct DefinitionFacts {
  std::string type;     // kvm, qemu, xen, test
  std::string os_type;  // hvm; Xen: linux or xen is PV, xenpvh is PVH
  std::string name;
  std::string uuid;                   // lower case with dashes; empty: the definition has none
  std::string on_crash;               // destroy when not given (libvirt's default)
  std::string on_reboot;              // restart when not given
  bool nvram = false;                 // UEFI variables in a file of this node
  bool tpm = false;                   // emulated or passed-through TPM: state on this node
  std::uint64_t memory_kib = 0;       // of the balloon now, else the maximum
  std::vector<std::string> paths;     // absolute paths of disk images, kernel, initrd, loader
  std::vector<PoolVolume> volumes;    // disks that name a storage pool
  std::vector<std::string> bridges;   // host bridges
  std::vector<std::string> networks;  // libvirt networks

  // Xen without shadow paging cannot log the dirty pages of such a guest.
  bool is_xen_pv() const { return type == "xen" && (os_type == "linux" || os_type == "xen"); }
  friend bool operator==(const DefinitionFacts&, const DefinitionFacts&) = default;
};

struct DefinitionReading {
  DefinitionFacts facts;
  std::string error;  // one line: what is wrong and where; empty when the facts are good
};

DefinitionReading read_definition(std::string_view xml);

}  // namespace xvm::agent
