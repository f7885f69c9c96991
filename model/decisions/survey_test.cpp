#include "model/decisions/survey.hpp"

#include "model/decisions/three_nodes.hpp"

#include <gtest/gtest.h>

namespace xvm::oracle {
namespace {

constexpr Observation running{.activity = Activity::running, .defined = true};

TEST(Survey, KnowsNothingOfANodeThatWasNeverAsked) {
  EXPECT_EQ(Survey{}.at(peer), Seen::unknown);
  EXPECT_EQ(Survey{}.at(NodeId::none), Seen::unknown);
  EXPECT_TRUE(Survey{}.active().empty());
}

TEST(Survey, IsCompleteOnlyWhenEveryNodeThatWasAskedHasAnswered) {
  Survey s;
  s.ask(others);
  s.note(peer, running);
  EXPECT_FALSE(s.complete());
  s.note(third, {.activity = Activity::unknown});
  EXPECT_TRUE(s.complete());
}

TEST(Survey, TakesSilenceForAnAnswerThatProvesNothing) {
  Survey s;
  s.ask(others);
  s.note(peer, {.activity = Activity::unknown, .defined = true});
  EXPECT_EQ(s.at(peer), Seen::unknown);
  EXPECT_FALSE(s.defined.contains(peer));
}

TEST(Survey, ForgetsEarlierAnswersOfTheNodesThatAreAskedAgainAndOnlyThose) {
  Survey s;
  s.ask(three);
  for (NodeId n : three) s.note(n, running);
  s.ask(NodeSet::of(peer));
  EXPECT_EQ(s.at(peer), Seen::unknown);
  EXPECT_EQ(s.defined, three.without(peer));
  EXPECT_EQ(s.active(), three.without(peer));
}

TEST(Survey, KeepsDefinedAndActiveApart) {
  Survey s;
  s.ask(three);
  s.note(self, {.activity = Activity::running, .defined = false});
  s.note(peer, {.activity = Activity::inactive, .defined = true});
  EXPECT_EQ(s.active(), NodeSet::of(self));
  EXPECT_EQ(s.defined, NodeSet::of(peer));
}

TEST(Survey, ListsExactlyTheNodesWithAnActiveCopy) {
  for (const Survey& s : every_survey(false)) {
    for (NodeId n : three) {
      const Seen seen = s.at(n);
      const bool inactive = seen == Seen::unknown || seen == Seen::absent || seen == Seen::defined;
      ASSERT_EQ(s.active().contains(n), !inactive) << name(s);
    }
  }
}

TEST(Survey, IgnoresAnAnswerFromNobody) {
  Survey s;
  s.note(NodeId::none, running);
  EXPECT_EQ(s, Survey{});
}

}  // namespace
}  // namespace xvm::oracle
