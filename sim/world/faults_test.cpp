// Where each kind of fault can strike, and that what is listed can be done.
#include "sim/world/booted_world_test_context.hpp"
#include "sim/world/swarm.hpp"

namespace xvm::sim {
namespace {

struct Faults : BootedWorld {
  Faults() : BootedWorld({.policy = {.has_plugin = true}}) {}
  bool is_fault(Fault fault, Kind kind, NodeId n, unsigned detail = 0) {
    const auto& list = faults(fault);
    return std::any_of(list.begin(), list.end(), [&](const Choice& c) {
      return c.kind == kind && c.node == n && c.detail == detail;
    });
  }
};

// What waits for something to disturb, or for something odd.
constexpr bool needs_more(Fault f) {
  return f == Fault::agent_kill || f == Fault::lost_call || f == Fault::data_cut ||
         f == Fault::hand_resume;
}

TEST_F(Faults, CanStrikeAQuietClusterUnlessTheyNeedAMethodOrAPausedGuest) {
  for (std::size_t f = 0; f < fault_count; ++f) {
    const auto fault = static_cast<Fault>(f);
    EXPECT_EQ(faults(fault).empty(), needs_more(fault)) << to_text(fault);
  }
}

TEST_F(Faults, CanAllBeDoneAndEachChangesTheWorld) {
  const World21 before = *w_;
  for (std::size_t f = 0; f < fault_count; ++f) {
    const auto fault = static_cast<Fault>(f);
    const FaultChoices<2, 1> list = faults(fault);
    for (const Choice& c : list) {
      make(c);
      EXPECT_TRUE(fault == Fault::command || *w_ != before) << to_text(fault);
      *w_ = before;
    }
  }
}

TEST_F(Faults, StrikeNoMoreWhenNoneOfTheKindIsLeft) {
  w_->faults_left[static_cast<std::size_t>(Fault::host_crash)] = 0;
  EXPECT_TRUE(faults(Fault::host_crash).empty());
  EXPECT_FALSE(faults(Fault::host_freeze).empty());
}

TEST_F(Faults, OfAnAdministratorsHandAreWhatVirshWouldNotRefuse) {
  const auto detail = [](fakes::Ask ask) { return static_cast<unsigned>(ask); };
  EXPECT_TRUE(is_fault(Fault::hand_stop, Kind::by_hand, n1, detail(fakes::Ask::destroy)));
  EXPECT_FALSE(is_fault(Fault::hand_stop, Kind::by_hand, n2, detail(fakes::Ask::destroy)));
  EXPECT_FALSE(is_fault(Fault::hand_start, Kind::by_hand, n2, detail(fakes::Ask::start)));
}

TEST_F(Faults, OfAnAdministratorsHandNeedADaemonThatAnswers) {
  make({Kind::freeze_daemon, Choice::no_domain, n1, 0, 0, 0, 0, 0});
  EXPECT_TRUE(faults(Fault::hand_stop).empty());
  EXPECT_TRUE(faults(Fault::hand_migrate).empty());
}

TEST_F(Faults, OfPluginsStrikeDomainsThatHaveOne) {
  d().policy.has_plugin = false;
  EXPECT_TRUE(faults(Fault::plugin).empty());
}

TEST_F(Faults, OfFencingLeaveSomebodyToHearOfIt) {
  make({Kind::declare_dead, Choice::no_domain, n1, 0, 0, 0, 0, 0});
  EXPECT_TRUE(faults(Fault::false_fencing).empty());
}

TEST_F(Faults, OfMethodsStrikeWhileOneRuns) {
  order(rgm::Verb::disable);
  ASSERT_TRUE(go_until([&] { return d().places[0].runs[0].life == Life::running; }));
  EXPECT_TRUE(is_fault(Fault::agent_kill, Kind::agent_killed, n1));
  EXPECT_FALSE(faults(Fault::lost_call).empty());
}

TEST(Swarm, HoldsMostKindsOfTheClusterAndFewByHand) {
  EXPECT_GT(swarm_percent(Fault::host_crash), swarm_percent(Fault::hand_start));
  EXPECT_GT(swarm_percent(Fault::hand_start), 0u);
}

}  // namespace
}  // namespace xvm::sim
