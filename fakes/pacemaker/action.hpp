// fakes/pacemaker/action.hpp
//
// Purpose: everything that the cluster stack asks of its executor. An Outbox has room for the
// longest step (all nodes join: every resource is probed everywhere) and never allocates.
// Thread rule: plain values.
//
//   Outbox out;
//   step(state, event, out);
//   for (const Action& action : out) execute(action);
#pragma once

#include "fakes/pacemaker/timer.hpp"

#include <cstdlib>
#include <type_traits>
#include <variant>

namespace xvm::fakes::pacemaker {

// Call the resource agent there; its end comes back as OpEnded. The members are all that the agent
// is told (facts: "What an OCF agent is given"): source and target with migrate_to and migrate_from
// alone, so that a stop after a migration does not know of it. A probe is monitor with interval 0.
struct Launch {
  ResourceId resource = ResourceId::none;
  NodeId node = NodeId::none;
  Op op = Op::none;
  NodeId source = NodeId::none;  // OCF_RESKEY_CRM_meta_migrate_source
  NodeId target = NodeId::none;  // OCF_RESKEY_CRM_meta_migrate_target
  std::uint16_t timeout_s = 0;   // OCF_RESKEY_CRM_meta_timeout, in ms there; kept by Kill
  std::uint16_t interval_s = 0;  // OCF_RESKEY_CRM_meta_interval, in ms there; monitor alone
  friend constexpr bool operator==(const Launch&, const Launch&) = default;
};
struct Kill {  // SIGKILL to the running action; its end is still to be told, with killed = true
  ResourceId resource = ResourceId::none;
  NodeId node = NodeId::none;
  Op op = Op::none;
  friend constexpr bool operator==(const Kill&, const Kill&) = default;
};
struct Arm {
  Timer timer;
  std::uint32_t ms = 0;
  friend constexpr bool operator==(const Arm&, const Arm&) = default;
};
struct Cancel {  // also of timers that do not run
  Timer timer;
  friend constexpr bool operator==(const Cancel&, const Cancel&) = default;
};
struct Fence {  // call the fence agent on `by` to reset `node`; FenceEnded tells its end
  NodeId node = NodeId::none;
  NodeId by = NodeId::none;
  friend constexpr bool operator==(const Fence&, const Fence&) = default;
};
struct Answer {
  std::uint16_t id = 0;
  Why why = Why::done;
  friend constexpr bool operator==(const Answer&, const Answer&) = default;
};

enum class Line : std::uint8_t {
  op_failed,  // number: exit code
  op_timed_out,
  fencing_requested,
  fencing_failed,  // number: how often in a row
  fencing_given_up,
  node_terminated,
  node_lost,
  node_joined,
  quorum_lost,
  quorum_acquired,
  unexpected,  // an event that fits nothing; ignored
};
struct Log {
  Line line = Line::unexpected;
  ResourceId resource = ResourceId::none;
  NodeId node = NodeId::none;
  Op op = Op::none;
  std::uint16_t number = 0;
  friend constexpr bool operator==(const Log&, const Log&) = default;
};

using Action = std::variant<Launch, Kill, Arm, Cancel, Fence, Answer, Log>;
static_assert(std::is_trivially_copyable_v<Action>);

class Outbox {
 public:
  static constexpr std::size_t capacity = std::size_t{4} * max_resources * max_nodes;

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

}  // namespace xvm::fakes::pacemaker

namespace xvm {
template <>
struct EnumText<fakes::pacemaker::Line> {
  static constexpr std::array text{"action failed"sv,
                                   "action timed out"sv,
                                   "requesting fencing"sv,
                                   "fencing failed"sv,
                                   "too many failures to fence, giving up"sv,
                                   "node was terminated"sv,
                                   "node is lost"sv,
                                   "node joined"sv,
                                   "quorum lost"sv,
                                   "quorum acquired"sv,
                                   "unexpected event"sv};
};
}  // namespace xvm
