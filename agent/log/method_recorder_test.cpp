#include "agent/log/method_recorder.hpp"

#include "model/trace/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace xvm::agent {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr NodeId n1{0};
constexpr Observation executing{.activity = Activity::running, .defined = true};
constexpr Observation off{.activity = Activity::inactive, .defined = true};

class MethodRecorderTest : public testing::Test {
 protected:
  MethodRecorderTest() {
    writer.write({.resource = "web-rs", .payload = trace::Header{.program = "test"}});
  }

  void begin(Method method) {
    const Setting setting{.method = method, .self = n1, .nodes = NodeSet::of(n1)};
    machine = begin_method(setting);
    recorder.begun(setting);
    feed(Begin{});
  }
  Taken feed(const Event& event) {
    Outbox out;
    const Machine before = machine;
    const Taken taken = step(machine, event, out);
    recorder.stepped(++at_us, before, event, taken, out, machine);
    return taken;
  }
  template <class Deed>
  std::string logged(Deed deed) {
    testing::internal::CaptureStderr();
    deed();
    log.flush();
    return testing::internal::GetCapturedStderr();
  }
  std::vector<trace::Entry> read_back() {
    std::istringstream in(text.str());
    trace::Reader reader(in);
    std::vector<trace::Entry> entries;
    for (;;) {
      trace::ReadResult next = reader.next();
      if (std::holds_alternative<trace::EndOfTrace>(next)) return entries;
      const auto* error = std::get_if<trace::ReadError>(&next);
      EXPECT_EQ(error, nullptr) << error->text();
      if (error == nullptr) entries.push_back(std::get<trace::Entry>(next));
    }
  }

  Log log{{.tag = "SC[xvm,web-rg,web-rs,probe]", .debug = true, .to_syslog = false}};
  std::ostringstream text;
  trace::Writer writer{text};
  MethodRecorder recorder{log, {"n1"}, {"n1", "web", "web-rs"}, &writer};
  Machine machine = begin_method({});
  std::int64_t at_us = 0;
};

TEST_F(MethodRecorderTest, ADecisionIsOneInfoLineOfWhatWasObservedAndWhatFollows) {
  begin(Method::probe);
  EXPECT_EQ(logged([&] {
              feed(Observed{n1, executing});
            }),
            "SC[xvm,web-rg,web-rs,probe] info: n1: running -> success: healthy (n1) "
            "[probe.Observing to over]\n");
}

TEST_F(MethodRecorderTest, AQuestionIsADebugLine) {
  EXPECT_THAT(logged([&] { begin(Method::probe); }),
              HasSubstr("debug: begin -> observe n1 [probe.Idle to probe.Observing]"));
}

TEST_F(MethodRecorderTest, AnAnswerThatNobodyAskedForIsAnError) {
  begin(Method::probe);
  Taken taken{};
  EXPECT_THAT(logged([&] { taken = feed(Migrated{CallOutcome::ok}); }),
              AllOf(HasSubstr("error: an answer that nobody asked for"), HasSubstr("migration")));
  EXPECT_EQ(taken, Taken::impossible);
}

TEST_F(MethodRecorderTest, WhatWasGivenUpIsAWarningThatItMayYetHappen) {
  EXPECT_THAT(logged([&] { recorder.gave_up("destroy n1", 30'000); }),
              AllOf(HasSubstr("warning: destroy n1"), HasSubstr("30000 ms"), HasSubstr("may yet")));
}

TEST_F(MethodRecorderTest, WhatACallSaidIsAnInfoLine) {
  EXPECT_THAT(logged([&] { recorder.detail("export from n1", "disk full"); }),
              HasSubstr("info: export from n1: disk full\n"));
}

TEST_F(MethodRecorderTest, WhatACallSaysAgainIsAnInfoLineOnlyOnce) {
  const std::string lines = logged([&] {
    for (int i = 0; i < 3; ++i) recorder.detail("observe n1", "connection refused");
    recorder.detail("observe n1", "no such domain");
  });
  EXPECT_THAT(lines, HasSubstr("info: observe n1: connection refused\n"));
  EXPECT_THAT(lines, HasSubstr("info: observe n1: no such domain\n"));
  EXPECT_EQ(lines.find("info: observe n1: connection"),
            lines.rfind("info: observe n1: connection"));
}

TEST_F(MethodRecorderTest, ALateAnswerIsAWarningWithWhatItSaid) {
  EXPECT_THAT(logged([&] {
                recorder.late(7, "observe n1", {Observed{n1, off}});
              }),
              AllOf(HasSubstr("warning: observe n1"), HasSubstr("n1: shut off")));
}

TEST_F(MethodRecorderTest, ALateAnswerIsTracedWithTheOutcomeThatItBrought) {
  logged([&] {
    recorder.late(7, "destroy n1", {Acted{Verb::destroy, n1, CallOutcome::refused}});
    recorder.late(8, "observe n1", {Observed{n1, off}, "at last"});
  });
  const auto entries = read_back();
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[1].payload, trace::Payload(trace::Late{"destroy n1", CallOutcome::refused,
                                                           "destroy on n1: refused"}));
  EXPECT_EQ(std::get<trace::Late>(entries[2].payload).text, "at last");
}

TEST_F(MethodRecorderTest, TheTraceIsReadBackUpToItsFinish) {
  logged([&] {
    begin(Method::probe);
    feed(Observed{n1, off});
  });
  const auto entries = read_back();
  ASSERT_EQ(entries.size(), 4u);  // header, call, two steps
  EXPECT_TRUE(std::holds_alternative<trace::Call>(entries[1].payload));
  const auto& last = std::get<trace::Step>(entries[3].payload);
  EXPECT_EQ(last.event, Event(Observed{n1, off}));
  ASSERT_EQ(last.actions.size(), 1u);
  EXPECT_EQ(std::get<Finish>(last.actions[0]).result, Result::not_running);
  EXPECT_EQ(last.after, "over");
}

TEST_F(MethodRecorderTest, EveryTraceLineSaysWhoseItIsAndCounts) {
  logged([&] {
    begin(Method::probe);
    feed(Observed{n1, off});
  });
  const auto entries = read_back();
  for (std::size_t i = 1; i < entries.size(); ++i) {
    EXPECT_EQ(entries[i].sequence, i);
    EXPECT_EQ(entries[i].node + "/" + entries[i].domain + "/" + entries[i].resource,
              "n1/web/web-rs");
    EXPECT_EQ(entries[i].method, Method::probe);
  }
}

TEST_F(MethodRecorderTest, WithoutATraceTheLogGoesOn) {
  MethodRecorder blind{log, {"n1"}, {}, nullptr};
  EXPECT_NE(logged([&] { blind.late(7, "observe n1", {Observed{n1, off}}); }), "");
}

// --- the log itself ------------------------------------------------------------------------------

std::string written(const LogSettings& settings) {
  testing::internal::CaptureStderr();
  Log log(settings);
  log.debug("a question");
  log.info("a decision");
  log.error("a fault");
  log.flush();
  return testing::internal::GetCapturedStderr();
}

TEST(Log, TagsEachLineAndSaysHowGraveItIs) {
  EXPECT_EQ(written({.tag = "SC[xvm,g,r,m]", .to_syslog = false}),
            "SC[xvm,g,r,m] info: a decision\nSC[xvm,g,r,m] error: a fault\n");
}

TEST(Log, ShowsQuestionsWithDebugOnly) {
  EXPECT_THAT(written({.tag = "t", .debug = true, .to_syslog = false}),
              StartsWith("t debug: a question\n"));
}

TEST(Log, IsSilentOnStandardErrorWhenItIsTold) {
  EXPECT_THAT(written({.tag = "t", .to_syslog = false, .to_stderr = false}), IsEmpty());
}

TEST(Log, TakesPercentSignsAndBracesAsTheyAre) {
  testing::internal::CaptureStderr();
  Log log({.tag = "SC[100%d,{}]", .to_syslog = false});
  log.info("50 %v {0} %n");
  log.flush();
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "SC[100%d,{}] info: 50 %v {0} %n\n");
}

}  // namespace
}  // namespace xvm::agent
