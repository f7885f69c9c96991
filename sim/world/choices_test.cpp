// What can happen next: by itself, or because somebody puts right what is broken.
#include "sim/world/booted_world_test_context.hpp"

namespace xvm::sim {
namespace {

using fakes::Ask;

struct Choices : BootedWorld {
  void cluster(Kind kind, NodeId n, unsigned slot = 0) {
    make({kind, Choice::no_domain, n, 0, static_cast<std::uint8_t>(slot), 0, 0, 0});
  }
  void domain(Kind kind, NodeId n, unsigned detail = 0) {
    make({kind, 0, n, 0, 0, static_cast<std::uint8_t>(detail), 0, 0});
  }
};

constexpr unsigned number(Ask ask) { return static_cast<unsigned>(ask); }

TEST_F(Choices, LeadToABootedDomainThatIsClaimed) {
  EXPECT_TRUE(fakes::executing(cell(n1)));
  EXPECT_TRUE(d().newest.held_by(n1));
}

TEST_F(Choices, AreAProbesTimerWhenNothingElseGoesOn) {
  EXPECT_TRUE(is_listed(Kind::rgm_timer, n1, static_cast<unsigned>(rgm::TimerName::probe_due)));
  EXPECT_FALSE(go_one_on());
}

TEST_F(Choices, RepairWhatIsBroken) {
  cluster(Kind::kill_daemon, n1);
  cluster(Kind::cut, n2, index(n1));
  cluster(Kind::fencing_fails, n2);
  cluster(Kind::admin_stale, n2);
  EXPECT_TRUE(is_cluster_listed(Kind::start_daemon, n1) && is_cluster_listed(Kind::heal, n2));
  EXPECT_TRUE(is_cluster_listed(Kind::fencing_works, n2) &&
              is_cluster_listed(Kind::admin_fresh, n2));
}

TEST_F(Choices, FenceNobodyWhoseFencingFails) {
  cluster(Kind::crash_host, n1);
  EXPECT_TRUE(is_cluster_listed(Kind::fence, n1));
  cluster(Kind::fencing_fails, n1);
  EXPECT_FALSE(is_cluster_listed(Kind::fence, n1));
}

TEST_F(Choices, LetAFalselyFencedNodeJoinAndNotBoot) {
  cluster(Kind::declare_dead, n1);
  EXPECT_TRUE(is_cluster_listed(Kind::join, n1));
  EXPECT_FALSE(is_cluster_listed(Kind::boot_host, n1));
}

TEST_F(Choices, ResumeWhatWasSuspendedByHand) {
  domain(Kind::by_hand, n1, number(Ask::suspend));
  EXPECT_TRUE(is_listed(Kind::by_hand, n1, number(Ask::resume)));
  EXPECT_TRUE(needs_mending(*w_, 0));
}

TEST_F(Choices, TakeDownTheSecondCopyByHandAndNotTheFirst) {
  domain(Kind::by_hand, n2, number(Ask::create_transient));
  EXPECT_TRUE(is_listed(Kind::by_hand, n2, number(Ask::destroy)));
  EXPECT_FALSE(is_listed(Kind::by_hand, n1, number(Ask::destroy)));
}

TEST_F(Choices, LeaveThePausedCopyAtHomeWhenTheSecondOneIsTakenDown) {
  domain(Kind::life, n1, number(Ask::guest_io_error));
  domain(Kind::by_hand, n2, number(Ask::create_transient));
  d().newest = released(d().newest, n1);
  EXPECT_TRUE(is_listed(Kind::by_hand, n2, number(Ask::destroy)));
  EXPECT_FALSE(is_listed(Kind::by_hand, n1, number(Ask::destroy)));
}

TEST_F(Choices, RemoveASaveByHand) {
  domain(Kind::by_hand, n1, number(Ask::managed_save));
  EXPECT_TRUE(is_listed(Kind::by_hand, n1, number(Ask::managed_save_remove)));
}

TEST_F(Choices, RestoreATornClaim) {
  domain(Kind::claim_torn, NodeId::none);
  EXPECT_TRUE(is_listed(Kind::claim_mended, NodeId::none));
}

TEST_F(Choices, TearDownAnEmulatorOnlyWhileItsDaemonAnswers) {
  domain(Kind::life, n1, number(Ask::guest_powers_off));
  EXPECT_TRUE(is_listed(Kind::life, n1, number(Ask::teardown_done)));
  cluster(Kind::freeze_daemon, n1);
  EXPECT_FALSE(is_listed(Kind::life, n1, number(Ask::teardown_done)));
}

TEST_F(Choices, LetNothingOfAFrozenHostHappen) {
  order(rgm::Verb::disable);
  ASSERT_TRUE(go_one_on());
  cluster(Kind::freeze_host, n1);
  EXPECT_FALSE(go_one_on());
}

TEST(Repairs, AreToldFromDeeds) {
  EXPECT_TRUE(is_repair({.kind = Kind::by_hand, .slot = 1}));
  EXPECT_FALSE(is_repair({.kind = Kind::by_hand}));
  EXPECT_FALSE(is_repair({.kind = Kind::admin_emptied}));
}

}  // namespace
}  // namespace xvm::sim
