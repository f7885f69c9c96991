// fakes/rgm/event.hpp
//
// Purpose: everything that can happen to the Resource Group Manager: commands of administrators,
// scha_control calls, ends of methods, timers, membership, and what PMF and the agent say.
// The executor's duties: it delivers the end of every launched method exactly once, unless the
// method's node died; nothing of a dead node after NodeDied; no timer after it was cancelled; the
// end of SUNW.gds's start command (also when KillTag killed it) before the death of its tree.
// Thread rule: plain values.
//
//   Event e = Command{.id = CommandId{7}, .verb = Verb::switch_to, .group = GroupId{0},
//                     .node = NodeId{1}};
#pragma once

#include "fakes/rgm/timer.hpp"

#include <type_traits>
#include <variant>

namespace xvm::fakes::rgm {

enum class Verb : std::uint8_t {
  switch_to,  // clrg switch -n node
  online,     // clrg online: on the best node
  offline,
  remaster,  // to the most preferred eligible node
  evacuate,  // clnode evacuate -T seconds: all groups of `node`; `group` is not used
  restart,   // clrg restart
  quiesce,   // running methods finish, nothing follows
  quiesce_kill,
  enable,
  disable,
  monitor,
  unmonitor,
  suspend,
  resume,
  clear_stop_failed,  // clrs clear -f STOP_FAILED, on `node`
  validate,           // clrs create, clrs set: VALIDATE on every member of the node list
};

struct Command {
  CommandId id = CommandId::none;
  Verb verb = Verb::online;
  GroupId group = GroupId::none;
  NodeId node = NodeId::none;
  std::uint16_t seconds = 60;  // evacuate: -T, how long the node stays ineligible; 0: only now
  friend constexpr bool operator==(const Command&, const Command&) = default;
};

enum class Control : std::uint8_t {
  giveover,
  restart,
  resource_restart,
  resource_is_restarted,
  check_giveover,
  check_restart,
};
struct ControlCall {  // scha_control, called on `caller`
  CommandId id = CommandId::none;
  Control what = Control::giveover;
  GroupId group = GroupId::none;
  NodeId caller = NodeId::none;
  friend constexpr bool operator==(const ControlCall&, const ControlCall&) = default;
};

struct MethodEnded {
  GroupId group = GroupId::none;
  NodeId node = NodeId::none;
  Method method = Method::none;
  bool killed = false;  // it was killed, by a Kill action or otherwise; the code is void
  std::uint8_t exit_code = 0;
  friend constexpr bool operator==(const MethodEnded&, const MethodEnded&) = default;
};
struct Expired {
  Timer timer;
  friend constexpr bool operator==(const Expired&, const Expired&) = default;
};

enum class Death : std::uint8_t { fenced, failfast, shutdown };
struct NodeDied {  // it is certain: fencing is confirmed, or the node panicked itself
  NodeId node = NodeId::none;
  Death how = Death::fenced;
  friend constexpr bool operator==(const NodeDied&, const NodeDied&) = default;
};
struct NodesJoined {  // several at once: the cluster is formed
  NodeSet nodes = {};
  friend constexpr bool operator==(const NodesJoined&, const NodesJoined&) = default;
};

// SUNW.gds only: what becomes of the tag <RG>,<RS>,0.svc under PMF.
enum class TagEvent : std::uint8_t { withdrawn, tree_died };
struct PmfTag {
  GroupId group = GroupId::none;
  NodeId node = NodeId::none;
  TagEvent what = TagEvent::withdrawn;
  friend constexpr bool operator==(const PmfTag&, const PmfTag&) = default;
};
struct StatusSet {  // scha_resource_setstatus; the message stays with the executor
  GroupId group = GroupId::none;
  NodeId node = NodeId::none;
  Status status = Status::ok;
  friend constexpr bool operator==(const StatusSet&, const StatusSet&) = default;
};

using Event = std::variant<Command, ControlCall, MethodEnded, Expired, NodeDied, NodesJoined,
                           PmfTag, StatusSet>;
static_assert(std::is_trivially_copyable_v<Event>);

}  // namespace xvm::fakes::rgm

namespace xvm {
template <>
struct EnumText<fakes::rgm::Verb> {
  static constexpr std::array text{
      "switch"sv,  "online"sv,    "offline"sv,    "remaster"sv, "evacuate"sv,
      "restart"sv, "quiesce"sv,   "quiesce -k"sv, "enable"sv,   "disable"sv,
      "monitor"sv, "unmonitor"sv, "suspend"sv,    "resume"sv,   "clear -f STOP_FAILED"sv,
      "validate"sv};
};
template <>
struct EnumText<fakes::rgm::Control> {
  static constexpr std::array text{"GIVEOVER"sv,         "RESTART"sv,
                                   "RESOURCE_RESTART"sv, "RESOURCE_IS_RESTARTED"sv,
                                   "CHECK_GIVEOVER"sv,   "CHECK_RESTART"sv};
};
template <>
struct EnumText<fakes::rgm::Death> {
  static constexpr std::array text{"fenced"sv, "failfast"sv, "shutdown"sv};
};
}  // namespace xvm
