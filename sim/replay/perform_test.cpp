// Scenarios that go as expected, and each way in which one does not: the line, what was expected
// and what was found.
#include "sim/replay/perform.hpp"

#include "sim/replay/forming.hpp"
#include "sim/replay/player.hpp"
#include "sim/replay/world_cluster.hpp"
#include "sim/scenario/parse.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

namespace xvm::sim {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

Scenario understood(const std::string& statements, const std::string& header = "") {
  const Parsed parsed =
      parse("name: a\ndescription: b\norigin: c\nengine: gds\nnodes: n1 n2 n3\ndomain: web\n" +
            header + statements);
  EXPECT_TRUE(parsed) << (parsed.problem ? text_of("text", *parsed.problem) : "");
  return parsed.scenario;
}

Performance performed(const std::string& statements, const std::string& header = "",
                      std::uint64_t seed = 1) {
  return perform(understood(statements, header), EngineWord::gds, seed);
}

// Empty: all went as expected. Statements begin in line 7.
std::string failure(const std::string& statements, const std::string& header = "") {
  const Performance p = performed(statements, header);
  return p.problem ? text_of("a.scn", *p.problem) : "";
}

TEST(AScenario, BeginsWhenEveryDomainRunsAndAllIsQuiet) {
  EXPECT_EQ(failure("expect web runs on n1 and all is quiet\nexpect web booted 1 times\n"), "");
  EXPECT_EQ(failure("expect web runs nowhere\nwhen start of web begins on n1: nothing\n",
                    "begins: cold\n"),
            "");
}

TEST(AScenario, WaitsForConditionsAndPerformsDeedsAtNamedPoints) {
  EXPECT_EQ(failure("switch web to n2\n"
                    "when stop of web asks resume on n2: kill agent of web on n1\n"
                    "within 10 s: expect stop of web on n1 ended killed\n"
                    "within 60 s: expect web runs on n2 and web is stop-failed on n1\n"
                    "clear web on n1\nonline web\nwithin 600 s: expect web is online on n1 and web "
                    "runs on n1\n"),
            "");
}

TEST(AScenario, KnowsTheMemoryOfTheGuestAndTheMethodsSinceTheLastDeed) {
  EXPECT_EQ(failure("switch web to n2\nwithin 300 s: expect web is online on n2\n"
                    "expect web kept its memory and sequence stop n1, start n2\n"
                    "expect stop of web on n1 ended success migrated-away\n"
                    "restart web\nwithin 300 s: expect start of web on n2 ended success started\n"
                    "expect web lost its memory and sequence of web stop n2, start n2\n"
                    "expect stop of web ran 2 times and start of web on n2 ran 2 times\n"),
            "");
}

TEST(AFalseExpectation, IsNamedWithWhatIsTrueInstead) {
  EXPECT_EQ(failure("nothing\nexpect web runs on n2\n"),
            "a.scn:8: expected web runs on n2, found web on n1 runs, n2 absent, n3 absent");
  EXPECT_EQ(failure("expect claim of web released\n"),
            "a.scn:7: expected claim of web released, found claim of web held by n1");
  EXPECT_EQ(failure("expect sequence stop n1\n"),
            "a.scn:7: expected sequence stop n1, found sequence of no method");
}

TEST(AConditionThatDoesNotBecomeTrue, FailsAtItsBound) {
  EXPECT_EQ(failure("when n2 is gone within 90 s: nothing\n"),
            "a.scn:7: expected n2 is gone within 90 s, found n2 up, a member");
  EXPECT_THAT(failure("within 5 s: expect web migrates\n"),
              HasSubstr("expected web migrates within 5 s, found no migration"));
}

TEST(AnExpectationThatLasts, IsHeldAgainstEveryEvent) {
  EXPECT_THAT(failure("expect never web is off on n1\nswitch web to n2\nafter 300 s: nothing\n"),
              AllOf(StartsWith("a.scn:7: expected never web is off on n1, found that it is true "),
                    HasSubstr(" after the statements began")));
  EXPECT_THAT(failure("expect always n1 is up\nafter 1 s: power-off n1\n"),
              StartsWith("a.scn:7: expected always n1 is up, found n1 down, a member"));
}

TEST(AnImpossibleDeed, FailsTheScenario) {
  EXPECT_EQ(failure("boot n1\n"), "a.scn:7: 'boot n1' is impossible: n1 has power");
  EXPECT_EQ(failure("kill agent of web on n1\n"),
            "a.scn:7: 'kill agent of web on n1' is impossible: no method of web runs on n1");
  EXPECT_EQ(failure("heal\n"), "a.scn:7: 'heal' is impossible: nothing is cut");
}

TEST(ATimeThatIsPast, FailsTheScenario) {
  EXPECT_THAT(failure("at 9 s: nothing\nat 5 s: nothing\n"),
              HasSubstr("a.scn:8: expected to be at 5 s, found it past: 9 s"));
}

TEST(WhatIsBroken, StaysSoUntilTheFileRepairsIt) {
  EXPECT_EQ(failure("kill libvirtd on n2\ncut n1 from n3\nheal\nisolate n2\nheal\nadmin silent\n"
                    "power-off n3\nafter 3000 s: expect n3 is down\nadmin back\nboot n3\n"
                    "start libvirtd on n2\n"),
            "");
}

TEST(OverlapsMadeByHand, CountApart) {
  EXPECT_EQ(failure("declare n1 dead\nwhen n1 is member: nothing\n"), "");
  EXPECT_EQ(failure("virsh start web on n2\n"), "");
}

// A second copy is set going behind everybody's back, which no deed of a scenario can do.
TEST(ABrokenInvariant, FailsTheScenario) {
  const Scenario s = understood("nothing\n");
  const auto cluster = std::make_unique<WorldCluster<World33>>(options_for(s, EngineWord::gds, 1),
                                                               knows_target_nodes(s));
  Diary diary(s, *cluster);
  ASSERT_EQ(Player(s, *cluster, diary).play(), std::nullopt);
  const auto create = static_cast<std::uint8_t>(fakes::Ask::create_transient);
  cluster->happen({Kind::life, 0, NodeId{1}, 0, 0, create, 0, 0});
  const auto problem = Player(s, *cluster, diary).play();
  ASSERT_TRUE(problem);
  EXPECT_THAT(problem->what, StartsWith("expected every invariant to hold, found S1-two-execute"));
}

TEST(TheEndOfAFile, RepairsWhatIsBrokenAndWantsEveryDomainToRun) {
  EXPECT_EQ(failure("power-off n1\n"), "");
  EXPECT_THAT(failure("disable web\n"),
              HasSubstr("expected web runs at the end (L1), found web on n1 absent, n2 absent, "
                        "n3 absent (disabled)"));
}

TEST(AnExcuse, MustBeTrueAndNeeded) {
  EXPECT_EQ(failure("disable web\nexpect no recovery of web because disabled\n"), "");
  EXPECT_THAT(failure("disable web\nexpect no recovery of web because stop-failed\n"),
              HasSubstr("need not run because stop-failed, found another reason: disabled"));
  EXPECT_THAT(failure("expect no recovery of web because disabled\n"),
              HasSubstr("expected no recovery of web because disabled, found web on n1 runs"));
}

TEST(ADomainWithoutAnExcuse, MustRunAlthoughAnotherOneNeedNot) {
  EXPECT_THAT(failure("disable web\npower-off n2\nexpect no recovery of web because disabled\n",
                      "domain: db only-on=n2\n"),
              HasSubstr("expected db runs at the end (L1)"));
}

TEST(TheTimeline, TellsWhatHappenedWithoutTimes) {
  EXPECT_THAT(
      performed("switch web to n2\nwithin 300 s: expect web is online on n2\n").timeline,
      ElementsAre(
          "-   switch web to n2", "n1  stop of web begins", "-   claim of web moving from n1 to n2",
          "n1  web migrates to n2", "n2  web is incomplete", "n1  web is incomplete",
          "n2  web is paused", "n2  web is defined", "n1  web is off", "n1  web is undefined",
          "-   migration of web is over", "-   claim of web held by n2, something owed at n1",
          "n1  stop of web did resume on n2: ok", "n2  web runs", "-   claim of web held by n2",
          "n1  stop of web ended success migrated-away", "n2  start of web begins",
          "-   claim of web held by n2", "n2  start of web ended success migrated-here"));
}

TEST(TheSameSeed, IsTheSamePerformance) {
  const std::string story = "power-off n1\nwithin 300 s: expect web runs\nboot n1\n";
  const Performance one = performed(story);
  const Performance other = performed(story);
  EXPECT_EQ(one.timeline, other.timeline);
  EXPECT_EQ(one.events, other.events);
  EXPECT_EQ(one.simulated_us, other.simulated_us);
}

TEST(OtherSeeds, GiveOtherLatenciesAndTheSameStory) {
  const std::string story = "switch web to n2\nwithin 300 s: expect web is online on n2\n";
  const Performance one = performed(story);
  const Performance other = performed(story, "", 2);
  EXPECT_EQ(one.problem, std::nullopt);
  EXPECT_EQ(one.timeline, other.timeline);
  EXPECT_NE(one.simulated_us, other.simulated_us);
}

TEST(ACluster, HasUpToSixteenNodesAndManyDomains) {
  std::string text = "name: a\ndescription: b\norigin: c\nengine: gds gds-80\nnodes:";
  for (unsigned n = 1; n <= 16; ++n) text += " n" + std::to_string(n);
  text += "\ndomain: d0\ndomain: d1 apart-from=d0\ndomain: d2 with=d1\ndomain: d3\ndomain: d4\n";
  const Scenario s = parse(text + "\nexpect all is quiet\n").scenario;
  for (const EngineWord engine : s.engines) EXPECT_EQ(perform(s, engine, 1).problem, std::nullopt);
}

TEST(AClusterThatCannotBeFormed, IsRefusedInOneLine) {
  EXPECT_THAT(failure("nothing\n", "domain: db with=web\ngroup: retry-count=11\n"),
              HasSubstr("a.scn: no such cluster can be formed: "));
}

TEST(AnEngineThatCannotBeSimulated, IsRefusedInOneLine) {
  EXPECT_EQ(perform(understood("nothing\n"), EngineWord::pacemaker, 1).problem->what,
            "'engine: pacemaker' cannot be simulated yet");
}

}  // namespace
}  // namespace xvm::sim
