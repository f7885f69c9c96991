#include "sim/world/cluster.hpp"

#include "sim/world/form.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace xvm::sim {
namespace {

constexpr NodeId a{0};
constexpr NodeId b{1};

struct TheManager : testing::Test {
  std::unique_ptr<Scratch> scratch = std::make_unique<Scratch>();
  std::unique_ptr<World21> world =
      std::make_unique<World21>(form<World21>(alike({.nodes = 2, .domains = 1}), *scratch));
  World21& w = *world;
  auto& run(NodeId n) { return w.domains[0].places[index(n)].runs[0]; }
  void end(NodeId n) {
    run(n).life = Life::ended;
    tell_end(At<World21>{w, 0, n, 0}, *scratch);
  }
  void boot_both() {
    end(a);
    end(b);
  }
};

TEST_F(TheManager, LaunchesBootOnTheNodesThatJoined) {
  EXPECT_EQ(run(a).method, rgm::Method::boot);
  EXPECT_EQ(run(b).life, Life::launched);
}

TEST_F(TheManager, LaunchesTheStartWhenBootIsOver) {
  boot_both();
  EXPECT_EQ(run(a).method, rgm::Method::start);
  EXPECT_EQ(run(b).life, Life::none);
}

TEST_F(TheManager, TellsAMethodWhereTheGroupIsBusy) {
  boot_both();
  const Facts facts = facts_for(w, 0, b);
  EXPECT_TRUE(facts.online.contains(a) && facts.methods.contains(a));
  EXPECT_EQ(facts.members, NodeSet::first(2));
  EXPECT_EQ(facts.on_off, OnOffSwitch::enabled);
}

TEST_F(TheManager, NamesTheTargetOfASwitchToTheStop) {
  boot_both();
  end(a);
  command(w, 0, rgm::Verb::switch_to, b, *scratch);
  EXPECT_EQ(run(a).method, rgm::Method::stop);
  EXPECT_EQ(facts_for(w, 0, a).target, b);
}

TEST_F(TheManager, KillsAMethodAndWaitsForItsEnd) {
  boot_both();
  run(a).life = Life::running;
  command(w, 0, rgm::Verb::quiesce_kill, NodeId::none, *scratch);
  EXPECT_TRUE(run(a).killed);
  EXPECT_EQ(run(a).life, Life::ended);
}

TEST_F(TheManager, KeepsOneTimerOfEachNameAndForgetsWhatIsCancelled) {
  const RgmActions<World21> asks{w, *scratch};
  const rgm::Timer timer{rgm::TimerName::pingpong, rgm::GroupId{0}, a, 0};
  const std::uint8_t before = w.domains[0].timer_count;
  asks(rgm::Arm{timer, 10});
  asks(rgm::Arm{timer, 20});
  EXPECT_EQ(w.domains[0].timer_count, before + 1);
  asks(rgm::Cancel{timer});
  EXPECT_EQ(w.domains[0].timer_count, before);
}

TEST_F(TheManager, LosesWhatRanOnAHostThatCrashes) {
  boot_both();
  crash_host(w, a, *scratch);
  EXPECT_EQ(run(a).life, Life::none);
  EXPECT_FALSE(w.hosts[0].up);
}

TEST_F(TheManager, LosesTheMasterWithItsNode) {
  boot_both();
  fence(w, a, *scratch);
  EXPECT_EQ(facts_for(w, 0, b).members, NodeSet::of(b));
  EXPECT_EQ(w.rgm.groups[0].master, NodeId::none);
}

}  // namespace
}  // namespace xvm::sim
