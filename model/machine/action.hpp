// model/machine/action.hpp
//
// Purpose: everything that a machine can ask for: requests of the ports, named timers, and the
// method's result. Effects are data (why not callbacks: they would spread the interface over the
// tables, force mocks, and raise the question of what happens when a callback fails).
// Thread rule: plain values. An Outbox has room for the longest step and never allocates.
//
//   Outbox out;
//   step(machine, Begin{}, out);
//   for (const Action& a : out) execute(a);
#pragma once

#include "model/ports/admin_store.hpp"
#include "model/ports/cluster_facts.hpp"
#include "model/ports/hypervisor.hpp"
#include "model/ports/inspection.hpp"
#include "model/vocabulary/reason.hpp"
#include "model/vocabulary/timer.hpp"

#include <array>
#include <cstddef>
#include <cstdlib>
#include <type_traits>
#include <variant>

namespace xvm {

struct ArmTimer {  // (re)start the named timer
  Timer timer;
  friend constexpr bool operator==(const ArmTimer&, const ArmTimer&) = default;
};
struct DisarmTimers {  // all of them: the phase that armed them is over
  friend constexpr bool operator==(const DisarmTimers&, const DisarmTimers&) = default;
};
struct Finish {  // the method is over; nothing follows
  Result result;
  Reason reason;
  NodeId node;              // the node that the reason is about, or none
  std::uint8_t plugin = 0;  // Result::plugin: the status to pass through
  friend constexpr bool operator==(const Finish&, const Finish&) = default;
};
struct Report {  // something an administrator must hear of, whatever the result
  Reason reason;
  NodeId node;
  friend constexpr bool operator==(const Report&, const Report&) = default;
};

using Action =
    std::variant<ReadFacts, SilenceProcessMonitor, ReadClaim, LinkClaim, Export, Quarantine,
                 RecordDebt, SettleDebts, Observe, Watch, Unwatch, AskWitness, Define, SendShutdown,
                 Act, StartMigration, AbortJob, AwaitIdle, CheckTarget, RunPlugin, Inspect,
                 ArmTimer, DisarmTimers, Report, Finish>;
static_assert(std::is_trivially_copyable_v<Action>);

class Outbox {
 public:
  // A survey asks every node; a step adds at most a few more.
  static constexpr std::size_t capacity = max_nodes + 8;

  void push(const Action& action) {
    if (size_ == capacity) std::abort();  // the enumeration tests show that no step gets here
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

}  // namespace xvm
