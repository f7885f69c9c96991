// agent/config/config.hpp
//
// Purpose: what an administrator configured for one resource, after every check. The four keys of
// the 2008 design (section 8: DOMAIN, PLUGIN_PROBE, FAILOVER, ADMIN) and the optional ones that the
// agent added. Times are whole seconds.
// Thread rule: plain values.
//
//   Config c = parse(text, "xvm_config").config;
//   uri_for_node(c.peer_uri, "node2");   // "qemu+tls://%n/system" -> "qemu+tls://node2/system"
#pragma once

#include "model/vocabulary/method.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace xvm::agent {

// How DOMAIN names the guest domain.
enum class DomainNaming : std::uint8_t { name, uuid, file };
}  // namespace xvm::agent
namespace xvm {
template <>
struct EnumText<agent::DomainNaming> {
  static constexpr std::array text{"name"sv, "uuid"sv, "file"sv};
};
}  // namespace xvm
namespace xvm::agent {

struct DomainRef {
  DomainNaming naming = DomainNaming::name;
  std::string
      text;  // name as written; UUID in lower case with dashes; absolute path of XML or xl file

  friend bool operator==(const DomainRef&, const DomainRef&) = default;
};

// RG_affinities of Sun Cluster: "+", "++", "+++", "-", "--" glued to the name of the other group.
enum class AffinityKind : std::uint8_t {
  weak_positive,
  strong_positive,
  strong_positive_delegated,  // +++: failover delegation
  weak_negative,
  strong_negative,
};
}  // namespace xvm::agent
namespace xvm {
template <>
struct EnumText<agent::AffinityKind> {
  static constexpr std::array text{"+"sv, "++"sv, "+++"sv, "-"sv, "--"sv};
};
}  // namespace xvm
namespace xvm::agent {

struct Affinity {
  AffinityKind kind = AffinityKind::weak_positive;
  std::string group;

  friend bool operator==(const Affinity&, const Affinity&) = default;
};

// How a guest is moved; nothing of it changes what a migration means (architecture, section 6).
struct MigrationSettings {
  std::uint32_t bandwidth_mib_s = 0;  // 0..1048576; 0: not limited
  std::uint32_t downtime_ms = 0;      // 0..600000: longest pause at the end; 0: hypervisor's own
  bool auto_converge = false;         // slow a guest down that dirties memory too fast; QEMU only
  std::uint32_t parallel = 0;         // 0..16 connections; 0: one; QEMU only
  bool tls = false;                   // encrypt the memory stream; QEMU only
  std::uint32_t stall_s = 30;         // 0..86400: aborted after no progress for so long; 0: never
  std::uint32_t slots = 2;            // 1..64 guests that leave this node at the same time

  friend bool operator==(const MigrationSettings&, const MigrationSettings&) = default;
};

struct Config {
  // 2008 design, section 8
  DomainRef domain;                              // mandatory
  std::string plugin_probe;                      // command line, or empty: no plugin probe
  FailoverType failover = FailoverType::normal;  // mandatory
  std::string admin;                             // mandatory; absolute folder, no slash at its end
  // registration and engines
  std::string rs;                     // resource; empty: given by the command line
  std::string rg;                     // resource group; empty: as rs
  std::vector<std::string> nodelist;  // empty: asked of the cluster manager
  std::vector<Affinity> affinities;
  // hypervisors
  std::string uri;          // empty: the hypervisor's own default
  std::string peer_uri;     // with %n; empty: made from uri by the driver
  std::string migrate_uri;  // with %n; empty: the hypervisor decides
  // behaviour
  OnMigrateFail on_migrate_fail = OnMigrateFail::shutdown;
  OnPoweroff on_poweroff = OnPoweroff::restart;
  std::uint32_t probe_grace_s = 120;    // 0..86400; plugin failures right after a boot
  std::uint32_t unknown_grace_s = 300;  // 1..86400 (R2)
  std::uint32_t plugin_timeout_s = 20;  // 1..3600; GDS kills a probe after 30 s by default
  bool allow_201 = false;               // a plugin may ask for an immediate failover
  bool strict_peers = false;            // R3: a silent member refuses a start
  MigrationSettings migration;

  friend bool operator==(const Config&, const Config&) = default;
};

// Replaces every %n of `pattern` by `node`.
std::string uri_for_node(std::string_view pattern, std::string_view node);

// The configuration as a file that parse() reads back to an equal Config (show, register).
std::string to_file_text(const Config& config);

}  // namespace xvm::agent
