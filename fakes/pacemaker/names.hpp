// fakes/pacemaker/names.hpp
//
// Purpose: the words of Pacemaker and Corosync: actions of resource agents, policies, commands of
// administrators. Spelled as crm_mon, crm_resource and the CIB spell them.
// Thread rule: plain values.
//
//   to_text(Op::migrate_to) == "migrate_to";
#pragma once

#include "model/vocabulary/enum_text.hpp"
#include "model/vocabulary/node.hpp"

namespace xvm::fakes::pacemaker {

// A resource is its position in the state, which is also its position in the CIB.
enum class ResourceId : std::uint8_t { none = 0xff };
inline constexpr unsigned max_resources = 64;
constexpr unsigned index(ResourceId resource) { return static_cast<unsigned>(resource); }

// Scores saturate at INFINITY, and minus INFINITY wins (Pacemaker Explained, "Scores").
using Score = std::int32_t;
inline constexpr Score infinity = 1'000'000;

// A probe is a monitor with interval 0; it is an action of its own here, as crm_mon shows it.
enum class Op : std::uint8_t { none, probe, start, stop, monitor, migrate_to, migrate_from };

// What an agent's exit code means here (OCF): 0 and 7 are the two that are no failure.
inline constexpr std::uint8_t ocf_success = 0;
inline constexpr std::uint8_t ocf_err_generic = 1;
inline constexpr std::uint8_t ocf_not_running = 7;

enum class ResourceClass : std::uint8_t { ocf, stonith };

enum class NoQuorumPolicy : std::uint8_t { stop, freeze, ignore };

enum class OnFail : std::uint8_t { restart, block, fence };

enum class MultipleActive : std::uint8_t { stop_start, stop_unexpected, block };

enum class PlacementStrategy : std::uint8_t { by_count, utilization, minimal, balanced };

enum class Verb : std::uint8_t {
  move,       // crm_resource --move -r resource -N node
  ban,        // crm_resource --ban -r resource -N node
  clear,      // crm_resource --clear -r resource
  disable,    // target-role=Stopped
  enable,     // target-role deleted
  unmanage,   // is-managed=false
  manage,     // is-managed deleted
  standby,    // crm_standby -N node -v on
  unstandby,  // crm_standby -N node -D
  cleanup,    // crm_resource --cleanup -r resource: failures are forgotten, probed again
  confirm,    // stonith_admin --confirm node: a human says that it is off
};

enum class Why : std::uint8_t {
  done,
  resource_unknown,
  node_unknown,
  already_there,    // of a move
  nothing_to_do,    // of a clear: there is no such constraint
  node_is_healthy,  // of a confirm
};

}  // namespace xvm::fakes::pacemaker

namespace xvm {
template <>
struct EnumText<fakes::pacemaker::Op> {
  static constexpr std::array text{"none"sv,    "probe"sv,      "start"sv,       "stop"sv,
                                   "monitor"sv, "migrate_to"sv, "migrate_from"sv};
};
template <>
struct EnumText<fakes::pacemaker::NoQuorumPolicy> {
  static constexpr std::array text{"stop"sv, "freeze"sv, "ignore"sv};
};
template <>
struct EnumText<fakes::pacemaker::OnFail> {
  static constexpr std::array text{"restart"sv, "block"sv, "fence"sv};
};
template <>
struct EnumText<fakes::pacemaker::MultipleActive> {
  static constexpr std::array text{"stop_start"sv, "stop_unexpected"sv, "block"sv};
};
template <>
struct EnumText<fakes::pacemaker::PlacementStrategy> {
  static constexpr std::array text{"default"sv, "utilization"sv, "minimal"sv, "balanced"sv};
};
template <>
struct EnumText<fakes::pacemaker::Verb> {
  static constexpr std::array text{"move"sv,      "ban"sv,      "clear"sv,  "disable"sv,
                                   "enable"sv,    "unmanage"sv, "manage"sv, "standby"sv,
                                   "unstandby"sv, "cleanup"sv,  "confirm"sv};
};
template <>
struct EnumText<fakes::pacemaker::Why> {
  static constexpr std::array text{
      "done"sv,
      "there is no such resource"sv,
      "there is no such node"sv,
      "the resource is active on this node already"sv,
      "there is no constraint to clear"sv,
      "the node is no unclean node; only such a one can be confirmed"sv};
};
}  // namespace xvm
