// model/ports/inspection.hpp
//
// Purpose: what validate asks about the node, the configuration and its surroundings, and the
// findings it can get (2008 design, section 3; decisions/findings.hpp says which are errors).
// Thread rule: as ports/hypervisor.hpp.
//
//   Inspect{Subject::host} -> Inspected{Subject::host, FindingSet{}.with(Finding::not_domain0)}
#pragma once

#include "model/vocabulary/enum_text.hpp"

namespace xvm {

enum class Subject : std::uint8_t { host, domain, admin, policy };
template <>
struct EnumText<Subject> {
  static constexpr std::array text{"host"sv, "domain"sv, "admin"sv, "policy"sv};
};

enum class Finding : std::uint8_t {
  // host
  hypervisor_silent,
  not_domain0,  // Xen is asked for and this is not Domain-0
  no_fencing,   // the cluster has no fencing configured (R3 assumes it)
  // domain
  domain_unknown,        // neither defined anywhere nor exported nor a readable file
  domain_malformed,      // XML or xl file that cannot be parsed
  domain_uuid_mismatch,  // file, definition and export disagree
  failover_type_wrong,   // neither "normal", "migrate" nor "migrate -live"
  live_impossible,       // PV guest on a Xen that cannot log dirty pages: non-live is used
  local_nvram,           // R8: node-local NVRAM or TPM state
  plugin_not_executable,
  // admin
  admin_missing,
  admin_not_a_folder,
  admin_not_writable,
  admin_world_accessible,  // definitions may hold passwords
  admin_local,             // not a shared file system
  record_format_unknown,
  // policy
  autostart,          // competing starter: libvirt autostarts the domain
  libvirt_guests,     // competing starter: libvirt-guests service
  xendomains,         // competing starter: xendomains service
  lock_manager_none,  // libvirt's lock manager is "nop"
  on_crash,           // policy would restart or hide a crash behind the agent's back
  on_reboot,
};
template <>
struct EnumText<Finding> {
  static constexpr std::array text{"hypervisor-silent"sv,
                                   "not-domain-0"sv,
                                   "no-fencing"sv,
                                   "domain-unknown"sv,
                                   "domain-malformed"sv,
                                   "domain-uuid-mismatch"sv,
                                   "failover-type-wrong"sv,
                                   "live-impossible"sv,
                                   "local-nvram"sv,
                                   "plugin-not-executable"sv,
                                   "admin-missing"sv,
                                   "admin-not-a-folder"sv,
                                   "admin-not-writable"sv,
                                   "admin-world-accessible"sv,
                                   "admin-local"sv,
                                   "record-format-unknown"sv,
                                   "autostart"sv,
                                   "libvirt-guests"sv,
                                   "xendomains"sv,
                                   "lock-manager-none"sv,
                                   "on-crash"sv,
                                   "on-reboot"sv};
};
static_assert(enum_count<Finding> == static_cast<std::size_t>(Finding::on_reboot) + 1);

class FindingSet {
 public:
  constexpr FindingSet() = default;
  constexpr explicit FindingSet(std::uint32_t bits) : bits_(bits) {}
  constexpr bool contains(Finding f) const { return bits_ >> static_cast<unsigned>(f) & 1u; }
  constexpr FindingSet with(Finding f) const {
    return FindingSet(bits_ | 1u << static_cast<unsigned>(f));
  }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr std::uint32_t bits() const { return bits_; }
  friend constexpr FindingSet operator|(FindingSet a, FindingSet b) {
    return FindingSet(a.bits_ | b.bits_);
  }
  friend constexpr FindingSet operator&(FindingSet a, FindingSet b) {
    return FindingSet(a.bits_ & b.bits_);
  }
  friend constexpr bool operator==(FindingSet, FindingSet) = default;

 private:
  std::uint32_t bits_ = 0;
};

struct Inspect {
  Subject subject;
  friend constexpr bool operator==(const Inspect&, const Inspect&) = default;
};
struct Inspected {
  Subject subject;
  FindingSet findings;
  friend constexpr bool operator==(const Inspected&, const Inspected&) = default;
};

}  // namespace xvm
