// fakes/rgm/action.hpp
//
// Purpose: everything that the Resource Group Manager asks of its executor. An Outbox has room for
// the longest step (all nodes join, and all groups have a BOOT) and never allocates.
// Thread rule: plain values.
//
//   Outbox out;
//   step(state, event, out);
//   for (const Action& action : out) execute(action);
#pragma once

#include "fakes/rgm/timer.hpp"

#include <cstddef>
#include <cstdlib>
#include <type_traits>
#include <variant>

namespace xvm::fakes::rgm {

// Run the method there; its end comes back as MethodEnded. The timeout is kept by RGM itself, with
// a Kill. (START of SUNW.gds: run the command under the PMF tag; its end is no end of START.)
struct Launch {
  GroupId group = GroupId::none;
  NodeId node = NodeId::none;
  Method method = Method::none;
  std::uint16_t timeout_s = 0;  // the method's timeout property, as rgmd logs it
  std::uint16_t share_s = 0;    // what the command gets of it: less for a stop of SUNW.gds
  friend constexpr bool operator==(const Launch&, const Launch&) = default;
};
struct Kill {  // SIGKILL to the running method; its end is still to be told, with killed = true
  GroupId group = GroupId::none;
  NodeId node = NodeId::none;
  Method method = Method::none;
  friend constexpr bool operator==(const Kill&, const Kill&) = default;
};
// SUNW.gds: pmfadm -s <tag> KILL: ends all that is left under the tag, within within_s. (A start
// command that took its tag out of PMF is out of reach, as in reality: it may outlive START.)
struct KillTag {
  GroupId group = GroupId::none;
  NodeId node = NodeId::none;
  std::uint16_t within_s = 0;
  friend constexpr bool operator==(const KillTag&, const KillTag&) = default;
};
struct Arm {
  Timer timer;
  std::uint16_t seconds = 0;
  friend constexpr bool operator==(const Arm&, const Arm&) = default;
};
struct Cancel {  // also of timers that do not run
  Timer timer;
  friend constexpr bool operator==(const Cancel&, const Cancel&) = default;
};
struct RebootNode {  // Failover_mode HARD; NodeDied must follow
  NodeId node = NodeId::none;
  friend constexpr bool operator==(const RebootNode&, const RebootNode&) = default;
};
struct Answer {  // a command or scha_control call is over: done, failed or refused
  CommandId id = CommandId::none;
  SchaErr err = SchaErr::noerr;
  Why why = Why::done;
  GroupId group = GroupId::none;  // that the reason is about, or none
  NodeId node = NodeId::none;
  friend constexpr bool operator==(const Answer&, const Answer&) = default;
};

enum class Line : std::uint8_t {
  launching,         // launching method <m> for the resource of <g> on <n>, timeout <number>
  method_failed,     // number: exit code
  method_timed_out,  // and is killed
  result_masked,     // SUNW.gds: the stop command failed, STOP succeeds nevertheless
  state_change,      // number: the new RgState
  probe_result,      // number: what the monitor counts
  restarting,        // number: restarts in Retry_interval, this one included
  giving_over,
  giveover_refused,
  no_eligible_node,
  node_rebooted,
  node_down,
  node_up,
  tree_died,
  unexpected,  // an event that fits nothing; ignored
};
struct Log {
  Line line = Line::unexpected;
  GroupId group = GroupId::none;
  NodeId node = NodeId::none;
  Method method = Method::none;
  std::uint16_t number = 0;
  friend constexpr bool operator==(const Log&, const Log&) = default;
};

using Action = std::variant<Launch, Kill, KillTag, Arm, Cancel, RebootNode, Answer, Log>;
static_assert(std::is_trivially_copyable_v<Action>);

class Outbox {
 public:
  static constexpr std::size_t capacity = std::size_t{64} * max_groups;

  void push(const Action& action) {
    if (size_ == capacity) std::abort();  // a test of a full cluster shows that no step gets here
    actions_[size_++] = action;
  }
  void clear() { size_ = 0; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const Action& operator[](std::size_t i) const { return actions_[i]; }
  const Action* begin() const { return actions_.data(); }
  const Action* end() const { return actions_.data() + size_; }

 private:
  std::array<Action, capacity> actions_{};
  std::size_t size_ = 0;
};

}  // namespace xvm::fakes::rgm

namespace xvm {
template <>
struct EnumText<fakes::rgm::Line> {
  static constexpr std::array text{
      "launching method"sv, "method failed"sv,
      "method timed out"sv, "the stop command failed, STOP is reported as successful"sv,
      "state change"sv,     "the probe result is"sv,
      "restarting"sv,       "giving over"sv,
      "giveover refused"sv, "no eligible node"sv,
      "node rebooted"sv,    "node is down"sv,
      "node is up"sv,       "the process tree died"sv,
      "unexpected event"sv};
};
}  // namespace xvm
