// Bad input: one clear line each, and never more than that.
#include "sim/scenario/parse.hpp"

#include "model/machine/dice.hpp"
#include "sim/scenario/duration.hpp"
#include "sim/scenario/print.hpp"
#include "sim/scenario/sample_test.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xvm::sim {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// Statements begin in line 8.
std::string complaint(const std::string& text) {
  const Parsed parsed = parse(text);
  return parsed ? "" : text_of("a.scn", *parsed.problem);
}
std::string complaint_about(const std::string& statement, const std::string& engine = "gds") {
  return complaint(with_header(statement + "\n", engine));
}

TEST(AWrongDeed, IsNamedWithItsLineAndTheNearestWord) {
  const std::string said = complaint_about("nothing\nswich web to n2");
  EXPECT_THAT(said, StartsWith("a.scn:9: found 'swich', expected a deed: online, offline"));
  EXPECT_THAT(said, HasSubstr("did you mean 'switch'?"));
}

TEST(AWrongWordInsideADeed, IsNamedWithWhatTheShapeWants) {
  EXPECT_EQ(complaint_about("switch web on n2"), "a.scn:8: found 'on', expected 'to'");
  EXPECT_EQ(complaint_about("switch web to n9"),
            "a.scn:8: found 'n9', expected a node: n1, n2, n3; did you mean 'n1'?");
  EXPECT_EQ(complaint_about("switch web to"),
            "a.scn:8: found the end of the line, expected a node: n1, n2, n3");
  EXPECT_EQ(complaint_about("heal n1 to n2 now"),
            "a.scn:8: found 'now', expected the end of the line");
  EXPECT_EQ(complaint_about("cut n1 to n1"),
            "a.scn:8: found the same node twice, expected two different ones");
}

TEST(AWrongCondition, IsNamedWithWhatCouldStandThere) {
  EXPECT_THAT(complaint_about("when web rnus: nothing"), HasSubstr("found 'rnus'"));
  EXPECT_THAT(complaint_about("when web rnus: nothing"), HasSubstr("did you mean 'runs'?"));
  EXPECT_THAT(complaint_about("when stop of web asks dance on n1: nothing"),
              HasSubstr("found 'dance', expected a request: facts, silence"));
  EXPECT_THAT(complaint_about("expect stop of web on n1 ended badly"),
              HasSubstr("expected killed, or a result: success, failed"));
  EXPECT_THAT(complaint_about("expect web runs and"), HasSubstr("found the end of the line"));
}

TEST(AWrongTrigger, IsNamed) {
  EXPECT_THAT(complaint_about("wen web runs: nothing"), HasSubstr("did you mean 'when'?"));
  EXPECT_THAT(complaint_about("after 5 parsecs: nothing"), HasSubstr("found '5', expected a time"));
  EXPECT_THAT(complaint_about("at 200000 s: nothing"), HasSubstr("at most 100000 s"));
  EXPECT_THAT(complaint_about("within 5 s: nothing"), HasSubstr("'expect CONDITION' behind it"));
  EXPECT_THAT(complaint_about("within 5 s: expect never web runs"), HasSubstr("found 'within'"));
}

TEST(AWordOfAnotherClusterManager, IsRefused) {
  EXPECT_EQ(complaint_about("standby n1"),
            "a.scn:8: 'standby NODE' exists only under pacemaker, and 'engine:' names gds");
  EXPECT_THAT(complaint_about("expect probe of web ran 1 times", "pacemaker"),
              HasSubstr("'probe' exists only under gds"));
}

TEST(NoRecovery, StandsAlone) {
  const std::string no = "no recovery of web because disabled";
  EXPECT_EQ(complaint_about("expect " + no), "");
  EXPECT_THAT(complaint_about("expect never " + no), HasSubstr("found 'no recovery'"));
  EXPECT_THAT(complaint_about("when " + no + ": nothing"), HasSubstr("found 'no recovery'"));
}

TEST(AWrongHeader, IsNamed) {
  EXPECT_EQ(complaint(""), "a.scn: found no 'name:', expected one in the header");
  EXPECT_THAT(complaint("nmae: x\n"), HasSubstr("did you mean 'name'?"));
  const std::string three = "name: a\ndescription: b\norigin: c\n";
  const auto said = [&three](const std::string& rest) { return complaint(three + rest); };
  EXPECT_THAT(said("engine: gdz\nnodes: n1\ndomain: web\n"), HasSubstr("did you mean 'gds'?"));
  EXPECT_THAT(said("engine: gds\nnodes: n1 n1\ndomain: web\n"), HasSubstr("not yet used"));
  EXPECT_THAT(said("engine: gds\nnodes: n1\ndomain: switch\n"),
              HasSubstr("no word of the language"));
  EXPECT_THAT(said("engine: gds\nnodes: n1\ndomain: Web\n"), HasSubstr("a name: a small letter"));
  EXPECT_THAT(said("engine: gds\nnodes: n1\ndomain: web gest=hung\n"),
              HasSubstr("did you mean 'guest'?"));
  EXPECT_THAT(said("engine: gds\nnodes: n1\ndomain: web stop-timeout=0s\n"),
              HasSubstr("whole seconds such as 600s"));
  EXPECT_THAT(said("engine: gds\nnodes: n1\ndomain: web with=db\n"), HasSubstr("a domain: web"));
  EXPECT_THAT(said("engine: gds\nnodes: n1\nnodes: n2\ndomain: web\n"),
              HasSubstr("expected it once"));
}

TEST(AWrongTimeline, IsNamed) {
  EXPECT_THAT(complaint_about("nothing\ntimeline\n"), HasSubstr("'timeline:' or"));
  EXPECT_THAT(complaint_about("nothing\ntimeline:\nn1 x\n"), HasSubstr("two blanks before"));
  EXPECT_THAT(complaint_about("nothing\ntimeline:\n", "gds pacemaker"),
              HasSubstr("'timeline ENGINE:'"));
  EXPECT_THAT(complaint_about("nothing\ntimeline pacemaker:\n"), HasSubstr("'engine:' names"));
}

TEST(AHugeOrBinaryFile, IsRefused) {
  EXPECT_THAT(complaint(std::string(longest_scenario + 1, 'x')), HasSubstr("bytes, expected"));
  EXPECT_THAT(complaint(std::string(3000, 'x')), HasSubstr("characters, expected at most 2000"));
  EXPECT_THAT(complaint(std::string("\0\x01\xff", 3)), HasSubstr("found no 'name:'"));
}

TEST(WhereTheTimelineBegins, IsFoundInTheText) {
  EXPECT_EQ(timeline_offset("a\ntimeline:\n  x\n"), 2u);
  EXPECT_EQ(timeline_offset("a\ntimelines\n"), 12u);
  EXPECT_EQ(timeline_offset(""), 0u);
}

TEST(ATime, IsReadToTheMicrosecondAndBounded) {
  EXPECT_EQ(read_duration("1.5", "s"), 1'500'000);
  EXPECT_EQ(read_duration("12.345678s"), 12'345'678);
  EXPECT_EQ(read_duration("100000", "s"), longest_us);
  for (const char* wrong : {"", "s", "1", "1.s", "1.2345678s", "100000.1s", "-1s", "1h", "1e3s",
                            "9999999999999999999s"}) {
    EXPECT_EQ(read_duration(wrong), std::nullopt) << wrong;
  }
}

// A text that is broken in a few places: it is understood and kept, or refused in one line.
std::string broken(const std::string& text, Dice& dice) {
  std::string b = text;
  const std::size_t wounds = 1 + dice.below(4);
  for (std::size_t i = 0; i < wounds && !b.empty(); ++i) {
    const std::size_t at = dice.below(b.size());
    switch (dice.below(4)) {
      case 0: b.erase(at, 1 + dice.below(12)); break;
      case 1: b[at] = static_cast<char>(dice.below(256)); break;
      case 2: b.insert(at, 1, " :,+#\n"[dice.below(6)]); break;
      default: b.insert(at, b.substr(dice.below(b.size()), dice.below(30))); break;
    }
  }
  return b;
}

TEST(RubbishOfAnyKind, IsUnderstoodOrRefusedInOneLine) {
  std::string whole;
  for (const DeedRow& row : deed_rows()) {
    if (row.under != Under::pacemaker) whole += "at 5 s: " + filled(row.shape, row.under) + "\n";
  }
  for (const ConditionRow& row : condition_rows()) {
    whole += "expect " + filled(row.shape, row.under) + "\n";
  }
  const std::string text = with_header(whole + "timeline:\n  n1 x\n");
  ASSERT_EQ(complaint(text), "");
  Dice dice(1);
  for (unsigned i = 0; i < 300; ++i) {
    const std::string wrong = broken(text, dice);
    const Parsed parsed = parse(wrong);
    const Scenario again = parsed ? parse(print(parsed.scenario)).scenario : parsed.scenario;
    EXPECT_EQ(again, parsed.scenario) << wrong;
    const std::string said = parsed ? "" : parsed.problem->what;
    EXPECT_EQ(said.find('\n'), std::string::npos) << said;
  }
}

}  // namespace
}  // namespace xvm::sim
