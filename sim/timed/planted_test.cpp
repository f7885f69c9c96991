// The checks can fail: nonsense that no machine would do is done to a running cluster, and the
// invariant that forbids it says so.
#include "sim/timed/run.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace xvm::sim {
namespace {

using TwoNodes = World21;
constexpr ClusterSize two_nodes{.nodes = 2, .domains = 1};

RunOptions quiet() {
  RunOptions o = draw_quiet(1, two_nodes);
  o.formation = alike(two_nodes);
  o.slow_copies = 1;
  return o;
}

// The domain runs on node 0.
class PlantedNonsense : public testing::Test {
 protected:
  PlantedNonsense() { pass(300); }

  void pass(std::int64_t seconds) {
    const std::int64_t end_us = run_->now_us() + seconds * second;
    while (run_->advance(end_us)) {
    }
  }
  // Until the migration to node 1 has left a paused copy there and nobody has committed it.
  void copy_to_node_1() {
    run_->happen(
        {Kind::command, 0, NodeId{1}, 0, 0, static_cast<std::uint8_t>(rgm::Verb::switch_to), 0, 0});
    while (cell(1).activity != Activity::paused) ASSERT_TRUE(run_->advance(1'000'000 * second));
  }
  auto& domain() { return run_->world().domains[0]; }
  const fakes::DomainCell& cell(std::size_t n) { return domain().places[n].cell; }
  // The node is asked behind everybody's back; the next choice is an empty one.
  void do_behind_their_back(std::size_t n, fakes::Ask ask) {
    ask_node(run_->world(), domain(), node_at(n), ask);
    run_->happen({Kind::vanish, 0, node_at(n), 0, 0, 0, 0, 0});
  }
  Violation found() { return run_->result().verdict.broken.violation; }

  std::unique_ptr<Course<TwoNodes>> run_ = std::make_unique<Course<TwoNodes>>(quiet());
};

TEST_F(PlantedNonsense, ASecondCopyStartedBesideTheFirstIsS1) {
  ask_node(run_->world(), domain(), NodeId{1}, fakes::Ask::define);
  do_behind_their_back(1, fakes::Ask::create);
  EXPECT_EQ(found(), Violation::two_execute);
}

TEST_F(PlantedNonsense, ASourceResumedAfterItsCopyRanIsS1b) {
  copy_to_node_1();
  const fakes::DomainCell source_before = [&] {
    fakes::DomainCell c = cell(1);
    c.guest.memory.executed = 1;
    return c;
  }();
  pass(300);
  ASSERT_TRUE(fakes::executing(cell(1)));
  ask_node(run_->world(), domain(), NodeId{1}, fakes::Ask::destroy);
  domain().places[0].cell = source_before;
  do_behind_their_back(0, fakes::Ask::resume);
  EXPECT_EQ(found(), Violation::stale_executes);
}

TEST_F(PlantedNonsense, APausedCopyThatNoClaimExplainsIsS1b) {
  domain().places[1].cell = fakes::stopped(cell(0), PauseReason::user);
  do_behind_their_back(1, fakes::Ask::observe);
  EXPECT_EQ(found(), Violation::paused_beside_another);
}

TEST_F(PlantedNonsense, ALostDefinitionIsS3) {
  domain().exported = false;
  for (auto& place : domain().places) place.notes.local_copy = place.cell.defined = false;
  do_behind_their_back(0, fakes::Ask::observe);
  EXPECT_EQ(found(), Violation::definition_lost);
}

TEST_F(PlantedNonsense, AClaimThatIsRewrittenIsFound) {
  domain().newest.owner = NodeId{1};
  do_behind_their_back(0, fakes::Ask::observe);
  EXPECT_EQ(found(), Violation::claim_changed);
}

TEST_F(PlantedNonsense, AClaimThatSkipsAnEpochIsFound) {
  domain().newest.epoch += 2;
  do_behind_their_back(0, fakes::Ask::observe);
  EXPECT_EQ(found(), Violation::claim_skips);
}

TEST_F(PlantedNonsense, AnActOfAnOldEpochIsS7) {
  run_ = std::make_unique<Course<TwoNodes>>(quiet());
  Call* act = nullptr;
  while (act == nullptr) {
    ASSERT_TRUE(run_->advance(300 * second)) << "nothing was created";
    for (Call& call : domain().places[0].runs[0].calls) {
      if (call.asked == Asked::act) act = &call;
    }
  }
  --act->claim.epoch;
  pass(300);
  EXPECT_EQ(found(), Violation::act_of_old_epoch);
}

TEST_F(PlantedNonsense, AStartThatIsToldAnythingButExecutingAndSaysSuccessIsS4) {
  run_ = std::make_unique<Course<TwoNodes>>(quiet());
  auto& run = domain().places[0].runs[0];
  while (run.seen[0] != Seen::executing) ASSERT_TRUE(run_->advance(300 * second));
  run.seen[0] = Seen::paused;
  pass(300);
  EXPECT_EQ(found(), Violation::unproven_start);
}

// Nobody looks after the domain any more, and no command of the repair helps.
TEST_F(PlantedNonsense, ADomainThatDoesNotComeBackIsL1) {
  ask_node(run_->world(), domain(), NodeId{0}, fakes::Ask::kill_emulator);
  run_->world().rgm.groups[0].config.managed = false;
  domain().timer_count = 0;
  run_->look_again();
  EXPECT_EQ(run_->go().unfit, Unfit::nowhere);
}

}  // namespace
}  // namespace xvm::sim
