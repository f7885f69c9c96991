// fakes/rgm/names.hpp
//
// Purpose: the words of Sun Cluster's Resource Group Manager (RGM) and its Generic Data Service:
// states, properties with a fixed set of values, causes of a move, error names. Spelled as the
// cluster's own commands spell them (scha_resourcegroup_get, rg_properties(5), r_properties(5)).
// Thread rule: plain values.
//
//   to_text(RgState::pending_offline) == "PENDING_OFFLINE";
#pragma once

#include "model/vocabulary/enum_text.hpp"
#include "model/vocabulary/node.hpp"

namespace xvm::fakes::rgm {

// A resource group, holding one guest resource, is its position in the state (0..max_groups-1).
enum class GroupId : std::uint8_t { none = 0xff };
inline constexpr unsigned max_groups = 64;
constexpr unsigned index(GroupId group) { return static_cast<unsigned>(group); }

// The number of an administrator's command or of a scha_control call, chosen by the caller and
// repeated in its answer; unique among those that are not answered yet.
enum class CommandId : std::uint16_t { none = 0 };

enum class Method : std::uint8_t { none, validate, start, stop, probe, boot, monitor_check };

enum class RgState : std::uint8_t {
  offline,
  pending_online,
  online,
  pending_offline,
  online_faulted,
  error_stop_failed,
  unmanaged,
};

enum class ResourceState : std::uint8_t {
  offline,
  starting,
  online,
  online_not_monitored,
  stopping,
  start_failed,
  stop_failed,
};

// Set by the agent (scha_resource_setstatus), the fault monitor or RGM.
enum class Status : std::uint8_t { offline, ok, degraded, faulted, unknown };

enum class NodeState : std::uint8_t { down, booting, up };  // booting: a BOOT method runs there

enum class FailoverMode : std::uint8_t { none, soft, hard, restart_only, log_only };

// "+", "++", "+++", "-", "--" of RG_affinities, declared on the group that is restricted.
enum class Affinity : std::uint8_t {
  weak_positive,
  strong_positive,
  strong_positive_delegating,
  weak_negative,
  strong_negative,
};

// How the agent is attached: SUNW.gds runs commands for it (START probes in a loop, STOP gives the
// command 80 % and hides its result, no BOOT); with ORCL.gds and PMF_managed=FALSE it owns them.
enum class Form : std::uint8_t { sunw_gds, own_methods };

// Why a group moves or a resource is restarted (facts: GDS, table 7.2).
enum class Cause : std::uint8_t {
  none,
  switch_to,  // clrg switch
  online,
  remaster,
  failback,
  giveover,
  offline,
  evacuate,
  evict,     // by the strong negative affinity to an arriving group
  affinity,  // follows the target of a strong positive affinity
  start_failed,
  restart,          // clrg restart, scha_control RESTART: same node
  monitor_restart,  // by the fault monitor, group ONLINE
  call_restart,     // scha_control RESOURCE_RESTART, group ONLINE
  disable,
  enable,
  node_death,
  start,  // automatic, of a group that was offline
};

enum class SchaErr : std::uint8_t { noerr, inval, state, checks, node, depend, fail };

// The clear line of an answer; fakes/rgm/names.hpp has its text.
enum class Why : std::uint8_t {
  done,
  nothing_to_do,
  group_unknown,
  group_unmanaged,
  group_busy,
  node_not_in_list,
  node_not_up,
  node_evacuated,
  affinity_forbids,
  no_eligible_node,
  not_online_on_caller,
  failover_mode_forbids,
  start_failed,
  stop_failed,
  evicted_group_failed,
  overridden,
  quiesced,
  not_stop_failed,
  went_elsewhere,
  validate_failed,
  node_died,
  group_suspended,
};

}  // namespace xvm::fakes::rgm

namespace xvm {
template <>
struct EnumText<fakes::rgm::Method> {
  static constexpr std::array text{"none"sv,  "validate"sv, "start"sv,        "stop"sv,
                                   "probe"sv, "boot"sv,     "monitor_check"sv};
};
template <>
struct EnumText<fakes::rgm::RgState> {
  static constexpr std::array text{"OFFLINE"sv,         "PENDING_ONLINE"sv, "ONLINE"sv,
                                   "PENDING_OFFLINE"sv, "ONLINE_FAULTED"sv, "ERROR_STOP_FAILED"sv,
                                   "UNMANAGED"sv};
};
template <>
struct EnumText<fakes::rgm::ResourceState> {
  static constexpr std::array text{
      "OFFLINE"sv,  "STARTING"sv,     "ONLINE"sv,     "ONLINE_NOT_MONITORED"sv,
      "STOPPING"sv, "START_FAILED"sv, "STOP_FAILED"sv};
};
template <>
struct EnumText<fakes::rgm::Status> {
  static constexpr std::array text{"OFFLINE"sv, "OK"sv, "DEGRADED"sv, "FAULTED"sv, "UNKNOWN"sv};
};
template <>
struct EnumText<fakes::rgm::NodeState> {
  static constexpr std::array text{"DOWN"sv, "BOOTING"sv, "UP"sv};
};
template <>
struct EnumText<fakes::rgm::FailoverMode> {
  static constexpr std::array text{"NONE"sv, "SOFT"sv, "HARD"sv, "RESTART_ONLY"sv, "LOG_ONLY"sv};
};
template <>
struct EnumText<fakes::rgm::Affinity> {
  static constexpr std::array text{"+"sv, "++"sv, "+++"sv, "-"sv, "--"sv};
};
template <>
struct EnumText<fakes::rgm::Form> {
  static constexpr std::array text{"SUNW.gds"sv, "ORCL.gds"sv};
};
template <>
struct EnumText<fakes::rgm::Cause> {
  static constexpr std::array text{"none"sv,
                                   "switch"sv,
                                   "online"sv,
                                   "remaster"sv,
                                   "failback"sv,
                                   "giveover"sv,
                                   "offline"sv,
                                   "evacuate"sv,
                                   "evict"sv,
                                   "affinity"sv,
                                   "start-failed"sv,
                                   "restart"sv,
                                   "monitor-restart"sv,
                                   "call-restart"sv,
                                   "disable"sv,
                                   "enable"sv,
                                   "node-death"sv,
                                   "start"sv};
};
template <>
struct EnumText<fakes::rgm::SchaErr> {
  static constexpr std::array text{"SCHA_ERR_NOERR"sv,  "SCHA_ERR_INVAL"sv, "SCHA_ERR_STATE"sv,
                                   "SCHA_ERR_CHECKS"sv, "SCHA_ERR_NODE"sv,  "SCHA_ERR_DEPEND"sv,
                                   "SCHA_ERR_FAIL"sv};
};
template <>
struct EnumText<fakes::rgm::Why> {
  static constexpr std::array text{
      "done"sv,
      "nothing to do: it is so already"sv,
      "there is no such resource group"sv,
      "the resource group is not managed"sv,
      "the resource group is busy; wait, or quiesce it first"sv,
      "the node is not in the group's node list"sv,
      "the node is not an active member of the cluster"sv,
      "the node was evacuated a moment ago"sv,
      "a strong affinity forbids this node"sv,
      "no other node of the node list is eligible"sv,
      "the resource group is not online on the calling node"sv,
      "Failover_mode forbids it"sv,
      "the start method failed"sv,
      "the stop method failed; clear it with clrs clear -f STOP_FAILED"sv,
      "a group that had to leave the target failed to stop"sv,
      "a later command took over"sv,
      "the resource group was quiesced"sv,
      "no resource of the group is STOP_FAILED on this node"sv,
      "the group came online on another node than asked for"sv,
      "the validate method failed"sv,
      "the node died"sv,
      "the resource group is suspended"sv};
};
}  // namespace xvm
