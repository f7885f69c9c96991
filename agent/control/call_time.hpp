// agent/control/call_time.hpp
//
// Purpose: how long a call may take that is made outside of the driver's loop: who is this domain,
// the lock of the node, questions to the cluster. They come out of the same B as all others.
// Thread rule: constant once made; any thread.
//
//   CallTime time(/*budget_ms=*/20'000, began);
//   bounded(time.bound_ms(10'000), [] { ... });   // 2 s, and less when B is nearly over
#pragma once

#include "agent/driver/mailbox.hpp"
#include "model/decisions/time_plan.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>

namespace xvm::agent {

class CallTime {
 public:
  static constexpr std::int64_t usual_whole_from_ms = 100'000;

  // Bounds are whole for a budget of `whole_from_ms` and more.
  explicit CallTime(std::int64_t budget_ms = 600'000, Clock::time_point began = Clock::now(),
                    std::int64_t whole_from_ms = usual_whole_from_ms)
      : budget_ms_(budget_ms), began_(began), whole_from_ms_(whole_from_ms) {}

  // In proportion to B, for calls that the driver bounds by what is left of it.
  std::int64_t share_ms(std::int64_t usual_ms) const {
    return scaled_bound_ms(usual_ms, budget_ms_, whole_from_ms_);
  }
  // The same, and no more than may be used of what is left now; 0: nothing is left.
  std::int64_t bound_ms(std::int64_t usual_ms) const {
    return std::min(share_ms(usual_ms), left_ms());
  }
  // What one call may use of what is left now; 0: nothing is left.
  std::int64_t left_ms() const {
    const auto gone = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began_);
    return longest_call_ms(budget_ms_, gone.count());
  }

 private:
  std::int64_t budget_ms_;
  Clock::time_point began_;
  std::int64_t whole_from_ms_;
};

}  // namespace xvm::agent
