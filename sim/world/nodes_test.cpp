// The fake nodes inside the world: memory anchors, what was done by hand, host-wide faults.
#include "sim/world/booted_world_test_context.hpp"

namespace xvm::sim {
namespace {

using fakes::Ask;

struct Nodes : BootedWorld {
  ByHand& hand(NodeId n) { return d().places[index(n)].by_hand; }
  CallOutcome ask(NodeId n, Ask what) { return ask_node(*w_, d(), n, what).outcome; }
};

TEST_F(Nodes, RememberHowFarTheDomainExecuted) {
  const fakes::Memory before = d().furthest;
  ask(n1, Ask::suspend);
  ask(n1, Ask::resume);
  EXPECT_EQ(d().furthest.executed, before.executed + 1);
}

TEST_F(Nodes, BootWithANumberThatNoBootHadBefore) {
  ask(n1, Ask::destroy);
  ask(n2, Ask::create_transient);
  EXPECT_EQ(cell(n2).guest.memory.incarnation, 2u);
}

TEST_F(Nodes, TellACopyThatAnotherOneExecutedPast) {
  const fakes::DomainCell old = cell(n1);
  ask(n1, Ask::suspend);
  ask(n1, Ask::resume);
  set_cell(d(), n2, fakes::set_going(old));
  EXPECT_TRUE(d().places[1].ran_past);
}

TEST_F(Nodes, TakeNoAccountOfACopyThatSomebodyStartedByHand) {
  const fakes::Memory before = d().furthest;
  hand(n2).started = true;
  ask(n2, Ask::create_transient);
  EXPECT_EQ(d().furthest, before);
}

TEST_F(Nodes, ForgetWhatWasDoneByHandWithTheCopyThePauseAndTheDefinition) {
  hand(n1) = {.started = true, .suspended = true, .defined = true};
  ask(n1, Ask::destroy);
  EXPECT_EQ(hand(n1), (ByHand{.defined = true}));
  ask(n1, Ask::undefine);
  EXPECT_EQ(hand(n1), ByHand{});
}

TEST_F(Nodes, GiveAGuestItsNatureBackWhenItBoots) {
  d().places[0].cell.guest.temper = fakes::Temper::hung;
  ask(n1, Ask::guest_reboots);
  EXPECT_EQ(cell(n1).guest.temper, fakes::Temper::hung);  // the same emulator
  ask(n1, Ask::destroy);
  ask(n1, Ask::create);
  EXPECT_EQ(cell(n1).guest.temper, fakes::Temper::graceful);
}

TEST_F(Nodes, AgreeOnTheirHostAfterAFaultOfAllDomains) {
  strike_host(*w_, n1, Ask::crash_host);
  EXPECT_FALSE(w_->hosts[0].up);
  EXPECT_FALSE(fakes::active(cell(n1)));
}

TEST_F(Nodes, OfAFrozenHostHaveADaemonThatDoesNothing) {
  w_->frozen = NodeSet::of(n1);
  EXPECT_EQ(node_state(*w_, d(), n1).host.daemon, fakes::Daemon::frozen);
}

}  // namespace
}  // namespace xvm::sim
