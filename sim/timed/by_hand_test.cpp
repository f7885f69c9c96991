// Administrators who type virsh behind the cluster manager's back: what comes of it, what counts
// apart, and that it is put right in the end.
#include "sim/timed/cluster_test_context.hpp"

namespace xvm::sim {
namespace {

using fakes::Ask;

struct HandOfAnAdministrator : OneDomain<World21> {};
struct HandOfAnAdministratorOnThreeNodes : OneDomain<World33> {};

TEST_F(HandOfAnAdministrator, SecondCopyIsAnOverlapThatCountsApart) {
  by_hand(n2, Ask::create_transient);
  EXPECT_TRUE(runs(n1) && runs(n2));
  EXPECT_FALSE(run_->result().verdict);
}

TEST_F(HandOfAnAdministrator, SecondCopyIsReportedByReconcileOnItsNode) {
  by_hand(n2, Ask::create_transient);
  EXPECT_EQ(reconcile(n2), Reason::overlap);
  EXPECT_EQ(last(Method::reconcile).result, Result::degraded);
}

TEST_F(HandOfAnAdministrator, SecondCopyIsReportedByTheProbeOfANodeThatKnowsTheClaim) {
  by_hand(n2, Ask::create_transient);
  reconcile(n2);
  EXPECT_EQ(call(n2, rgm::Method::probe), Reason::claimed_elsewhere);
}

TEST_F(HandOfAnAdministrator, SecondCopyIsTakenDownByAdministratorsInTheEndAndTheFirstStays) {
  by_hand(n2, Ask::create_transient);
  settle_for(400);
  EXPECT_TRUE(runs_only(n1));
  EXPECT_FALSE(domain().excused);
}

TEST_F(HandOfAnAdministrator, SecondCopyOfTheAgentIsNotExcusedByAnAdministratorsFirst) {
  auto& there = domain().places[index(n2)];
  by_hand(n1, Ask::resume);  // refused: it runs
  there.cell = cell(n1);     // as no administrator did it
  settle_until([&] { return static_cast<bool>(run_->result().verdict); }, 70);
  EXPECT_EQ(run_->result().verdict.broken.violation, Violation::two_execute);
}

TEST_F(HandOfAnAdministrator, CopyAtHomeIsAnsweredForAgainOnceItIsAloneAndClaimed) {
  by_hand(n1, Ask::destroy);
  by_hand(n1, Ask::start);
  EXPECT_TRUE(runs(n1));
  EXPECT_FALSE(domain().excused);
}

TEST_F(HandOfAnAdministrator, DestroyedGuestIsStartedAgainByTheAgent) {
  by_hand(n1, Ask::destroy);
  settle_for(300);
  EXPECT_TRUE(runs_only(n1));
  EXPECT_EQ(boots(), 2u);
}

TEST_F(HandOfAnAdministrator, SuspendedGuestIsLeftToTheAdministratorWhoResumesIt) {
  by_hand(n1, Ask::suspend);
  settle_for(1);
  EXPECT_EQ(cell(n1).activity, Activity::paused);
  settle_for(200);
  EXPECT_TRUE(runs_only(n1));
  EXPECT_EQ(boots(), 1u);
}

TEST_F(HandOfAnAdministrator, DefinitionElsewhereIsRemovedInTheEnd) {
  by_hand(n2, Ask::define);
  EXPECT_TRUE(cell(n2).defined);
  settle_for(200);
  EXPECT_FALSE(cell(n2).defined);
}

TEST_F(HandOfAnAdministrator, UndefinedGuestRunsOnAndIsDefinedWhereItIsStartedNext) {
  by_hand(n1, Ask::undefine);
  EXPECT_TRUE(runs(n1) && !cell(n1).defined);
  order(rgm::Verb::restart);
  settle_for(700);
  EXPECT_TRUE(runs_only(n1) && cell(n1).defined);
}

TEST_F(HandOfAnAdministrator, LastDefinitionThatAnAdministratorRemovesIsNoFaultOfTheAgent) {
  on_cluster(Kind::admin_emptied, NodeId::none);
  domain().places[index(n1)].notes.local_copy = false;
  by_hand(n1, Ask::undefine);
  EXPECT_TRUE(domain().destroyed);
  EXPECT_FALSE(run_->result().verdict);
  settle_for(200);
  EXPECT_TRUE(domain().exported && cell(n1).defined);
}

TEST_F(HandOfAnAdministrator, DaemonThatIsDownRefusesAndOneThatIsFrozenLetsNothingThrough) {
  on_cluster(Kind::kill_daemon, n2);
  by_hand(n2, Ask::define);
  world().hosts[1].daemon = fakes::Daemon::frozen;
  by_hand(n2, Ask::define);
  EXPECT_FALSE(cell(n2).defined);
  EXPECT_EQ(domain().places[1].late.count, 0);
}

TEST_F(HandOfAnAdministrator, MigrationGoesByThePlanOfLibvirtAndSetsTheTargetGoing) {
  on_domain(Kind::hand_migrate, n1, 0, index(n2));
  EXPECT_FALSE(domain().journey.migration.plan.paused);
  EXPECT_TRUE(settle_until([&] { return !has_journey(domain()); }, 60));
  EXPECT_TRUE(runs_only(n2));
  EXPECT_EQ(boots(), 1u);
}

TEST_F(HandOfAnAdministrator, MigrationIsFollowedByTheAgentToWhereTheGroupIs) {
  on_domain(Kind::hand_migrate, n1, 0, index(n2));
  settle_for(900);
  EXPECT_TRUE(runs_only(n1));
  EXPECT_EQ(boots(), 1u);
  EXPECT_TRUE(claim().held_by(n1));
}

// Facts of the lab: the reply of Finish is lost, and the plain protocol leaves both running.
TEST_F(HandOfAnAdministrator, MigrationWhoseLastReplyIsLostLeavesTwoThatCountApart) {
  on_domain(Kind::hand_migrate, n1, 0, index(n2));
  const auto executed = [&] { return domain().journey.migration.finish == fakes::Message::done; };
  ASSERT_TRUE(settle_until(executed, 60));
  on_cluster(Kind::cut, n2, 0, index(n1));
  const Choice gives_up{
      Kind::turn, 0, n1, 0, 3, static_cast<std::uint8_t>(fakes::Turn::source_gives_up), 2, 0};
  run_->happen(gives_up);
  EXPECT_TRUE(runs(n1) && runs(n2));
  EXPECT_FALSE(run_->result().verdict);
}

TEST_F(HandOfAnAdministratorOnThreeNodes, MigrationFromAndToNodesWithoutTheGroupIsRefused) {
  on_domain(Kind::hand_migrate, n2, 0, index(n3));
  EXPECT_FALSE(has_journey(domain()));
}

TEST_F(HandOfAnAdministrator, SavedGuestIsNotBootedBesideItsSaveUntilSomebodyRemovesIt) {
  by_hand(n1, Ask::managed_save);
  const auto failed = [&] { return last(Method::start).result == Result::failed; };
  EXPECT_TRUE(settle_until(failed, 300) || !fakes::has_save(cell(n1)));
  settle_for(900);
  EXPECT_FALSE(fakes::has_save(cell(n1)));
}

TEST_F(HandOfAnAdministrator, SavedGuestThatIsStartedByHandKeepsItsMemory) {
  by_hand(n1, Ask::managed_save);
  by_hand(n1, Ask::start);
  settle_for(300);
  EXPECT_TRUE(runs_only(n1));
  EXPECT_EQ(boots(), 1u);
}

}  // namespace
}  // namespace xvm::sim
