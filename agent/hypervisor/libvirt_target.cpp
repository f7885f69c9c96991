// What LibvirtHypervisor finds wrong with its node as the target of a migration (architecture,
// section 6, step 1). On Xen this is vital: libvirt 9.0 leaks the source's job when a target
// refuses a migration before any data, and every later change of the domain fails.
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>

#include "agent/hypervisor/libvirt_hypervisor.hpp"

namespace xvm::agent {
namespace {

class Findings {
 public:
  void add(TargetFault fault, const std::string& why) {
    answer_.report = answer_.report.with(fault);
    if (!answer_.detail.empty()) answer_.detail += "; ";
    answer_.detail += why;
  }
  void silent(const LibvirtError& error) { add(TargetFault::no_answer, error.text()); }
  TargetAnswer take() { return std::move(answer_); }

 private:
  TargetAnswer answer_;
};

// Asked and answered; nothing when this daemon cannot tell (no such driver loaded).
enum class There : std::uint8_t { yes, no, cannot_tell };

There there_after(int code_of_absence) {
  const LibvirtError error = take_error();
  const bool is_certain = error.code == code_of_absence && !error.is_transport();
  return is_certain ? There::no : There::cannot_tell;
}

void check_name(virConnectPtr node, const DomainKey& key, Findings& found) {
  const DomainHandle same_name(virDomainLookupByName(node, key.name.c_str()));
  if (!same_name) {
    const LibvirtError error = take_error();
    if (!error.says_no_domain()) found.silent(error);
    return;
  }
  char uuid[VIR_UUID_STRING_BUFLEN] = "";
  if (virDomainGetUUIDString(same_name.get(), uuid) < 0) return found.silent(take_error());
  if (key.uuid == uuid) return;
  found.add(TargetFault::name_taken,
            fmt::format("the name {} belongs to the domain {} there", key.name, uuid));
}

void check_versions(virConnectPtr node, const TargetNeeds& needs, Findings& found) {
  unsigned long libvirt = 0;
  unsigned long hypervisor = 0;
  if (virConnectGetLibVersion(node, &libvirt) < 0) return found.silent(take_error());
  if (virConnectGetVersion(node, &hypervisor) < 0) return found.silent(take_error());
  if (libvirt < needs.libvirt_version) {
    found.add(TargetFault::version_older,
              fmt::format("libvirt {} there, {} here", libvirt, needs.libvirt_version));
  }
  if (hypervisor < needs.hypervisor_version) {
    found.add(TargetFault::version_older,
              fmt::format("hypervisor {} there, {} here", hypervisor, needs.hypervisor_version));
  }
}

// What Linux would give up for a new process; nothing when the driver has no such statistics.
std::optional<std::uint64_t> available_kib(virConnectPtr node) {
  std::array<virNodeMemoryStats, 16> stats{};
  int count = 0;
  if (virNodeGetMemoryStats(node, VIR_NODE_MEMORY_STATS_ALL_CELLS, nullptr, &count, 0) < 0 ||
      count > static_cast<int>(stats.size()) ||
      virNodeGetMemoryStats(node, VIR_NODE_MEMORY_STATS_ALL_CELLS, stats.data(), &count, 0) < 0) {
    virResetLastError();
    return std::nullopt;
  }
  std::uint64_t sum_kib = 0;
  for (int i = 0; i < count; ++i) {
    const virNodeMemoryStats& stat = stats[static_cast<std::size_t>(i)];
    const std::string_view field = static_cast<const char*>(stat.field);
    const bool is_available = field == VIR_NODE_MEMORY_STATS_FREE ||
                              field == VIR_NODE_MEMORY_STATS_BUFFERS ||
                              field == VIR_NODE_MEMORY_STATS_CACHED;
    if (is_available) sum_kib += stat.value;
  }
  return sum_kib;
}

void check_memory(virConnectPtr node, const TargetNeeds& needs, bool is_xen, Findings& found) {
  // On Xen the free memory is the hypervisor's, not Domain-0's. 0 is libvirt's error value, and
  // what the test driver says: no reason to refuse.
  std::optional<std::uint64_t> free_kib = is_xen ? std::nullopt : available_kib(node);
  if (!free_kib) free_kib = virNodeGetFreeMemory(node) / 1024;
  virResetLastError();
  if (*free_kib == 0 || *free_kib >= needs.definition.memory_kib) return;
  found.add(TargetFault::memory_short,
            fmt::format("{} KiB free, {} needed", *free_kib, needs.definition.memory_kib));
}

There pool_there(virConnectPtr node, const std::string& name) {
  const PoolHandle pool(virStoragePoolLookupByName(node, name.c_str()));
  if (!pool) return there_after(VIR_ERR_NO_STORAGE_POOL);
  return virStoragePoolIsActive(pool.get()) == 0 ? There::no : There::yes;
}

// Paths can be seen on the own node only; a remote daemon knows no more than its pools.
void check_storage(virConnectPtr node, const DefinitionFacts& needs, bool is_local,
                   Findings& found) {
  for (const PoolVolume& volume : needs.volumes) {
    if (pool_there(node, volume.pool) != There::no) continue;
    found.add(TargetFault::storage_missing, fmt::format("no active storage pool {}", volume.pool));
  }
  if (!is_local) return;
  for (const std::string& path : needs.paths) {
    if (::access(path.c_str(), F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR)) continue;
    found.add(TargetFault::storage_missing, fmt::format("no {}", path));
  }
}

There network_there(virConnectPtr node, const std::string& name) {
  const NetworkHandle network(virNetworkLookupByName(node, name.c_str()));
  if (!network) return there_after(VIR_ERR_NO_NETWORK);
  return virNetworkIsActive(network.get()) == 0 ? There::no : There::yes;
}

There bridge_there(virConnectPtr node, const std::string& name, bool is_local) {
  if (is_local) {
    const std::string path = "/sys/class/net/" + name;
    return ::access(path.c_str(), F_OK) == 0 ? There::yes : There::no;
  }
  const InterfaceHandle interface(virInterfaceLookupByName(node, name.c_str()));
  if (!interface) return there_after(VIR_ERR_NO_INTERFACE);
  return virInterfaceIsActive(interface.get()) == 0 ? There::no : There::yes;
}

void check_bridges(virConnectPtr node, const DefinitionFacts& needs, bool is_local,
                   Findings& found) {
  for (const std::string& name : needs.networks) {
    if (network_there(node, name) != There::no) continue;
    found.add(TargetFault::bridge_missing, fmt::format("no active network {}", name));
  }
  for (const std::string& name : needs.bridges) {
    if (bridge_there(node, name, is_local) != There::no) continue;
    found.add(TargetFault::bridge_missing, fmt::format("no bridge {}", name));
  }
}

}  // namespace

// Read-only: it asks, and changes nothing on the target.
TargetAnswer LibvirtHypervisor::check_target(const TargetNeeds& needs) {
  Findings found;
  if (needs.definition.nvram || needs.definition.tpm) {
    found.add(TargetFault::local_state, "NVRAM or TPM state lies on the source");
  }
  const Looked seen = observe(needs.key);
  if (seen.seen.activity == Activity::unknown) {
    found.add(TargetFault::no_answer, seen.detail);
    return found.take();
  }
  if (is_active(classify(seen.seen))) {
    found.add(TargetFault::domain_active,
              fmt::format("it is {} there", to_text(seen.seen.activity)));
  }
  const Called idle = job_idle(needs.key);
  if (idle.outcome == CallOutcome::refused) found.add(TargetFault::job_busy, idle.detail);
  if (idle.outcome == CallOutcome::unknown) found.add(TargetFault::no_answer, idle.detail);
  const LibvirtConnection::Opened opened = connection_->open();
  if (!opened.lease) {
    found.silent(opened.error);
    return found.take();
  }
  virConnectPtr node = opened.lease.get();
  const LibvirtAddress& address = connection_->address();
  check_name(node, needs.key, found);
  check_versions(node, needs, found);
  check_memory(node, needs, address.is_xen(), found);
  check_storage(node, needs.definition, address.is_local(), found);
  check_bridges(node, needs.definition, address.is_local(), found);
  return found.take();
}

}  // namespace xvm::agent
