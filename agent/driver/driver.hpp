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
#include "agent/driver/time_plan.hpp"
#include "model/machine/step.hpp"

#include <array>
#include <map>
#include <memory>
#include <optional>

namespace xvm::agent {

// How often the state of a watched domain is asked for although no event came: a daemon that was
// restarted loses events.
inline constexpr std::int64_t audit_ms = 1'000;

class Driver {
 public:
  // `began` is the method's real start; jobs and recorder must outlive run().
  Driver(const Setting& setting, JobMaker& jobs, const TimeSettings& times, Recorder& recorder,
         Clock::time_point began = Clock::now());

  // Always returns: every wait is bounded. When the machine is not finished by the end of the
  // budget plus a reserve the result is failed, reason unsettled: the framework would kill us
  // anyway.
  Finish run();

 private:
  struct Pending {
    Action action;
    std::string what;
    std::optional<Event> if_silent;
    std::int64_t bound_ms;
    Clock::time_point deadline;
    bool audit = false;  // an observation that the watch asked for, not the machine
  };
  struct Watched {
    bool on = false;
    bool asked = false;  // an audit is under way
    Clock::time_point next_audit{};
  };

  std::int64_t now_ms() const;
  std::int64_t now_us() const;
  Clock::time_point at_ms(std::int64_t ms) const;

  void dispatch(const Event& event);
  void execute(const Action& action);
  void launch(const Action& action, bool audit);
  void start_watch(NodeId node);
  void audit(NodeId node);
  void receive(Letter& letter);
  void give_up_on(std::uint64_t ticket);
  Clock::time_point next_deadline() const;
  void run_out();
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
  std::optional<Finish> finish_;
};

}  // namespace xvm::agent
