// model/ports/cluster_facts.hpp
//
// Purpose: what the cluster manager says, as plain data: membership, where it believes the resource
// online, and why a stop was called (facts: GDS, sections 6.4, 7.2, 7.3).
// Thread rule: as ports/hypervisor.hpp.
//
//   ReadFacts{} -> FactsRead{Facts{.readable = true, .members = NodeSet{0b11}, ...}}
#pragma once

#include "model/ports/outcome.hpp"
#include "model/vocabulary/node.hpp"

namespace xvm {

enum class OnOffSwitch : std::uint8_t { unreadable, enabled, disabled };
template <>
struct EnumText<OnOffSwitch> {
  static constexpr std::array text{"unreadable"sv, "ENABLED"sv, "DISABLED"sv};
};

// RG_STATE of the local node, as far as a stop needs it.
enum class RgState : std::uint8_t { unreadable, online, pending_offline, other };
template <>
struct EnumText<RgState> {
  static constexpr std::array text{"unreadable"sv, "ONLINE"sv, "PENDING_OFFLINE"sv, "other"sv};
};

// TARGET_NODES (Solaris Cluster 4.2 and later) or the hint written by `xvm switch`.
enum class TargetNodes : std::uint8_t { unavailable, empty, one, several };
template <>
struct EnumText<TargetNodes> {
  static constexpr std::array text{"unavailable"sv, "empty"sv, "one"sv, "several"sv};
};

struct Facts {
  bool readable = false;  // false: every node of the list counts as a member
  OnOffSwitch on_off = OnOffSwitch::unreadable;
  RgState rg_state = RgState::unreadable;
  TargetNodes targets = TargetNodes::unavailable;
  NodeId target = NodeId::none;  // with TargetNodes::one
  NodeSet members = {};          // up, says the cluster manager
  // where it says the resource is online or pending, self excluded
  NodeSet online = {};
  // other nodes where a method of this resource runs now, if known
  NodeSet methods = {};
  bool status_ok = true;       // the resource's status on this node (R10)
  bool last_plugin_ok = true;  // result of the last plugin probe on this node (R10)
  bool giveover = false;       // the monitor, not an administrator, asked for the move

  friend constexpr bool operator==(const Facts&, const Facts&) = default;
};

struct ReadFacts {
  friend constexpr bool operator==(const ReadFacts&, const ReadFacts&) = default;
};
struct FactsRead {
  Facts facts;
  friend constexpr bool operator==(const FactsRead&, const FactsRead&) = default;
};

// 2008 design, section 4: "the start function needs to turn off PMF monitoring". pmfadm -s under
// SUNW.gds; nothing to do, and ok, under ORCL.gds with PMF_managed=FALSE and under Pacemaker.
struct SilenceProcessMonitor {
  friend constexpr bool operator==(const SilenceProcessMonitor&,
                                   const SilenceProcessMonitor&) = default;
};
struct ProcessMonitorSilenced {
  CallOutcome outcome;
  friend constexpr bool operator==(const ProcessMonitorSilenced&,
                                   const ProcessMonitorSilenced&) = default;
};

}  // namespace xvm
