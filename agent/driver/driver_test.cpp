// What the loop promises of calls: bounded, unknown when silent, late answers never fed in.
#include "agent/driver/driver_test_context.hpp"

#include <ctime>

namespace xvm::agent {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(DriverTest, ACallThatDoesNotAnswerInTimeIsToldAsUnknown) {
  on<Observe>([&](const Observe&) { return never(20); });
  const Finish end = run(probe(), unhurried);
  EXPECT_THAT(recorder.heard<Observed>(), ElementsAre(Observed{self, {}}));
  EXPECT_THAT(recorder.given_up, ElementsAre("scripted"));
  EXPECT_EQ(end.reason, Reason::emulator_alive);
}

TEST_F(DriverTest, WhoDidNotAnswerIsWithdrawnWithTheActionThatWasAsked) {
  on<Observe>([&](const Observe&) { return never(20); });
  run(probe(), unhurried);
  EXPECT_THAT(jobs.given_up, ElementsAre(Action{Observe{self}}));
}

TEST_F(DriverTest, ALateAnswerIsLoggedAndNeverFedIn) {
  auto open = std::make_shared<Gate>();
  on<Observe>([&](const Observe& a) -> Turn {
    return {[open, a]() -> Answer {
              open->wait();
              return {Observed{a.node, running}};
            },
            20};
  });
  on<AskWitness>([&](const AskWitness& a) -> Turn {
    return {[open, told = recorder.late_told, a]() -> Answer {
      open->open();
      told->wait();
      return {Witnessed{a.node, Witness::alive}};
    }};
  });
  run(probe(), unhurried);
  EXPECT_THAT(recorder.late_ones, ElementsAre("scripted"));
  EXPECT_THAT(recorder.heard<Observed>(), ElementsAre(Observed{self, {}}));
  EXPECT_TRUE(recorder.nothing_impossible());
}

TEST_F(DriverTest, ACallThatThrowsCountsAsUnknown) {
  on<Observe>([&](const Observe&) -> Turn {
    return {[]() -> Answer { throw std::runtime_error("out of descriptors"); }};
  });
  EXPECT_EQ(run(probe(), unhurried).reason, Reason::emulator_alive);
  EXPECT_THAT(recorder.heard<Observed>(), ElementsAre(Observed{self, {}}));
  EXPECT_THAT(recorder.details, ElementsAre("scripted: out of descriptors"));
}

TEST_F(DriverTest, ACallThatThrowsWhatIsNoExceptionCountsAsUnknownToo) {
  on<Observe>([&](const Observe&) -> Turn { return {[]() -> Answer { throw 42; }}; });
  EXPECT_EQ(run(probe(), unhurried).reason, Reason::emulator_alive);
}

TEST_F(DriverTest, WhatACallSaidBesidesIsRecorded) {
  on<Observe>([&](const Observe& a) { return answer(Observed{a.node, running}, "by the way"); });
  EXPECT_EQ(run(probe(), unhurried).reason, Reason::healthy);
  EXPECT_THAT(recorder.details, ElementsAre("scripted: by the way"));
}

TEST_F(DriverTest, TheEndDoesNotWaitForAThreadThatIsStuck) {
  on<SendShutdown>([&](const SendShutdown&) {
    guest->set(shut_off);
    guest->nudge();
    return never(3'600'000);
  });
  const auto began = Clock::now();
  EXPECT_EQ(run(stop(), unhurried).reason, Reason::stopped);
  EXPECT_LT(Clock::now() - began, std::chrono::seconds(30));
  EXPECT_THAT(recorder.given_up, IsEmpty());
}

TEST_F(DriverTest, CountsTheBudgetFromTheRealStartOfTheMethod) {
  on<ReadFacts>([&](const ReadFacts&) { return never(3'600'000); });
  const auto began = Clock::now() - std::chrono::hours(1);
  const Finish end = Driver(stop(), jobs, {.budget_ms = 600'000}, recorder, began).run();
  EXPECT_EQ(end, (Finish{Result::failed, Reason::unsettled, self}));
  EXPECT_THAT(recorder.details, Contains(HasSubstr("unsettled")));
}

// --- what is owed is written before the program ends ---------------------------------------------

class DebtOfAStop : public DriverTest {
 protected:
  DebtOfAStop() {
    guest->admin_is_away = true;
    guest->set(shut_off);
  }
};

TEST_F(DebtOfAStop, IsWrittenBeforeTheEnd) {
  auto written = std::make_shared<std::atomic<bool>>(false);
  on<RecordDebt>([&](const RecordDebt&) -> Turn {
    return {[written]() -> Answer {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      *written = true;
      return {};
    }};
  });
  EXPECT_EQ(run(stop(), unhurried).reason, Reason::stopped);
  EXPECT_THAT(recorder.asked<RecordDebt>(), ElementsAre(RecordDebt{Debt::release, self}));
  EXPECT_TRUE(*written);
}

TEST_F(DebtOfAStop, DoesNotHoldTheEndUpWhenItCannotBeWritten) {
  on<RecordDebt>([&](const RecordDebt&) { return never(50); });
  EXPECT_EQ(run(stop(), unhurried).reason, Reason::stopped);
  EXPECT_THAT(recorder.given_up, ElementsAre("scripted"));
}

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

TEST_F(DebtOfAStop, IsWaitedForWithoutTurningIdly) {
  on<RecordDebt>([&](const RecordDebt&) { return never(3'600'000); });
  const double before = cpu_seconds();
  // The time for calls is over before the debt is: 3 s are left, the last one for notes alone.
  const auto began = Clock::now() - std::chrono::hours(1);
  Driver(stop(), jobs, {.budget_ms = 3'604'000}, recorder, began).run();
  EXPECT_GE(Clock::now() - began, std::chrono::milliseconds(3'603'000));
  EXPECT_THAT(recorder.given_up, ElementsAre("scripted"));
  EXPECT_LT(cpu_seconds() - before, 0.5);
}

}  // namespace
}  // namespace xvm::agent
