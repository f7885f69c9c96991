// agent/driver/job.hpp
//
// Purpose: one request of a machine as a blocking call: what to call, how long it may take, and
// what to tell the machine when it did not answer in time.
// Thread rule: `call` runs on a worker thread and may outlive the driver: it captures shared or
// copied state only. Everything else belongs to the loop.
//
//   Job{.what = "observe node1", .call = [h, key] { return h->observe(key)...; },
//       .if_silent = Observed{node, {}}, .bound_ms = 10'000}
#pragma once

#include "model/machine/action.hpp"
#include "model/machine/event.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace xvm::agent {

// What a call brought: the machine's event (none for what is only written down, like a debt), and a
// line for the log.
struct Answer {
  std::optional<Event> event;
  std::string detail{};
};

struct Job {
  std::string what;  // for logs: "destroy n1"
  std::function<Answer()> call;
  std::optional<Event> if_silent;  // unknown, in the form of the event that was asked for
  std::int64_t bound_ms = 10'000;
};

// Turns the requests of the tables into jobs. One per method call; used by the loop only.
class JobMaker {
 public:
  virtual ~JobMaker() = default;

  // Every action but the timers', Watch, Unwatch, Report and Finish.
  virtual Job job_for(const Action& action) = 0;

  // The job of this action did not answer in time: what it used must not be used again (its thread
  // may be stuck in it), and the call may still take effect (R14).
  virtual void gave_up(const Action& action) = 0;

  // Calls `nudge` from any thread when something may have changed on the node.
  virtual void watch(NodeId node, std::function<void()> nudge) = 0;
  virtual void unwatch(NodeId node) = 0;
};

}  // namespace xvm::agent
