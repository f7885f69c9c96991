// What differs between two sightings is told, once, with the names of nodes and domains.
#include "sim/record/facts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xvm::sim {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::Pair;

using Fields = std::map<std::string, std::string>;

class TwoSightings : public testing::Test {
 protected:
  static Sighting quiet() {
    Sighting s;
    s.hosts.resize(2);
    s.domains.resize(1);
    s.domains[0].places.resize(2);
    return s;
  }
  std::vector<PlacedFact> facts() const { return facts_between(before, after, names); }
  static PlacedFact fact(const char* node, const char* domain, const char* name, Fields fields) {
    return {node, domain, {name, std::move(fields)}};
  }

  Names names{{"n1", "n2"}, {"web"}};
  Sighting before = quiet();
  Sighting after = quiet();
};

TEST_F(TwoSightings, OfTheSameTellNothing) { EXPECT_THAT(facts(), IsEmpty()); }

TEST_F(TwoSightings, TellThatAHostIsDown) {
  after.hosts[1].up = false;
  EXPECT_THAT(facts(), ElementsAre(fact("n2", "", "host", {{"state", "down"}})));
}

TEST_F(TwoSightings, TellThatADaemonIsFrozen) {
  after.hosts[0].daemon = fakes::Daemon::frozen;
  EXPECT_THAT(facts(), ElementsAre(fact("n1", "", "daemon", {{"state", "frozen"}})));
}

TEST_F(TwoSightings, TellWhichDirectionIsCutAndThatItIsWholeAgain) {
  after.hosts[0].cut = NodeSet::of(NodeId{1});
  EXPECT_THAT(facts(), ElementsAre(fact("n1", "", "network", {{"to", "n2"}, {"state", "cut"}})));
  std::swap(before, after);
  EXPECT_THAT(facts(), ElementsAre(fact("n1", "", "network", {{"to", "n2"}, {"state", "whole"}})));
}

TEST_F(TwoSightings, TellThatOneNodeLostAdminApartFromWhatAdminIsForAll) {
  after.hosts[0].has_admin = false;
  after.admin = Admin::read_only;
  EXPECT_THAT(facts(), ElementsAre(fact("", "", "admin", {{"state", "read-only"}}),
                                   fact("n1", "", "admin", {{"state", "lost"}})));
}

TEST_F(TwoSightings, TellTheStateOfAGuest) {
  after.domains[0].places[1].copy = {Activity::paused, PauseReason::user, OffReason::none, true};
  after.domains[0].places[1].memory = {3, 7};
  ASSERT_EQ(facts().size(), 1u);
  EXPECT_EQ(facts()[0].node, "n2");
  EXPECT_EQ(facts()[0].fact.name, "domain");
  EXPECT_THAT(facts()[0].fact.fields, Contains(Pair("seen", "paused")));
  EXPECT_THAT(facts()[0].fact.fields, Contains(Pair("memory", "3.7")));
}

TEST_F(TwoSightings, TellANewClaimWithItsEpochAndNames) {
  after.domains[0].claim = moving(held(Claim{}, NodeId{0}), NodeId{0}, NodeId{1});
  EXPECT_THAT(facts(), ElementsAre(fact("", "web", "claim",
                                        {{"epoch", "2"},
                                         {"state", "moving"},
                                         {"owner", "n1"},
                                         {"other", "n2"},
                                         {"resume_owed", "no"}})));
}

TEST_F(TwoSightings, TellTheEndOfAMigrationWithWhereItLed) {
  before.domains[0].journey = {NodeId{0}, NodeId{1}, fakes::Phase::confirm, fakes::Message::done,
                               true};
  ASSERT_EQ(facts().size(), 1u);
  EXPECT_THAT(facts()[0].fact.fields, Contains(Pair("phase", "ended")));
  EXPECT_THAT(facts()[0].fact.fields, Contains(Pair("target", "n2")));
}

struct EndOfMethod {
  RunSight before;
  RunSight after;
  const char* word;
};
class MethodFact : public TwoSightings, public testing::WithParamInterface<EndOfMethod> {};

TEST_P(MethodFact, SaysHowFarItIs) {
  before.domains[0].places[0].runs[0] = GetParam().before;
  after.domains[0].places[0].runs[0] = GetParam().after;
  ASSERT_EQ(facts().size(), 1u);
  EXPECT_THAT(facts()[0].fact.fields, Contains(Pair("state", GetParam().word)));
  EXPECT_THAT(facts()[0].fact.fields, Contains(Pair("method", "stop")));
}

constexpr RunSight run(Life life, bool killed = false) {
  return {life, rgm::Method::stop, 0, killed};
}
INSTANTIATE_TEST_SUITE_P(
    Record, MethodFact,
    testing::Values(EndOfMethod{{}, run(Life::launched), "launched"},
                    EndOfMethod{run(Life::launched), run(Life::running), "begun"},
                    EndOfMethod{run(Life::running), run(Life::ended), "ended"},
                    EndOfMethod{run(Life::running), run(Life::ended, true), "killed"},
                    EndOfMethod{run(Life::ended), {}, "reported"},
                    EndOfMethod{run(Life::running), {}, "lost"}));

TEST_F(TwoSightings, OfTheBeginTellEverything) {
  const auto all = facts_of(before, names);
  for (const char* name :
       {"admin", "host", "daemon", "member", "claim", "export", "domain", "group"}) {
    EXPECT_THAT(all, Contains(Field(&PlacedFact::fact, Field(&trace::Fact::name, name))));
  }
}

TEST(Names, AreNumberedFromOne) {
  EXPECT_THAT(numbered_names(2, 1).nodes, ElementsAre("n1", "n2"));
  EXPECT_THAT(numbered_names(2, 1).domains, ElementsAre("d1"));
}

}  // namespace
}  // namespace xvm::sim
