// agent/driver/driver_test_context.hpp
//
// Purpose: for tests only: a JobMaker whose calls a test scripts, a Recorder that remembers, and
// gates on which calls and tests wait for each other instead of for the clock.
// Thread rule: scripts run on the loop, the calls that they return on workers; all that workers
// share is locked.
//
//   on<Observe>([&](const Observe&) { return never(); });
//   Finish end = run(probe(), {.budget_ms = 2'000});
#pragma once

#include "agent/driver/driver.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace xvm::agent {

// Closed until somebody opens it. A wait ends in any case: a test that hangs tells nothing.
class Gate {
 public:
  void open() {
    const std::scoped_lock lock(mutex_);
    open_ = true;
    opened_.notify_all();
  }
  bool wait() {
    std::unique_lock lock(mutex_);
    return opened_.wait_for(lock, std::chrono::seconds(60), [this] { return open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool open_ = false;
};

// What the loop told, in order. The gates let a worker wait for what the loop does.
class Remembering final : public Recorder {
 public:
  struct Step {
    Event event;
    Taken taken;
    std::vector<Action> actions;
  };

  void begun(const Setting& setting) override { setting_ = setting; }
  void stepped(std::int64_t, const Machine&, const Event& event, Taken taken, const Outbox& actions,
               const Machine&) override {
    steps.push_back({event, taken, {actions.begin(), actions.end()}});
  }
  void detail(std::string_view what, std::string_view text) override {
    details.push_back(std::string(what) + ": " + std::string(text));
    detail_told->open();
  }
  void gave_up(std::string_view what, std::int64_t) override { given_up.emplace_back(what); }
  void late(std::int64_t, std::string_view what, const Answer&) override {
    late_ones.emplace_back(what);
    late_told->open();
  }

  template <class E>
  std::vector<E> heard() const {
    std::vector<E> found;
    for (const Step& s : steps) {
      if (const auto* e = std::get_if<E>(&s.event)) found.push_back(*e);
    }
    return found;
  }
  template <class A>
  std::vector<A> asked() const {
    std::vector<A> found;
    for (const Step& s : steps) {
      for (const Action& a : s.actions) {
        if (const auto* action = std::get_if<A>(&a)) found.push_back(*action);
      }
    }
    return found;
  }
  bool nothing_impossible() const {
    return std::none_of(steps.begin(), steps.end(),
                        [](const Step& s) { return s.taken == Taken::impossible; });
  }

  std::vector<Step> steps;
  std::vector<std::string> details, given_up, late_ones;
  std::shared_ptr<Gate> detail_told = std::make_shared<Gate>();
  std::shared_ptr<Gate> late_told = std::make_shared<Gate>();

 private:
  Setting setting_;
};

// One guest on one node as far as a stop and a probe see it. Shared by calls that may outlive the
// test.
struct Guest {
  std::mutex mutex;
  Observation seen{.activity = Activity::running, .defined = true};
  bool admin_is_away = false;
  std::function<void()> watcher;

  void set(Observation now) {
    const std::scoped_lock lock(mutex);
    seen = now;
  }
  Observation look() {
    const std::scoped_lock lock(mutex);
    return seen;
  }
  // As the hypervisor's event: from any thread.
  void nudge() {
    const std::scoped_lock lock(mutex);
    if (watcher) watcher();
  }
};

inline constexpr Observation running{.activity = Activity::running, .defined = true};
inline constexpr Observation shut_off{.activity = Activity::inactive, .defined = true};
inline constexpr NodeId self{0};

struct Turn {
  std::function<Answer()> call;
  std::int64_t bound_ms = 60'000;  // far away: a slow machine must not run into it
};

class ScriptedJobs final : public JobMaker {
 public:
  using Script = std::function<std::optional<Turn>(const Action&)>;

  explicit ScriptedJobs(std::shared_ptr<Guest> guest) : guest_(std::move(guest)) {}

  Job job_for(const Action& action) override;
  void gave_up(const Action& action) override { given_up.push_back(action); }
  void watch(NodeId, std::function<void()> nudge) override {
    const std::scoped_lock lock(guest_->mutex);
    guest_->watcher = std::move(nudge);
  }
  void unwatch(NodeId) override { ++unwatched; }

  std::vector<Action> given_up;
  int unwatched = 0;
  std::vector<Script> scripts;

 private:
  std::shared_ptr<Guest> guest_;
};

// Both tables that the tests run ask these; everything else would be a test of other tables.
struct Asked {
  std::shared_ptr<Guest> guest;

  Claim claim() const { return {1, ClaimState::held, self, NodeId::none, false}; }
  Event operator()(const ReadFacts&) const {
    Facts facts;
    facts.readable = true;
    facts.members = NodeSet::of(self);
    return FactsRead{facts};
  }
  Event operator()(const ReadClaim&) const {
    if (guest->admin_is_away) return ClaimRead{StoreOutcome::unreadable, {}};
    return ClaimRead{StoreOutcome::ok, claim()};
  }
  Event operator()(const LinkClaim& a) const { return ClaimLinked{LinkOutcome::won, a.next}; }
  Event operator()(const Export& a) const { return Exported{a.node, ExportOutcome::intact}; }
  Event operator()(const Observe& a) const { return Observed{a.node, guest->look()}; }
  Event operator()(const SendShutdown& a) const { return ShutdownSent{a.node, CallOutcome::ok}; }
  Event operator()(const AwaitIdle& a) const { return JobIdle{a.node, CallOutcome::ok}; }
  Event operator()(const AskWitness& a) const { return Witnessed{a.node, Witness::alive}; }
  Event operator()(const Act& a) const {
    if (a.verb == Verb::destroy) guest->set(shut_off);
    if (a.verb == Verb::undefine) guest->set({.activity = Activity::inactive});
    return Acted{a.verb, a.node, CallOutcome::ok};
  }
  template <class Other>
  Event operator()(const Other&) const {
    throw std::logic_error("no answer is scripted for this action");
  }
};

// What the machine hears when the call is silent.
struct Silent {
  std::optional<Event> operator()(const RecordDebt&) const { return std::nullopt; }
  std::optional<Event> operator()(const Observe& a) const { return Observed{a.node, {}}; }
  std::optional<Event> operator()(const AskWitness& a) const {
    return Witnessed{a.node, Witness::unknown};
  }
  std::optional<Event> operator()(const AwaitIdle& a) const {
    return JobIdle{a.node, CallOutcome::unknown};
  }
  std::optional<Event> operator()(const ReadClaim&) const {
    return ClaimRead{StoreOutcome::unreadable, {}};
  }
  std::optional<Event> operator()(const LinkClaim& a) const {
    return ClaimLinked{LinkOutcome::unknown, a.next};
  }
  std::optional<Event> operator()(const Export& a) const {
    return Exported{a.node, ExportOutcome::failed};
  }
  std::optional<Event> operator()(const SendShutdown& a) const {
    return ShutdownSent{a.node, CallOutcome::unknown};
  }
  std::optional<Event> operator()(const Act& a) const {
    return Acted{a.verb, a.node, CallOutcome::unknown};
  }
  template <class Other>
  std::optional<Event> operator()(const Other&) const {
    return FactsRead{};
  }
};

inline Job ScriptedJobs::job_for(const Action& action) {
  const std::optional<Event> silent = std::visit(Silent{}, action);
  for (const Script& script : scripts) {
    if (std::optional<Turn> turn = script(action)) {
      return {"scripted", std::move(turn->call), silent, turn->bound_ms};
    }
  }
  if (std::holds_alternative<RecordDebt>(action)) return {"debt", [] { return Answer{}; }, silent};
  return {"answered", [guest = guest_, action] { return Answer{std::visit(Asked{guest}, action)}; },
          silent, 60'000};
}

class DriverTest : public testing::Test {
 protected:
  // Calls that never answer in time go on when the test is over, and end.
  ~DriverTest() override { over_->open(); }

  template <class A>
  void on(std::function<std::optional<Turn>(const A&)> script) {
    jobs.scripts.push_back([script](const Action& action) -> std::optional<Turn> {
      const auto* a = std::get_if<A>(&action);
      return a ? script(*a) : std::nullopt;
    });
  }
  Turn never(std::int64_t bound_ms) const {
    return {[over = over_]() -> Answer {
              over->wait();
              return {};
            },
            bound_ms};
  }
  static Turn answer(Event event, std::string detail = {}) {
    return {[event, detail] { return Answer{event, detail}; }};
  }

  Finish run(const Setting& setting, const TimeSettings& times) {
    return Driver(setting, jobs, times, recorder).run();
  }
  static Setting setting(Method method) {
    Setting s{.method = method, .self = self, .nodes = NodeSet::of(self)};
    s.last_seen = {1, ClaimState::held, self, NodeId::none, false};
    return s;
  }
  static Setting probe() { return setting(Method::probe); }
  static Setting stop() { return setting(Method::stop); }

  // No timer and no audit before the test's own end: only what is scripted happens.
  static constexpr TimeSettings unhurried{
      .budget_ms = 600'000, .repeat_ms = 600'000, .audit_ms = 600'000};

  std::shared_ptr<Guest> guest = std::make_shared<Guest>();
  ScriptedJobs jobs{guest};
  Remembering recorder;

 private:
  std::shared_ptr<Gate> over_ = std::make_shared<Gate>();
};

}  // namespace xvm::agent
