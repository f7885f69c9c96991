// agent/driver/driver.hpp
//
// Purpose: runs one method: steps the machine of model/machine, executes its actions and answers
// with events. One loop on a monotonic clock; every call runs on a thread of its own, is bounded,
// and can end as unknown. The loop itself never blocks on anything but its mailbox.
// Thread rule: run() on one thread, once. Threads of calls that never return are left behind: the
// program ends by _exit after flushing and never joins them.
//
//   Driver driver(setting, jobs, TimeSettings{.budget_ms = 600'000}, recorder);
//   Finish end = driver.run();
#pragma once

#include "agent/driver/mailbox.hpp"
#include "agent/driver/recorder.hpp"
#include "model/decisions/time_plan.hpp"
#include "model/machine/step.hpp"

#include <array>
#include <map>
#include <memory>
#include <optional>

namespace xvm::agent {

class Driver {
 public:
  // `began` is the method's real start; jobs and recorder must outlive run().
  Driver(const Setting& setting, JobMaker& jobs, const TimeSettings& times, Recorder& recorder,
         Clock::time_point began = Clock::now());

  // Always returns before the end of the budget, whatever hangs: every wait is bounded, and nothing
  // is begun near the end, so that the machine comes to its verdict from what it knows. One that
  // has none even then failed, reason unsettled.
  Finish run();

 private:
  struct Pending {
    Action action;
    std::string what;
    std::optional<Event> if_silent;
    std::int64_t bound_ms;
    Clock::time_point deadline;
    std::uint64_t watch = 0;  // the watch that asked for this observation; 0: the machine asked
  };
  struct Watched {
    std::uint64_t watch = 0;  // each watch has a number of its own; 0: not watched
    bool asked = false;       // an audit is under way
    bool nudged = false;      // since it was asked: what it brings may be old already
    Clock::time_point next_audit{};
  };

  std::int64_t now_ms() const;
  std::int64_t now_us() const;
  Clock::time_point at_ms(std::int64_t ms) const;

  void dispatch(const Event& event);
  void execute(const Action& action);
  void launch(const Action& action, std::uint64_t watch);
  void start_call(Job& job, std::uint64_t ticket);
  void start_watch(NodeId node);
  void nudge(NodeId node);
  void audit(NodeId node);
  Watched* end_of_audit(const Pending& pending);
  void receive(Letter& letter);
  void give_up_on(std::uint64_t ticket);
  Clock::time_point next_deadline() const;
  void run_out();
  bool run_out_first_timer(Clock::time_point now);
  bool has_notes_to_write() const;

  Machine machine_;
  JobMaker& jobs_;
  TimePlan plan_;
  Recorder& recorder_;
  Clock::time_point began_;
  std::shared_ptr<Mailbox> mailbox_ = std::make_shared<Mailbox>();
  std::map<std::uint64_t, Pending> pending_;
  std::map<std::uint64_t, std::string> abandoned_;
  std::array<std::optional<Clock::time_point>, enum_count<Timer>> timers_{};
  std::array<Watched, max_nodes> watched_{};
  std::uint64_t last_ticket_ = 0;
  std::uint64_t last_watch_ = 0;
  std::optional<Finish> finish_;
};

}  // namespace xvm::agent
