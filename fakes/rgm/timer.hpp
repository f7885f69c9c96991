// fakes/rgm/timer.hpp
//
// Purpose: the names of the timers. RGM has no clock: it asks for a named timer with a duration and
// is told of its expiry. Arming a timer that runs starts it anew.
// Thread rule: plain values.
//
//   Timer t{.name = TimerName::method, .group = GroupId{0}, .node = NodeId{1}};
#pragma once

#include "fakes/rgm/names.hpp"

namespace xvm::fakes::rgm {

enum class TimerName : std::uint8_t {
  method,      // the running validate, start, stop, boot or monitor_check of (group, node)
  probe,       // the running probe of (group, node)
  probe_due,   // the monitor sleeps between two probes
  start_wait,  // SUNW.gds: START waits before it probes
  next_step,   // 0 s: the group is offline everywhere; its next node is chosen when this expires
  history,     // slot: a probe result leaves the history after Retry_interval
  restarts,    // slot: a restart leaves the count after Retry_interval
  deaths,      // slot: a death of the PMF tree leaves the count after Retry_interval
  pingpong,    // (group, node): the node is eligible again
  evacuated,   // (-, node): the node is eligible again
};

struct Timer {
  static constexpr std::uint8_t every_slot = 0xff;  // in a Cancel: whatever the slot

  TimerName name = TimerName::method;
  GroupId group = GroupId::none;
  NodeId node = NodeId::none;  // none for history, restarts, deaths and next_step
  std::uint8_t slot = 0;
  friend constexpr bool operator==(const Timer&, const Timer&) = default;
};

}  // namespace xvm::fakes::rgm

namespace xvm {
template <>
struct EnumText<fakes::rgm::TimerName> {
  static constexpr std::array text{"method"sv,    "probe"sv,    "probe-due"sv, "start-wait"sv,
                                   "next-step"sv, "history"sv,  "restarts"sv,  "deaths"sv,
                                   "pingpong"sv,  "evacuated"sv};
};
}  // namespace xvm
