// A trace is fed through the tables: what the model did passes, anything else is named.
#include "sim/retrace/recorded_life_test_context.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xvm::sim {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

std::string said_of(const std::string& text) { return report_of(retraced(text), "f").text; }
int exit_code_of(const std::string& text) { return report_of(retraced(text), "f").exit_code; }

TEST(Retrace, AcceptsEveryLifeOfAMethodWhateverItsExecutorAnswers) {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const Retraced r = retraced(text_of(recorded_life(seed)));
    ASSERT_TRUE(r.ok()) << "seed " << seed << ": " << report_of(r, "life").text;
    ASSERT_EQ(r.finished, 1u) << "seed " << seed;
  }
}

TEST(Retrace, CountsACallThatWasKilledAsOneWithoutItsEnd) {
  const Setting setting = setting_of(1);
  const std::string text = text_of(recorded_life(setting, 1, 2));
  EXPECT_EQ(said_of(text),
            "f: the model makes every step: 1 calls, 2 steps, 1 calls did not come to their end\n");
  EXPECT_EQ(exit_code_of(text), 0);
}

// --- tampering: what was done to the recorded stop, and the line that is named for it
// -------------

class TamperedTrace : public testing::Test {
 protected:
  TamperedTrace() {
    const auto at = std::find_if(life_.begin(), life_.end(), [](const Entry& e) {
      const auto* s = std::get_if<trace::Step>(&e.payload);
      return s != nullptr && s->actions.size() > 1;
    });
    at_ = static_cast<std::size_t>(at - life_.begin());
  }
  trace::Step& step() { return std::get<trace::Step>(life_[at_].payload); }
  void number_anew() {
    for (std::size_t i = 0; i < life_.size(); ++i) life_[i].sequence = life_[i].at_us = i;
  }
  // "f:LINE: stop of ...", where LINE is `later` lines after the step that was touched.
  std::string named(std::size_t later = 0) const {
    return "f:" + std::to_string(at_ + 1 + later) + ": stop of web-rs (domain web) on n1, step ";
  }

  std::vector<Entry> life_ = recorded_stop();
  std::size_t at_ = 0;
};

TEST_F(TamperedTrace, WithAnActionChangedIsRefusedWithBothOutcomes) {
  const std::size_t last = step().actions.size();
  step().actions.back() = SendShutdown{NodeId{7}};
  const std::string said = said_of(text_of(life_));
  EXPECT_THAT(said,
              AllOf(StartsWith(named()), HasSubstr("action " + std::to_string(last) + " differs\n"),
                    HasSubstr("\n  event     {\"kind\":"), HasSubstr("\n  expected  stop"),
                    HasSubstr("\n  recorded  stop"), HasSubstr("began in line 2\n")));
}

TEST_F(TamperedTrace, WithAnActionLeftOutIsRefused) {
  step().actions.pop_back();
  EXPECT_THAT(said_of(text_of(life_)), AllOf(StartsWith(named()), HasSubstr("is missing")));
}

TEST_F(TamperedTrace, WithAnActionAddedIsRefused) {
  step().actions.push_back(ReadClaim{});
  EXPECT_THAT(said_of(text_of(life_)), AllOf(StartsWith(named()), HasSubstr("is not the model's")));
}

TEST_F(TamperedTrace, WithTheStateBeforeChangedIsRefused) {
  step().before = "stop.Draining";
  EXPECT_THAT(said_of(text_of(life_)), AllOf(StartsWith(named()), HasSubstr("it stood in ")));
}

TEST_F(TamperedTrace, WithTheStateAfterChangedIsRefused) {
  step().after = "over";
  EXPECT_THAT(said_of(text_of(life_)), AllOf(StartsWith(named()), HasSubstr("it went to ")));
}

TEST_F(TamperedTrace, WithAnEventOutOfOrderIsRefusedAtTheFirstOfThem) {
  std::swap(life_[2], life_[3]);
  number_anew();
  EXPECT_THAT(said_of(text_of(life_)), AllOf(StartsWith("f:3: stop"), HasSubstr("never asked")));
}

TEST_F(TamperedTrace, WithAnEventThatNobodyAskedForIsRefused) {
  step().event = Quarantined{NodeId{0}, ExportOutcome::intact};
  EXPECT_THAT(said_of(text_of(life_)), AllOf(StartsWith(named()), HasSubstr("never asked for")));
}

TEST_F(TamperedTrace, WithAStepTwiceIsRefusedAtTheSecond) {
  life_.insert(life_.begin() + static_cast<std::ptrdiff_t>(at_), life_[at_]);
  number_anew();
  EXPECT_THAT(said_of(text_of(life_)), StartsWith(named(1)));
}

TEST_F(TamperedTrace, WithAStepLeftOutNamesTheMissingOne) {
  const std::string number = std::to_string(life_[at_].sequence);
  life_.erase(life_.begin() + static_cast<std::ptrdiff_t>(at_));
  EXPECT_THAT(said_of(text_of(life_)),
              AllOf(StartsWith(named()), HasSubstr("the line of step " + number + " is missing")));
}

TEST_F(TamperedTrace, WithoutItsCallIsRefusedAtTheFirstStep) {
  life_.erase(life_.begin() + 1);
  EXPECT_THAT(said_of(text_of(life_)),
              AllOf(StartsWith("f:2: "), HasSubstr("its line is missing")));
}

TEST_F(TamperedTrace, ThatGoesOnAfterItsEndIsRefused) {
  Entry again = life_.back();
  ++again.sequence;
  life_.push_back(again);
  EXPECT_THAT(said_of(text_of(life_)), StartsWith("f:" + std::to_string(life_.size()) + ": "));
}

TEST_F(TamperedTrace, WithAnotherSettingIsRefused) {
  std::get<trace::Call>(life_[1].payload).setting.method = Method::start;
  EXPECT_THAT(said_of(text_of(life_)), AllOf(StartsWith("f:2: "), HasSubstr("setting.method")));
}

TEST_F(TamperedTrace, WhoseCallIsBegunOnNoNodeOfItsListIsRefused) {
  std::get<trace::Call>(life_[1].payload).setting.self = NodeId{15};
  EXPECT_THAT(said_of(text_of(life_)), HasSubstr("setting.self: node 15 is not in setting.nodes"));
}

TEST_F(TamperedTrace, WithAClaimThatNoStoreReadsIsRefused) {
  for (Entry& e : life_) {
    auto* step = std::get_if<trace::Step>(&e.payload);
    auto* read = step == nullptr ? nullptr : std::get_if<ClaimRead>(&step->event);
    if (read != nullptr) read->newest = {4, ClaimState::moving, NodeId{0}, NodeId{0}, false};
  }
  EXPECT_THAT(said_of(text_of(life_)), HasSubstr("event.claim.other: is the owner"));
}

TEST_F(TamperedTrace, ExitsWithOne) {
  step().actions.clear();
  EXPECT_EQ(exit_code_of(text_of(life_)), 1);
}

// --- several processes, one file
// ------------------------------------------------------------------

// Line by line in turns, each in its own order.
std::string interleaved(const std::vector<Entry>& a, const std::vector<Entry>& b, unsigned turn) {
  std::vector<Entry> all;
  std::size_t i = 0;
  std::size_t j = 0;
  for (unsigned k = turn; i < a.size() || j < b.size(); k = k * 5 + 3) {
    const bool first = j == b.size() || (i < a.size() && (k >> 3) % 2 == 0);
    all.push_back(first ? a[i++] : b[j++]);
  }
  return text_of(all);
}

TEST(InterleavedTraces, OfSeveralMethodsPass) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    const std::string text = interleaved(recorded_life(seed), recorded_life(seed + 1), 1);
    ASSERT_TRUE(retraced(text).ok()) << "seed " << seed << ": " << said_of(text);
  }
}

TEST(InterleavedTraces, OfTheSameMethodOnTheSameNodePass) {
  for (unsigned seed = 1; seed <= 100; ++seed) {
    const Setting setting = setting_of(seed);
    const std::string text =
        interleaved(recorded_life(setting, seed), recorded_life(setting, seed + 1000), seed);
    ASSERT_TRUE(retraced(text).ok()) << "seed " << seed << ": " << said_of(text);
    ASSERT_EQ(retraced(text).finished, 2u) << "seed " << seed;
  }
}

TEST(InterleavedTraces, OfAKilledCallAndTheNextOnePass) {
  const Setting setting = setting_of(2);
  std::vector<Entry> both = recorded_life(setting, 2, 3);
  for (const Entry& e : recorded_life(setting, 3)) both.push_back(e);
  const Retraced r = retraced(text_of(both));
  EXPECT_TRUE(r.ok());
  EXPECT_EQ(r.finished, 1u);
}

// --- what is no whole trace
// -----------------------------------------------------------------------

class BrokenTrace : public testing::Test {
 protected:
  std::string whole_ = text_of(recorded_stop());
};

TEST_F(BrokenTrace, WithATornLastLinePassesAndSaysSo) {
  const std::string torn = whole_.substr(0, whole_.size() - 30);
  EXPECT_THAT(said_of(torn), HasSubstr("the last line is torn, its writer was ended"));
  EXPECT_EQ(exit_code_of(torn), 0);
}

TEST_F(BrokenTrace, OfANewerFormatIsReadNoFurther) {
  std::string newer = whole_;
  newer.replace(newer.find("\"format\":1"), 10, "\"format\":9");
  EXPECT_THAT(said_of(newer), StartsWith("f:1: trace format 9 was written by a newer version"));
  EXPECT_EQ(exit_code_of(newer), 2);
}

TEST_F(BrokenTrace, WithAnUnknownKindIsNotCheckedWhole) {
  const std::string said = said_of(whole_ + "{\"at_us\":1,\"seq\":1,\"kind\":\"dance\"}\n");
  EXPECT_THAT(said, AllOf(HasSubstr(": kind: expected a known kind of entry, found \"dance\"\n"),
                          HasSubstr("f: not checked whole")));
}

TEST_F(BrokenTrace, WithoutItsBeginIsReadFromTheFirstCallOn) {
  std::vector<Entry> life = recorded_stop();
  life.erase(life.begin(), life.begin() + 4);
  const std::string part = text_of(life) + text_of(recorded_life(1));
  EXPECT_THAT(said_of(part), AllOf(HasSubstr("f:1: no header: a part of a trace"),
                                   HasSubstr("makes every step: 1 calls")));
}

TEST_F(BrokenTrace, OfManyBadLinesIsSummedUp) {
  std::string bad;
  for (int i = 0; i < 50; ++i) bad += "[]\n";
  EXPECT_THAT(said_of(bad), HasSubstr("f: 30 further lines cannot be read\n"));
  EXPECT_EQ(exit_code_of(bad), 2);
}

TEST(NoTrace, ThatIsEmptySaysWhatIsExpected) {
  EXPECT_THAT(said_of(""), HasSubstr("is this a trace of control_xvm (--trace FILE or --debug)?"));
  EXPECT_EQ(exit_code_of(""), 2);
}

TEST(NoTrace, ThatIsMissingOrAFolderIsSaidInOneLine) {
  EXPECT_EQ(retrace_file("/no/such/trace").text,
            "/no/such/trace: cannot be read: No such file or directory\n");
  EXPECT_EQ(retrace_file("/").text, "/: is a folder, expected a trace\n");
}

}  // namespace
}  // namespace xvm::sim
