// What the loop promises of time: timers in order, watches and audits.
#include "agent/driver/driver_test_context.hpp"

namespace xvm::agent {
namespace {

using std::chrono::milliseconds;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;

bool has(const std::vector<Act>& acts, Verb verb) {
  return std::any_of(acts.begin(), acts.end(), [&](const Act& a) { return a.verb == verb; });
}

// --- timers --------------------------------------------------------------------------------------

TEST_F(DriverTest, TimersThatAreOverTogetherRunOutInOrderOfTheirDeadlines) {
  // Repeat ends after 150 ms, graceful after 2'100: the process sleeps through both.
  bool first = true;
  on<SendShutdown>([&](const SendShutdown& a) {
    if (std::exchange(first, false)) std::this_thread::sleep_for(milliseconds(2'200));
    return answer(ShutdownSent{a.node, CallOutcome::ok});
  });
  run(stop(), {.budget_ms = 3'000, .audit_ms = 60'000});
  const auto expired = recorder.heard<Expired>();
  ASSERT_GE(expired.size(), 2u);
  EXPECT_EQ(expired[0].timer, Timer::repeat);
  EXPECT_EQ(expired[1].timer, Timer::graceful);
}

TEST_F(DriverTest, TheGracefulPhaseIsNotCutShort) {
  const auto began = Clock::now();
  auto destroyed = std::make_shared<std::atomic<std::int64_t>>(0);
  on<Act>([&, began](const Act& a) -> std::optional<Turn> {
    if (a.verb != Verb::destroy) return std::nullopt;
    *destroyed = std::chrono::duration_cast<milliseconds>(Clock::now() - began).count();
    guest->set(shut_off);
    return answer(Acted{a.verb, a.node, CallOutcome::ok});
  });
  EXPECT_EQ(run(stop(), {.budget_ms = 600, .audit_ms = 60'000}).reason, Reason::stopped);
  EXPECT_GE(*destroyed, 420);
}

TEST_F(DriverTest, ADisarmedTimerNeverRunsOut) {
  on<SendShutdown>([&](const SendShutdown& a) {
    guest->set(shut_off);
    guest->nudge();
    return answer(ShutdownSent{a.node, CallOutcome::ok});
  });
  on<AwaitIdle>([&](const AwaitIdle& a) -> Turn {
    return {[a]() -> Answer {
      std::this_thread::sleep_for(milliseconds(600));  // longer than the repeat
      return {JobIdle{a.node, CallOutcome::ok}};
    }};
  });
  EXPECT_EQ(run(stop(), {.budget_ms = 60'000, .repeat_ms = 500, .audit_ms = 60'000}).reason,
            Reason::stopped);
  std::size_t disarmed = 0;
  while (disarmed < recorder.steps.size() &&
         !testing::Value(recorder.steps[disarmed].actions, Contains(Action{DisarmTimers{}}))) {
    ++disarmed;
  }
  ASSERT_LT(disarmed, recorder.steps.size());
  for (std::size_t i = disarmed + 1; i < recorder.steps.size(); ++i) {
    EXPECT_FALSE(std::holds_alternative<Expired>(recorder.steps[i].event)) << i;
  }
}

TEST_F(DriverTest, AStormOfNudgesDoesNotHoldTimersUp) {
  auto over = std::make_shared<std::atomic<bool>>(false);
  std::vector<std::thread> storm;
  on<SendShutdown>([&](const SendShutdown& a) {
    while (storm.size() < 3) {
      storm.emplace_back([guest = guest, over] {
        while (!*over) guest->nudge();
      });
    }
    return answer(ShutdownSent{a.node, CallOutcome::ok});
  });
  on<Act>([&](const Act&) -> std::optional<Turn> {
    *over = true;
    return std::nullopt;
  });
  const Finish end = run(stop(), {.budget_ms = 500, .audit_ms = 60'000});
  *over = true;
  for (std::thread& t : storm) t.join();
  EXPECT_TRUE(has(recorder.asked<Act>(), Verb::destroy)) << to_text(end.reason);
}

// --- the end of B, whatever hangs ----------------------------------------------------------------

// A stop with a budget of 20 s, of which 16 are gone, in which the calls of these kinds never
// answer.
class HungStop : public DriverTest {
 protected:
  template <class... Actions>
  void hang() {
    (on<Actions>([this](const Actions&) { return never(3'600'000); }), ...);
  }
  Finish stop_in_time() {
    const TimeSettings times{.budget_ms = 20'000, .audit_ms = 100};
    const auto began = Clock::now() - milliseconds(16'000);
    const Finish end = Driver(stop(), jobs, times, recorder, began).run();
    EXPECT_LT(Clock::now() - began, milliseconds(times.budget_ms));
    EXPECT_TRUE(recorder.nothing_impossible());
    return end;
  }
  // The verdict is the machine's own, so that it was logged with its reason.
  void expect_verdict(const Finish& end, Result result) const {
    EXPECT_EQ(end.result, result) << to_text(end.reason);
    ASSERT_FALSE(recorder.steps.empty());
    EXPECT_THAT(recorder.steps.back().actions, Contains(Action{end}));
  }
};

TEST_F(HungStop, FailsInTimeWhenTheHypervisorHangs) {
  hang<Observe, SendShutdown, Act, AwaitIdle, Export>();
  expect_verdict(stop_in_time(), Result::failed);
}

TEST_F(HungStop, FailsInTimeWhenNothingAnswersAtAll) {
  hang<ReadFacts, ReadClaim, LinkClaim, Observe, SendShutdown, Act, AwaitIdle, Export, AskWitness,
       RecordDebt>();
  expect_verdict(stop_in_time(), Result::failed);
}

TEST_F(HungStop, FailsInTimeWhenADestroyHangs) {
  hang<Act>();
  expect_verdict(stop_in_time(), Result::failed);
  EXPECT_TRUE(has(recorder.asked<Act>(), Verb::destroy));
}

TEST_F(HungStop, StillSucceedsWhenOnlyAdminHangs) {
  hang<ReadClaim, LinkClaim>();
  guest->set({.activity = Activity::inactive});
  expect_verdict(stop_in_time(), Result::success);
}

TEST_F(HungStop, BeginsNothingOnceItsTimeIsOver) {
  auto begun = std::make_shared<std::atomic<int>>(0);
  on<Act>([begun](const Act& a) -> Turn {
    return {[begun, a]() -> Answer {
      ++*begun;
      return {Acted{a.verb, a.node, CallOutcome::ok}};
    }};
  });
  const auto began = Clock::now() - milliseconds(598'200);  // of 600 s: the calls are over
  guest->set({.activity = Activity::crashed, .defined = true});
  EXPECT_EQ(Driver(stop(), jobs, {.budget_ms = 600'000}, recorder, began).run().result,
            Result::failed);
  EXPECT_EQ(*begun, 0);
}

// --- watches and audits --------------------------------------------------------------------------

TEST_F(DriverTest, ANudgeLeadsToAnObservation) {
  on<SendShutdown>([&](const SendShutdown& a) -> Turn {
    return {[guest = guest, a]() -> Answer {
      guest->set(shut_off);
      guest->nudge();
      return {ShutdownSent{a.node, CallOutcome::ok}};
    }};
  });
  EXPECT_EQ(run(stop(), unhurried).reason, Reason::stopped);
  EXPECT_THAT(recorder.heard<Expired>(), IsEmpty());
}

TEST_F(DriverTest, ANudgeDuringAnObservationLeadsToAnother) {
  auto looked = std::make_shared<Gate>();
  int observations = 0;
  on<Observe>([&](const Observe& a) -> std::optional<Turn> {
    // The third is the first that a nudge asks for; what it sees is old when it answers.
    if (++observations != 3) return std::nullopt;
    return Turn{[looked, a]() -> Answer {
      looked->wait();
      return {Observed{a.node, running}};
    }};
  });
  on<SendShutdown>([&](const SendShutdown& a) -> Turn {
    guest->nudge();
    return {[guest = guest, looked, a]() -> Answer {
      std::this_thread::sleep_for(milliseconds(50));
      guest->set(shut_off);
      guest->nudge();
      looked->open();
      return {ShutdownSent{a.node, CallOutcome::ok}};
    }};
  });
  EXPECT_EQ(run(stop(), unhurried).reason, Reason::stopped);
  EXPECT_THAT(recorder.heard<Expired>(), IsEmpty());
}

TEST_F(DriverTest, WithoutNudgesTheSlowAuditAsks) {
  on<SendShutdown>([&](const SendShutdown& a) {
    guest->set(shut_off);
    return answer(ShutdownSent{a.node, CallOutcome::ok});
  });
  TimeSettings times = unhurried;
  times.audit_ms = 30;
  EXPECT_EQ(run(stop(), times).reason, Reason::stopped);
  EXPECT_THAT(recorder.heard<Expired>(), IsEmpty());
}

TEST_F(DriverTest, AnAuditThatHangsIsGivenUpAndDoesNotStopTheMachine) {
  int observations = 0;
  on<Observe>([&](const Observe&) -> std::optional<Turn> {
    if (++observations != 3) return std::nullopt;  // one by the stop, one by the shutdown
    guest->set(shut_off);
    return never(30);
  });
  TimeSettings times = unhurried;
  times.audit_ms = 30;
  EXPECT_EQ(run(stop(), times).reason, Reason::stopped);
  EXPECT_THAT(jobs.given_up, Contains(Action{Observe{self}}));
  EXPECT_THAT(recorder.heard<Expired>(), IsEmpty());
}

// The copy of an observation that is told apart from every other.
constexpr Observation old_news{.activity = Activity::paused, .pause = PauseReason::saving};

class AuditThatOutlivesItsWatch : public DriverTest {
 protected:
  AuditThatOutlivesItsWatch() {
    on<Observe>([this](const Observe& a) -> std::optional<Turn> {
      if (++observations_ != 3) return std::nullopt;
      return Turn{[answers = answers_, a]() -> Answer {
        answers->wait();
        return {Observed{a.node, old_news}, "old news"};
      }};
    });
  }
  // Lets the audit answer, and goes on when the loop has had it.
  std::function<Answer()> after_the_audit(Event event) {
    return [answers = answers_, told = recorder.detail_told, event]() -> Answer {
      answers->open();
      told->wait();
      return {event};
    };
  }
  static constexpr TimeSettings quick{.budget_ms = 1'000, .audit_ms = 30};

  int observations_ = 0;
  std::shared_ptr<Gate> answers_ = std::make_shared<Gate>();
};

TEST_F(AuditThatOutlivesItsWatch, IsNotFedIn) {
  on<Act>([&](const Act& a) -> std::optional<Turn> {
    if (a.verb != Verb::destroy) return std::nullopt;
    guest->set(shut_off);
    return Turn{after_the_audit(Acted{a.verb, a.node, CallOutcome::ok})};
  });
  EXPECT_EQ(run(stop(), quick).reason, Reason::stopped);
  EXPECT_THAT(recorder.details, Contains("scripted: old news"));
  EXPECT_THAT(recorder.heard<Observed>(), Not(Contains(Observed{self, old_news})));
}

TEST_F(AuditThatOutlivesItsWatch, IsNotFedInWhenAnotherWatchBegan) {
  int requests = 0;
  on<SendShutdown>([&](const SendShutdown& a) -> std::optional<Turn> {
    if (jobs.unwatched == 0 || requests++ > 0) return std::nullopt;
    return Turn{after_the_audit(ShutdownSent{a.node, CallOutcome::ok})};
  });
  bool back = false;
  on<Act>([&](const Act& a) -> std::optional<Turn> {
    // A create that was queued lands after the undefine (R14): the shutdown begins again.
    if (a.verb != Verb::undefine || std::exchange(back, true)) return std::nullopt;
    guest->set(running);
    return answer(Acted{a.verb, a.node, CallOutcome::ok});
  });
  run(stop(), quick);
  EXPECT_THAT(recorder.asked<Watch>(), testing::SizeIs(2));
  EXPECT_THAT(recorder.details, Contains("scripted: old news"));
  EXPECT_THAT(recorder.heard<Observed>(), Not(Contains(Observed{self, old_news})));
}

TEST_F(DriverTest, NobodyAsksAboutANodeThatIsNotWatched) {
  on<AwaitIdle>([&](const AwaitIdle& a) -> Turn {
    return {[guest = guest, a]() -> Answer {
      guest->nudge();  // of the watch that is over
      std::this_thread::sleep_for(milliseconds(100));
      return {JobIdle{a.node, CallOutcome::ok}};
    }};
  });
  on<SendShutdown>([&](const SendShutdown& a) {
    guest->set(shut_off);
    return answer(ShutdownSent{a.node, CallOutcome::ok});
  });
  run(stop(), {.budget_ms = 60'000, .repeat_ms = 60'000, .audit_ms = 30});
  EXPECT_TRUE(recorder.nothing_impossible());
}

}  // namespace
}  // namespace xvm::agent
