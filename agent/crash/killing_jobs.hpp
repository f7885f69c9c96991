// agent/crash/killing_jobs.hpp
//
// Purpose: for tests: the production jobs of a method, with the agent's own death at the n-th of
// them (R12: "the agent may be killed at any instruction and called again").
// Thread rule: like JobMaker; the deadly job kills the whole process from its worker.
//
//   KillingJobs jobs(production, {.action = 4, .moment = Moment::during, .delay_ms = 3});
//   Driver(setting, jobs, ...).run();   // SIGKILL once the fourth call is 3 ms old
#pragma once

#include "agent/driver/job.hpp"

#include <cstdint>

namespace xvm::agent {

// before: the call is never made. during: it has begun; the process dies when it is delay_ms old or
// when it has answered, whichever is first.
enum class Moment : std::uint8_t { before, during };

struct KillPoint {
  unsigned action = 0;  // counted from 1 in the order of the machine's requests; 0: never
  Moment moment = Moment::before;
  std::int64_t delay_ms = 0;
};

class KillingJobs final : public JobMaker {
 public:
  KillingJobs(JobMaker& jobs, const KillPoint& point) : jobs_(jobs), point_(point) {}

  Job job_for(const Action& action) override;
  void gave_up(const Action& action) override { jobs_.gave_up(action); }
  void watch(NodeId node, std::function<void()> nudge) override {
    jobs_.watch(node, std::move(nudge));
  }
  void unwatch(NodeId node) override { jobs_.unwatch(node); }

 private:
  JobMaker& jobs_;
  KillPoint point_;
  unsigned seen_ = 0;
};

}  // namespace xvm::agent
