// fakes/pacemaker/timer.hpp
//
// Purpose: the names of the timers. The model has no clock: it asks for a named timer with a
// duration and is told of its expiry. Arming a timer that runs starts it anew.
// Thread rule: plain values.
//
//   Timer t{.name = TimerName::operation, .resource = ResourceId{0}, .node = NodeId{1}};
#pragma once

#include "fakes/pacemaker/names.hpp"

namespace xvm::fakes::pacemaker {

enum class TimerName : std::uint8_t {
  operation,    // the running action of (resource, node): its timeout
  monitor_due,  // the next recurring monitor of (resource, node)
  token,        // (-, node): the others notice that the node is silent or parted from them
  join,         // (-, -), slot: the side: joined nodes take part from now on
  fence_again,  // (-, node): the fence agent is called again
};

struct Timer {
  TimerName name = TimerName::operation;
  ResourceId resource = ResourceId::none;
  NodeId node = NodeId::none;
  std::uint8_t slot = 0;
  friend constexpr bool operator==(const Timer&, const Timer&) = default;
};

}  // namespace xvm::fakes::pacemaker

namespace xvm {
template <>
struct EnumText<fakes::pacemaker::TimerName> {
  static constexpr std::array text{"operation"sv, "monitor-due"sv, "token"sv, "join"sv,
                                   "fence-again"sv};
};
}  // namespace xvm
