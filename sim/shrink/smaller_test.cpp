#include "sim/shrink/smaller.hpp"

#include "sim/scenario/parse.hpp"
#include "sim/scenario/print.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xvm::sim {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* story = R"(name: a
description: b
origin: c
engine: gds
nodes: n1 n2 n3
domain: web stop-timeout=120s prefer=n3,n2
domain: db apart-from=web
domain: app with=db failover=normal
slow-calls: 5

at 12345678 us: switch web to n3
at 61 s: power-off n2
when db runs on n3: kill agent of app on n3
expect never web runs on n1
)";

class SmallerScenario : public testing::Test {
 protected:
  static Scenario read(const std::string& text) {
    const Parsed parsed = parse(text);
    EXPECT_TRUE(parsed) << parsed.problem->what << "\n" << text;
    return parsed.scenario;
  }
  Scenario s_ = read(story);
};

TEST_F(SmallerScenario, WithoutADomainLosesWhatNamesIt) {
  const std::string text = print(without_domain(s_, 1));
  EXPECT_THAT(text, Not(HasSubstr("db")));
  EXPECT_THAT(text, HasSubstr("domain: app failover=normal\n"));
  EXPECT_THAT(text, HasSubstr("switch web to n3\n"));
}

TEST_F(SmallerScenario, WithoutANodeNamesTheOthersAsBefore) {
  const std::string text = print(without_node(s_, NodeId{1}));
  EXPECT_THAT(text, HasSubstr("nodes: n1 n3\ndomain: web stop-timeout=120s prefer=n3\n"));
  EXPECT_THAT(text, HasSubstr("switch web to n3\nwhen db runs on n3: kill agent of app on n3\n"));
}

TEST_F(SmallerScenario, CanBeReadAgain) {
  for (DomainPlace d = 0; d < 3; ++d) read(print(without_domain(s_, d)));
  for (unsigned n = 0; n < 3; ++n) read(print(without_node(s_, static_cast<NodeId>(n))));
}

TEST_F(SmallerScenario, KeepsItsLastDomainAndNode) {
  Scenario one = without_domain(without_domain(s_, 2), 1);
  one = without_node(without_node(one, NodeId{2}), NodeId{1});
  EXPECT_EQ(without_domain(one, 0), one);
  EXPECT_EQ(without_node(one, NodeId{0}), one);
}

TEST_F(SmallerScenario, KeepsTheOptionsThatItIsToldTo) {
  const std::vector<OptionPlace> all = options_of(s_);
  EXPECT_EQ(all.size(), 5u);
  EXPECT_EQ(with_options(s_, all), s_);
  EXPECT_THAT(print(with_options(s_, {{2, 1}})),
              HasSubstr("domain: web\ndomain: db\ndomain: app failover=normal\n"));
}

TEST_F(SmallerScenario, HasUsualLatencies) {
  const std::vector<Scenario> usual = usual_headers(s_);
  ASSERT_EQ(usual.size(), 1u);
  EXPECT_EQ(usual[0].slow_calls, 1);
}

TEST_F(SmallerScenario, HasTheRoundestTimeFirst) {
  const std::vector<Scenario> rounder = rounder_times(s_, 0);
  ASSERT_FALSE(rounder.empty());
  EXPECT_EQ(rounder.front().statements[0].trigger.us, 0);
  EXPECT_EQ(rounder.back().statements[0].trigger.us, 12'346'000);
}

TEST_F(SmallerScenario, NeverGoesBackBeforeTheStatementInFront) {
  s_.statements[0].trigger.us = 60'500'000;
  for (const Scenario& rounder : rounder_times(s_, 1)) {
    EXPECT_GE(rounder.statements[1].trigger.us, 60'500'000);
  }
}

TEST_F(SmallerScenario, LeavesTimesAloneThatAreNone) {
  EXPECT_THAT(rounder_times(s_, 2), IsEmpty());
}

TEST_F(SmallerScenario, SaysPlainlyWhatOnlyTheSimulatorCanName) {
  Deed& deed = std::get<Deed>(s_.statements[2].what);
  deed.word = DeedWord::lose_call_number;
  const std::vector<Scenario> plainer = plainer_deeds(s_, 2);
  ASSERT_EQ(plainer.size(), 1u);
  EXPECT_THAT(print(plainer[0]), HasSubstr(": lose the call of app on n3\n"));
}

}  // namespace
}  // namespace xvm::sim
