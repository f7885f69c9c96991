// model/vocabulary/method.hpp
//
// Purpose: methods, engines and what an administrator configured: everything that is fixed for the
// time of one method call.
// Thread rule: plain values.
//
//   Setting s{.method = Method::stop, .engine = Engine::gds, .self = NodeId{0},
//             .nodes = NodeSet::first(2), .failover = FailoverType::migrate_live};
#pragma once

#include "model/vocabulary/claim.hpp"
#include "model/vocabulary/enum_text.hpp"
#include "model/vocabulary/node.hpp"

namespace xvm {

enum class Method : std::uint8_t { validate, start, stop, probe, hand_over, take_over, reconcile };
template <>
struct EnumText<Method> {
  static constexpr std::array text{"validate"sv,  "start"sv,     "stop"sv,     "probe"sv,
                                   "hand-over"sv, "take-over"sv, "reconcile"sv};
};

// The cluster manager that calls us (architecture, section 8).
enum class Engine : std::uint8_t { gds, pacemaker };
template <>
struct EnumText<Engine> {
  static constexpr std::array text{"gds"sv, "pacemaker"sv};
};

// FAILOVER of the configuration file (2008 design, sections 3 and 8).
enum class FailoverType : std::uint8_t { normal, migrate, migrate_live };
template <>
struct EnumText<FailoverType> {
  static constexpr std::array text{"normal"sv, "migrate"sv, "migrate -live"sv};
};

// ON_MIGRATE_FAIL: what a GDS stop does after a failed migration (2008 design, section 5:
// shutdown).
enum class OnMigrateFail : std::uint8_t { shutdown, stay };
template <>
struct EnumText<OnMigrateFail> {
  static constexpr std::array text{"shutdown"sv, "stay"sv};
};

// ON_POWEROFF: what a probe says of a guest that powered itself off (2008 design, section 6: shut
// off is restartable).
enum class OnPoweroff : std::uint8_t { restart, stay };
template <>
struct EnumText<OnPoweroff> {
  static constexpr std::array text{"restart"sv, "stay"sv};
};

// What a stop means, decided from cluster facts (facts: GDS, decision table 7.3).
enum class StopIntent : std::uint8_t { disable, restart, evacuate, giveover, switch_over };
template <>
struct EnumText<StopIntent> {
  static constexpr std::array text{"disable"sv, "restart"sv, "evacuate"sv, "giveover"sv,
                                   "switch"sv};
};

// What a method call is told before its first step; constant until it finishes.
struct Setting {
  Method method = Method::probe;
  Engine engine = Engine::gds;
  NodeId self = NodeId::none;
  NodeSet nodes = {};  // the resource's node list, self included
  FailoverType failover = FailoverType::normal;
  OnMigrateFail on_migrate_fail = OnMigrateFail::shutdown;
  NodeId hand_over_to = NodeId::none;  // Pacemaker's migrate_target; hand-over only
  bool strict_peers = false;           // R3: a silent member refuses a start
  bool has_plugin = false;             // PLUGIN_PROBE is configured
  bool allow_201 = false;              // a plugin may ask for an immediate failover
  bool booting = false;                // probe: PROBE_GRACE since the start is not over
  OnPoweroff on_poweroff = OnPoweroff::restart;
  bool reboots_in_gap = false;      // probe: a guest that reboots is gone for 1-2 s (Xen)
  bool unknown_grace_over = false;  // probe: UNKNOWN_GRACE passed since the first unknown (R2)
  bool release_owed = false;        // node-local debt: a stop could not link its release (R1)
  Claim last_seen = {};             // node-local: the newest claim this node ever read

  friend constexpr bool operator==(const Setting&, const Setting&) = default;
};

}  // namespace xvm
