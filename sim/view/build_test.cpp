// What a timeline makes of entries: bars, the story, crossings, the broken invariant.
#include "sim/view/build.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace xvm::sim::view {
namespace {

using testing::ElementsAre;
using trace::Entry;
using trace::Fact;

class ATrace : public testing::Test {
 protected:
  ATrace() {
    add("", "", trace::Header{1, "xvm-sim", "0", "gds", ""});
    fact("", "", "cluster", {{"name", "a run"}, {"nodes", "n1 n2"}, {"domains", "web db"}});
  }
  void at(std::uint64_t second) { at_us_ = second * 1'000'000; }
  Entry& add(const char* node, const char* domain, trace::Payload payload) {
    Entry e;
    e.at_us = at_us_;
    e.sequence = entries_.size();
    e.node = node;
    e.domain = domain;
    e.resource = std::string(domain) + "-rs";
    e.payload = std::move(payload);
    return entries_.emplace_back(std::move(e));
  }
  void fact(const char* node, const char* domain, const char* name,
            std::map<std::string, std::string> fields) {
    add(node, domain, Fact{name, std::move(fields)});
  }
  void guest(const char* node, const char* seen) {
    fact(node, "web", "domain",
         {{"activity", seen},
          {"seen", seen},
          {"pause", "none"},
          {"off", "none"},
          {"defined", "yes"},
          {"boot", "ready"},
          {"memory", "1.1"}});
  }
  void call(Method method) {
    add("n1", "web", trace::Call{{.method = method, .self = NodeId{0}, .nodes = NodeSet::first(2)}})
        .method = method;
  }
  void step(Method method, Event event, std::vector<Action> actions, const char* before,
            const char* after) {
    add("n1", "web", trace::Step{event, std::move(actions), before, after}).method = method;
  }
  std::vector<std::string> bars(Track track) const {
    std::vector<std::string> texts;
    for (const Bar& b : timeline_of(entries_).bars) {
      if (b.track != track) continue;
      texts.push_back(b.text + " " + std::to_string(b.begin_us / 1'000'000) + ".." +
                      std::to_string(b.end_us / 1'000'000) + (b.is_bad ? " bad" : "") +
                      (b.is_open ? " open" : ""));
    }
    return texts;
  }

  std::uint64_t at_us_ = 0;
  std::vector<Entry> entries_;
};

TEST_F(ATrace, HasTheNodesAndDomainsThatItSays) {
  const Timeline t = timeline_of(entries_);
  EXPECT_THAT(t.nodes, ElementsAre("n1", "n2"));
  EXPECT_THAT(t.domains, ElementsAre("web", "db"));
  EXPECT_EQ(t.origin.name, "a run");
}

TEST_F(ATrace, DrawsAGuestFromStateToState) {
  guest("n1", "executing");
  at(5);
  guest("n1", "paused");
  at(9);
  fact("", "", "run-over", {{"result", "ok"}});
  EXPECT_THAT(bars(Track::copy), ElementsAre("executing 0..5", "paused 5..9 open"));
}

TEST_F(ATrace, DrawsNothingNewWhenTheSameIsToldAgain) {
  guest("n1", "executing");
  at(5);
  guest("n1", "executing");
  EXPECT_THAT(bars(Track::copy), ElementsAre("executing 0..5 open"));
}

TEST_F(ATrace, DrawsAMethodUntilItFinishesAndItsPhases) {
  call(Method::stop);
  step(Method::stop, Begin{}, {ReadFacts{}}, "stop.Idle", "stop.ReadingFacts");
  at(3);
  step(Method::stop, Expired{Timer::graceful},
       {Finish{Result::success, Reason::stopped, NodeId{0}}}, "stop.ReadingFacts", "over");
  EXPECT_THAT(bars(Track::method), ElementsAre("stop: success: stopped (n1) 0..3"));
  EXPECT_THAT(bars(Track::phase), ElementsAre("stop.ReadingFacts 0..3", "over 3..3"));
}

TEST_F(ATrace, MarksAMethodThatFailedOrWasKilled) {
  call(Method::start);
  at(3);
  step(Method::start, Begin{}, {Finish{Result::failed, Reason::no_definition, NodeId{0}}}, "a",
       "b");
  call(Method::start);
  at(4);
  fact("n1", "web", "method", {{"method", "start"}, {"state", "killed"}});
  EXPECT_THAT(bars(Track::method),
              ElementsAre("start: failed: no-definition (n1) 0..3 bad", "start: killed 3..4 bad"));
}

TEST_F(ATrace, GathersTheStateOfAHostInOneBar) {
  fact("n2", "", "member", {{"state", "yes"}});
  at(1);
  fact("n2", "", "daemon", {{"state", "frozen"}});
  at(2);
  fact("n2", "", "host", {{"state", "down"}});
  EXPECT_THAT(bars(Track::host), ElementsAre("up, member 0..1", "up, member, daemon frozen 1..2",
                                             "down, member 2..2 open"));
}

TEST_F(ATrace, DrawsClaimsWithEpochAndOwner) {
  at(2);
  fact("", "web", "claim", {{"epoch", "4"}, {"state", "moving"}, {"owner", "n1"}, {"other", "n2"}});
  EXPECT_THAT(bars(Track::claim), ElementsAre("claim 4: moving from n1 to n2 2..2 open"));
  EXPECT_EQ(timeline_of(entries_).bars.back().about, 0);
}

TEST_F(ATrace, CrossesFromSourceToTargetWhileAMigrationLasts) {
  at(2);
  fact("", "web", "migration", {{"phase", "begin"}, {"source", "n1"}, {"target", "n2"}});
  at(7);
  fact("", "web", "migration", {{"phase", "ended"}, {"source", "n1"}, {"target", "n2"}});
  const Timeline t = timeline_of(entries_);
  ASSERT_EQ(t.crossings.size(), 1u);
  EXPECT_EQ(t.crossings[0].target, 1);
  EXPECT_EQ(t.crossings[0].end_us, 7'000'000u);
}

TEST_F(ATrace, NamesTheBrokenInvariant) {
  at(2);
  fact("n2", "web", "violation", {{"invariant", "S1-two-execute"}});
  const Timeline t = timeline_of(entries_);
  ASSERT_EQ(t.violations.size(), 1u);
  EXPECT_EQ(t.happenings[t.violations[0]].text, "invariant broken: S1-two-execute");
}

TEST_F(ATrace, TellsAResultThatIsNotOkAsBrokenWhenNoInvariantIsNamed) {
  at(2);
  fact("", "", "run-over", {{"result", "L1: executes nowhere"}});
  EXPECT_EQ(timeline_of(entries_).violations.size(), 1u);
}

TEST_F(ATrace, LeavesHealthyProbesOutOfTheStory) {
  at(2);
  call(Method::probe);
  step(Method::probe, Begin{}, {Finish{Result::success, Reason::healthy, NodeId{0}}}, "a", "b");
  call(Method::probe);
  step(Method::probe, Begin{}, {Finish{Result::unhealthy, Reason::shut_off, NodeId{0}}}, "a", "b");
  const Timeline t = timeline_of(entries_);
  EXPECT_FALSE(t.happenings[3].is_key);
  EXPECT_TRUE(t.happenings[5].is_key);
}

TEST_F(ATrace, ShowsAFactThatItDoesNotKnowWithItsFields) {
  fact("n1", "", "comet", {{"size", "large"}});
  EXPECT_EQ(timeline_of(entries_).happenings.back().text, "comet size=large");
}

}  // namespace
}  // namespace xvm::sim::view
