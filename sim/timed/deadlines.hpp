// sim/timed/deadlines.hpp
//
// Purpose: S6 on the virtual clock: a method comes to its verdict within its budget, and nobody
// takes a guest down that he saw executing before its graceful phase is over. Where the settling
// table or the claim (R4) demand a destroy there is no graceful phase.
// Thread rule: a value for each run of a method.
//
//   MethodTimes times(now_us, budget_ms);
//   times.shutdown_begins(now_us);
//   times.may_destroy(NodeId{0}, now_us)        // from 70 % of what was left on
#pragma once

#include "model/decisions/stop_budget.hpp"
#include "model/vocabulary/node.hpp"

#include <cstdint>
#include <limits>

namespace xvm::sim {

class MethodTimes {
 public:
  MethodTimes() = default;
  MethodTimes(std::int64_t began_us, std::int64_t budget_ms)
      : began_us_(began_us), budget_ms_(budget_ms) {}

  // Its graceful phase is 70 % of what is left.
  void shutdown_begins(std::int64_t now_us) {
    const ShutdownPhases phases = shutdown_phases(budget_ms_, (now_us - began_us_) / 1000);
    graceful_end_us_ = began_us_ + phases.graceful_end_ms * 1000;
  }
  // What the method's last look found there.
  void looked(NodeId n, bool executes) {
    saw_executing_ = executes ? saw_executing_.with(n) : saw_executing_.without(n);
  }
  // Never, unless the guest was asked to shut down before.
  bool may_destroy(NodeId n, std::int64_t now_us) const {
    return !saw_executing_.contains(n) || now_us >= graceful_end_us_;
  }

  // The host stood still meanwhile: nobody can keep a deadline there.
  void stood_still() { excused_ = true; }
  bool is_excused() const { return excused_; }

 private:
  std::int64_t began_us_ = 0;
  std::int64_t budget_ms_ = 0;
  std::int64_t graceful_end_us_ = std::numeric_limits<std::int64_t>::max();
  NodeSet saw_executing_{};
  bool excused_ = false;
};

}  // namespace xvm::sim
