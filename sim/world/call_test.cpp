// Every request of the ports as a call, and every call's answer as an event.
#include "sim/world/call.hpp"

#include <gtest/gtest.h>

namespace xvm::sim {
namespace {

constexpr NodeId here{0};
constexpr NodeId there{1};

Call call_of(const Action& action) { return call_for(action).value_or(Call{}); }

TEST(CallFor, KeepsWhomARequestIsFor) {
  EXPECT_EQ(call_of(Observe{there}).node, there);
  EXPECT_EQ(call_of(StartMigration{here, there, true}).other, there);
  EXPECT_EQ(call_of(CheckTarget{here, there}).asked, Asked::check_target);
}

TEST(CallFor, KeepsWhatIsAskedFor) {
  EXPECT_EQ(verb_of(call_of(Act{Verb::undefine, here})), Verb::undefine);
  EXPECT_EQ(call_of(LinkClaim{held({}, here)}).claim, held({}, here));
  EXPECT_EQ(call_of(StartMigration{here, there, false}).detail, 0);
}

TEST(CallFor, IsNothingForWhatNobodyAnswers) {
  EXPECT_FALSE(call_for(ArmTimer{Timer::repeat}));
  EXPECT_FALSE(call_for(Watch{here}));
  EXPECT_FALSE(call_for(Finish{Result::success, Reason::started, here}));
}

TEST(Answer, IsTheEventThatBelongsToTheRequest) {
  Call c = call_of(Act{Verb::create, there});
  c.outcome = static_cast<std::uint8_t>(CallOutcome::refused);
  EXPECT_EQ(answer_to(c, {}), Event(Acted{Verb::create, there, CallOutcome::refused}));
}

TEST(Answer, OfAPluginHasItsExitStatus) {
  Call c = call_of(RunPlugin{});
  c.faults = 201;
  EXPECT_EQ(answer_to(c, {}), Event(PluginReturned{PluginEnd::exited, 201}));
}

TEST(Answer, OfTheClusterManagerIsWhatItSaysWhenTheAnswerArrives) {
  const Facts now{.readable = true, .members = NodeSet::first(2)};
  EXPECT_EQ(answer_to(call_of(ReadFacts{}), now), Event(FactsRead{now}));
}

TEST(Silence, IsUnknownAndNeverANo) {
  EXPECT_EQ(silence_of(call_of(Act{Verb::destroy, there})),
            Event(Acted{Verb::destroy, there, CallOutcome::unknown}));
  EXPECT_EQ(silence_of(call_of(Observe{there})), Event(Observed{there, {}}));
  EXPECT_EQ(silence_of(call_of(LinkClaim{held({}, here)})),
            Event(ClaimLinked{LinkOutcome::unknown, held({}, here)}));
}

TEST(Silence, OfTheStoreShowsNoClaim) {
  Call c = call_of(ReadClaim{});
  c.claim = held({}, here);
  EXPECT_EQ(silence_of(c), Event(ClaimRead{StoreOutcome::unreadable, {}}));
}

TEST(Silence, OfAPluginIsItsTimeOut) {
  EXPECT_EQ(silence_of(call_of(RunPlugin{})), Event(PluginReturned{PluginEnd::timed_out, 0}));
}

TEST(LateEffects, ComeFromWhatChangesSomething) {
  for (const Asked a : {Asked::link_claim, Asked::define, Asked::act, Asked::migrate}) {
    EXPECT_TRUE(changes_something(a));
  }
  EXPECT_FALSE(changes_something(Asked::observe));
  EXPECT_FALSE(changes_something(Asked::read_claim));
}

}  // namespace
}  // namespace xvm::sim
