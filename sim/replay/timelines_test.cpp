// The first line of a timeline that differs is named; a new one replaces the old one alone.
#include "sim/replay/timelines.hpp"

#include "sim/scenario/parse.hpp"
#include "sim/scenario/sample_test.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xvm::sim {
namespace {

using Lines = std::vector<std::string>;

// Its two events are in lines 10 and 11.
const std::string& file() {
  static const std::string text = with_header("nothing   # kept\ntimeline:\n  n1  a\n  n2  b\n");
  return text;
}

std::string difference(const Lines& found) {
  const Scenario s = parse(file()).scenario;
  const auto problem = compare(*timeline_for(s, EngineWord::gds), found);
  return problem ? text_of("a.scn", *problem) : "";
}

TEST(ATimeline, MatchesLineByLine) { EXPECT_EQ(difference({"n1  a", "n2  b"}), ""); }

TEST(AnotherEvent, IsNamedWithTheLineThatExpectsIt) {
  EXPECT_EQ(difference({"n1  a", "n2  c"}),
            "a.scn:11: expected 'n2  b' as event 2 of the timeline, found 'n2  c'");
}

TEST(AMissingEvent, IsNamed) {
  EXPECT_EQ(difference({"n1  a"}),
            "a.scn:11: expected 'n2  b' as event 2 of the timeline, found the end");
}

TEST(AnEventTooMany, IsNamed) {
  EXPECT_EQ(difference({"n1  a", "n2  b", "n1  c", "n1  d"}),
            "a.scn:11: expected the end of the timeline after this line, found 'n1  c' and 1 "
            "events more");
}

TEST(ANewTimeline, ReplacesTheOldOneAndNothingElse) {
  const std::string next = rewritten(file(), parse(file()).scenario, {{EngineWord::gds, {"x"}}});
  EXPECT_EQ(next, with_header("nothing   # kept\ntimeline:\n  x\n"));
  EXPECT_EQ(rewritten(next, parse(next).scenario, {{EngineWord::gds, {"x"}}}), next);
}

TEST(AFirstTimeline, IsAppended) {
  const std::string text = with_header("nothing # kept");
  EXPECT_EQ(rewritten(text, parse(text).scenario, {{EngineWord::gds, {"x"}}}),
            with_header("nothing # kept\n\ntimeline:\n  x\n"));
}

TEST(TheTimelinesOfOtherEngines, AreKept) {
  const std::string text =
      with_header("nothing\ntimeline gds:\n  a\ntimeline pacemaker:\n  b\n", "gds pacemaker");
  EXPECT_EQ(
      rewritten(text, parse(text).scenario, {{EngineWord::pacemaker, {"x", "y"}}}),
      with_header("nothing\ntimeline gds:\n  a\ntimeline pacemaker:\n  x\n  y\n", "gds pacemaker"));
}

}  // namespace
}  // namespace xvm::sim
