// What is printed is read again as the same scenario, for every word and option of the language.
#include "sim/scenario/print.hpp"

#include "sim/scenario/parse.hpp"
#include "sim/scenario/sample_test.hpp"

#include <gtest/gtest.h>

namespace xvm::sim {
namespace {

Scenario understood(const std::string& text) {
  const Parsed parsed = parse(text);
  EXPECT_TRUE(parsed) << (parsed.problem ? text_of("text", *parsed.problem) : "") << "\n" << text;
  return parsed.scenario;
}

void expect_kept(const std::string& text) {
  const Scenario s = understood(text);
  EXPECT_EQ(understood(print(s)), s) << print(s);
}

TEST(APrintedScenario, KeepsEveryDeed) {
  for (const DeedRow& row : deed_rows()) {
    const std::string line = filled(row.shape, row.under);
    const Scenario s = understood(with_header("after 5 s: " + line + "\n", engine_for(row.under)));
    ASSERT_EQ(s.statements.size(), 1u);
    EXPECT_EQ(print(s, s.statements[0]), "after 5 s: " + line);
    EXPECT_EQ(std::get<Deed>(s.statements[0].what).word, row.word);
  }
}

TEST(APrintedScenario, KeepsEveryCondition) {
  for (const ConditionRow& row : condition_rows()) {
    const std::string line = "expect " + filled(row.shape, row.under);
    const Scenario s = understood(with_header(line + "\n", engine_for(row.under)));
    ASSERT_EQ(s.statements.size(), 1u);
    EXPECT_EQ(print(s, s.statements[0]), line);
    EXPECT_EQ(std::get<Expectation>(s.statements[0].what).conditions[0].word, row.word);
  }
}

TEST(APrintedScenario, KeepsEveryTrigger) {
  for (const std::string line :
       {"at 60 s: nothing", "after 1500 ms: nothing", "after 7 us: nothing",
        "when web runs on n2: nothing", "when web runs and db runs within 20 s: nothing",
        "within 60 s: expect web runs", "expect never web migrates", "expect always db runs"}) {
    const Scenario s = understood(with_header(line + "\n"));
    EXPECT_EQ(print(s, s.statements.at(0)), line);
  }
}

TEST(APrintedScenario, KeepsEveryOption) {
  const std::string header =
      "name: a # not a comment\ndescription: b\norigin: #856\nengine: gds, gds-80 pacemaker\n"
      "nodes: n1 n2\ndomain: web prefer=n2,n1 failover=normal guest=hung image-lock=yes "
      "stop-timeout=2min apart-from=db affinity=+db,---db\n";
  EXPECT_FALSE(parse(header + "domain: db\n")) << "'---' is no affinity";
  const std::string good = header.substr(0, header.find(",---db")) + "\ndomain: db with=web\n";
  expect_kept(good +
              "group: failback=yes retry-count=3\ncluster: target-nodes=no token=3s\nseed: 17\n"
              "begins: cold\nslow-calls: 20\nslow-guests: 2\nslow-copies: 5\nstragglers: yes\n");
}

TEST(APrintedScenario, KeepsItsTimelines) {
  expect_kept(with_header("nothing\ntimeline:\n  n1 stop of web begins\n  -  all\n"));
  expect_kept(with_header("nothing\ntimeline gds:\n  n1 a\ntimeline pacemaker:\n  n2 b\n",
                          "gds pacemaker"));
}

TEST(TheLinesOfAFile, DoNotMakeScenariosDiffer) {
  EXPECT_EQ(understood(with_header("nothing\n")),
            understood(with_header("# why\n\nnothing   # because\n")));
}

}  // namespace
}  // namespace xvm::sim
