// fakes/pacemaker/event.hpp
//
// Purpose: everything that can happen to the cluster stack: commands of administrators, ends of
// actions, timers, nodes that boot, fall silent or are parted, ends of fencing, killed daemons.
// The executor's duties: it delivers the end of every launched action exactly once, unless its node
// fell silent before; nothing of a silent node until it joins again; no timer after it was
// cancelled; NodeLost of a node that fencing has just reset, before it joins again.
// Thread rule: plain values.
//
//   Event e = OpEnded{.resource = ResourceId{0}, .node = NodeId{1}, .op = Op::stop};
#pragma once

#include "fakes/pacemaker/timer.hpp"

#include <type_traits>
#include <variant>

namespace xvm::fakes::pacemaker {

// Each is a change of the CIB; what follows shows in later actions. Every one gets an Answer.
struct Command {
  std::uint16_t id = 0;
  Verb verb = Verb::move;
  ResourceId resource = ResourceId::none;
  NodeId node = NodeId::none;  // cleanup: none is every node
  std::uint8_t even = 0;
  friend constexpr bool operator==(const Command&, const Command&) = default;
};

struct OpEnded {
  // The second in which the action began, of any clock: the CIB keeps times of actions in seconds,
  // so two of different nodes within one second have no order (last-rc-change).
  std::uint32_t began_s = 0;
  ResourceId resource = ResourceId::none;
  NodeId node = NodeId::none;
  Op op = Op::none;
  bool killed = false;  // by a Kill (timeout) or otherwise; the code is void
  std::uint8_t exit_code = 0;
  friend constexpr bool operator==(const OpEnded&, const OpEnded&) = default;
};

struct TimerExpired {
  Timer timer;
  friend constexpr bool operator==(const TimerExpired&, const TimerExpired&) = default;
};

// Corosync and Pacemaker start on a node that was silent: it booted, its history is empty. `alone`:
// it hears none of the others.
struct NodeJoined {
  NodeId node = NodeId::none;
  bool alone = false;
  friend constexpr bool operator==(const NodeJoined&, const NodeJoined&) = default;
};
// The node fell silent and does nothing for the cluster any more: power, freeze, dead corosync.
struct NodeLost {
  NodeId node = NodeId::none;
  friend constexpr bool operator==(const NodeLost&, const NodeLost&) = default;
};
// The nodes of the set and the others do not hear each other; both go on.
struct Parted {
  NodeSet nodes = {};
  friend constexpr bool operator==(const Parted&, const Parted&) = default;
};
struct Healed {  // all nodes that are up hear each other again
  friend constexpr bool operator==(const Healed&, const Healed&) = default;
};

struct FenceEnded {  // one call of the fence agent
  NodeId node = NodeId::none;
  bool ok = false;
  friend constexpr bool operator==(const FenceEnded&, const FenceEnded&) = default;
};

enum class Daemon : std::uint8_t { pacemakerd, controld };
struct Respawned {  // the daemon was killed on the node and started again by itself
  NodeId node = NodeId::none;
  Daemon daemon = Daemon::controld;
  friend constexpr bool operator==(const Respawned&, const Respawned&) = default;
};

using Event = std::variant<Command, OpEnded, TimerExpired, NodeJoined, NodeLost, Parted, Healed,
                           FenceEnded, Respawned>;
static_assert(std::is_trivially_copyable_v<Event>);

}  // namespace xvm::fakes::pacemaker

namespace xvm {
template <>
struct EnumText<fakes::pacemaker::Daemon> {
  static constexpr std::array text{"pacemakerd"sv, "pacemaker-controld"sv};
};
}  // namespace xvm
