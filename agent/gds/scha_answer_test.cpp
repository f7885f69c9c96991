#include "agent/gds/scha_answer.hpp"

#include <gmock/gmock.h>

namespace xvm::agent {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SchaAnswer, HasLinesWithoutTheirEnds) {
  EXPECT_THAT(lines_of("OK \nall is well\r\n"), ElementsAre("OK", "all is well"));
  EXPECT_THAT(lines_of("OK\n\n"), ElementsAre("OK", ""));
  EXPECT_THAT(lines_of("UP"), ElementsAre("UP"));
  EXPECT_THAT(lines_of(""), IsEmpty());
}

TEST(SchaAnswer, OfOnOffSwitchIsOneOfTwoWords) {
  EXPECT_EQ(on_off_of({"ENABLED"}), OnOffSwitch::enabled);
  EXPECT_EQ(on_off_of({"DISABLED"}), OnOffSwitch::disabled);
  for (const AnswerLines& garbage :
       {AnswerLines{}, {""}, {"enabled?"}, {"ENABLED", "DISABLED"}, {" ENABLED"}, {"1"}}) {
    EXPECT_EQ(on_off_of(garbage), OnOffSwitch::unreadable);
  }
}

TEST(SchaAnswer, OfRgStateIsAKnownState) {
  EXPECT_EQ(rg_state_of({"ONLINE"}), RgState::online);
  EXPECT_EQ(rg_state_of({"PENDING_OFFLINE"}), RgState::pending_offline);
  for (const char* word : {"OFFLINE", "UNMANAGED", "PENDING_ONLINE", "ERROR_STOP_FAILED",
                           "ONLINE_FAULTED", "PENDING_ONLINE_BLOCKED"}) {
    EXPECT_EQ(rg_state_of({word}), RgState::other) << word;
  }
  for (const AnswerLines& garbage : {AnswerLines{}, {"ON"}, {"PENDING_OFFLINE", ""}}) {
    EXPECT_EQ(rg_state_of(garbage), RgState::unreadable);
  }
}

TEST(SchaAnswer, OfAnotherNodesGroupIsOfflineOnlyInTwoStates) {
  for (const char* word : {"OFFLINE", "UNMANAGED"}) {
    EXPECT_EQ(presence_of({word}), Presence::offline) << word;
  }
  for (const char* word :
       {"ONLINE", "ONLINE_FAULTED", "ERROR_STOP_FAILED", "PENDING_ONLINE_BLOCKED"}) {
    EXPECT_EQ(presence_of({word}), Presence::online) << word;
  }
  for (const char* word : {"PENDING_ONLINE", "PENDING_OFFLINE"}) {
    EXPECT_EQ(presence_of({word}), Presence::in_passage) << word;
  }
  EXPECT_EQ(presence_of({"LUNCH"}), Presence::unreadable);
}

TEST(SchaAnswer, OfANodesStateIsUpOrDown) {
  EXPECT_EQ(is_up({"UP"}), true);
  EXPECT_EQ(is_up({"DOWN"}), false);
  EXPECT_EQ(is_up({"up?"}), std::nullopt);
  EXPECT_EQ(is_up({}), std::nullopt);
}

TEST(SchaAnswer, OfStatusIsOkUnlessItSaysOrHidesTrouble) {
  for (const char* word : {"OK", "UNKNOWN", "OFFLINE"}) EXPECT_TRUE(status_is_ok({word, "text"}));
  for (const char* word : {"DEGRADED", "FAULTED", "", "FINE"}) {
    EXPECT_FALSE(status_is_ok({word, "OK"})) << word;
  }
  EXPECT_FALSE(status_is_ok({}));
}

TEST(SchaAnswer, OfABooleanExtensionHasItsTypeFirst) {
  EXPECT_EQ(boolean_extension({"BOOLEAN", "TRUE"}), true);
  EXPECT_EQ(boolean_extension({"BOOLEAN", "FALSE"}), false);
  for (const AnswerLines& other :
       {AnswerLines{}, {"FALSE"}, {"STRING", "FALSE"}, {"BOOLEAN", "no"}, {"BOOLEAN"}}) {
    EXPECT_EQ(boolean_extension(other), std::nullopt);
  }
}

TEST(SchaAnswer, OfAStringArrayHasANamePerLine) {
  EXPECT_THAT(names_of({"n1", "n2"}), ElementsAre("n1", "n2"));
  EXPECT_THAT(names_of({""}), IsEmpty());
}

}  // namespace
}  // namespace xvm::agent
