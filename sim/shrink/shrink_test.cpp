// A long story is made short, and still fails in the same way.
#include "sim/shrink/shrink.hpp"
#include "sim/scenario/parse.hpp"
#include "sim/scenario/print.hpp"
#include "sim/shrink/recorded_run_test_context.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xvm::sim {
namespace {

using testing::HasSubstr;

Scenario read(const std::string& text) {
  const Parsed parsed = parse(text);
  EXPECT_TRUE(parsed) << parsed.problem->what;
  return parsed.scenario;
}

// --- planted: a judge of its own, which knows nothing of clusters
// ---------------------------------

bool says(const Scenario& s, const std::string& deed) {
  return print(s).find(": " + deed + "\n") != std::string::npos;
}

// Fails when node n2 stood still and n3 was booted, and cannot boot what has power.
Failure planted(const Scenario& s) {
  Failure f;
  for (std::size_t i = 0; i < s.statements.size(); ++i) {
    const auto* deed = std::get_if<Deed>(&s.statements[i].what);
    if (deed == nullptr || deed->word != DeedWord::boot) continue;
    Scenario before = s;
    before.statements.resize(i);
    if (!says(before, "power-off n3")) return {"", i, 0, 0};
  }
  if (says(s, "freeze n2") && says(s, "boot n3")) f.kind = "planted";
  return f;
}

Scenario long_story() {
  std::string text =
      "name: a\ndescription: b\norigin: c\nengine: gds-80 gds\nnodes: n1 n2 n3 n4\n"
      "domain: web stop-timeout=60s\ndomain: db apart-from=web\nseed: 99\nslow-calls: 7\n\n";
  for (int i = 0; i < 120; ++i) {
    const std::string at = "at " + std::to_string(1'000'001 * (i + 1)) + " us: ";
    text += at +
            (i == 31   ? "power-off n3"
             : i == 77 ? "boot n3"
             : i == 50 ? "freeze n2"
                       : (i % 3 == 0 ? "switch web to n4" : "restart db")) +
            "\n";
  }
  return read(text + "timeline gds:\n  nothing\n");
}

TEST(Shrink, LeavesTheFewStatementsThatThePlantedFaultNeeds) {
  const Shrunk least = shrink(long_story(), planted);
  EXPECT_EQ(least.kind, "planted");
  ASSERT_EQ(least.scenario.statements.size(), 3u) << print(least.scenario);
  EXPECT_EQ(least.scenario.domains.size(), 1u);
  EXPECT_EQ(least.scenario.nodes, (std::vector<std::string>{"n2", "n3"}));
}

TEST(Shrink, LeavesOutOptionsAndRoundsTimes) {
  const std::string text = print(shrink(long_story(), planted).scenario);
  EXPECT_THAT(text, HasSubstr("engine: gds-80\nnodes: n2 n3\ndomain: web\n\nat 0 s: "));
}

TEST(Shrink, EndsTheSameEveryTime) {
  const Shrunk one = shrink(long_story(), planted);
  const Shrunk other = shrink(long_story(), planted);
  EXPECT_EQ(one.scenario, other.scenario);
  EXPECT_EQ(one.tries, other.tries);
}

TEST(Shrink, TriesNoMoreThanItMay) {
  std::uint64_t told = 0;
  const ShrinkWays ways{.most_tries = 20, .tell = [&](const Shrinking& s) { told = s.tries; }};
  EXPECT_LE(shrink(long_story(), planted, ways).tries, 20u);
  EXPECT_LE(told, 20u);
}

TEST(Shrink, OfWhatDoesNotFailSaysSo) {
  const Shrunk none = shrink(long_story(), [](const Scenario&) { return Failure{}; });
  EXPECT_EQ(none.kind, "");
}

// --- on the simulated cluster
// ---------------------------------------------------------------------

// The sanitizers' build, which is not optimised, stops half-way.
#ifdef XVM_SANITIZED
constexpr std::uint64_t tries = 25;
constexpr std::size_t few = 60;
#else
constexpr std::uint64_t tries = 1500;
constexpr std::size_t few = 3;
#endif

// What happens in such runs all the time counts as a violation here.
Scenario with_claim(const Scenario& s, const std::string& never) {
  const std::string text = print(s);
  const std::size_t statements = text.find("\n\n") + 2;
  return read(text.substr(0, statements) + "expect never " + never + "\n" +
              text.substr(statements));
}

TEST(ShrinkOfARealRun, FindsTheOneCommandThatStopsADomain) {
  const Scenario run = with_claim(recorded(draw_options(5)).saved().scenario, "stop of d1 begins");
  ASSERT_GT(run.statements.size(), 20u);
  const Shrunk least = shrink(run, failure_of, {.most_tries = tries});
  EXPECT_EQ(least.kind, "expect never stop of d1 begins");
  EXPECT_LE(least.scenario.statements.size(), few) << print(least.scenario);
  EXPECT_EQ(failure_of(read(print(least.scenario))).kind, least.kind);
}

TEST(ShrinkOfARealRun, NeedsAFaultForASecondBoot) {
  const Scenario run = with_claim(recorded(draw_options(8)).saved().scenario, "d2 booted 2 times");
  const Shrunk least = shrink(run, failure_of, {.most_tries = tries});
  ASSERT_EQ(least.kind, "expect never d2 booted 2 times");
  EXPECT_LE(least.scenario.statements.size(), few) << print(least.scenario);
}

}  // namespace
}  // namespace xvm::sim
