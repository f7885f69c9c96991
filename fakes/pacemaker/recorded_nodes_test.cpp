// The recordings of a real cluster in which nodes die, freeze or are parted, fencing works or
// fails, and daemons are killed: every test names its recording and expects what was initiated
// there.
#include "fakes/pacemaker/rehearsal_test.hpp"

namespace xvm::fakes::pacemaker {
namespace {

constexpr const char* probes_of_n3 = "probe fencing n3, probe vm1 n3, probe vm2 n3, probe vm3 n3";

class RecordedNodes : public ::testing::Test {
 protected:
  void stand() { lab.form("vm1@n3 vm2@n1 vm3@n2"); }
  // From S14c on the machine was so busy that the controller fired one action at a time.
  void throttled() { lab.s.cluster.batch_limit = 1; }
  Lab lab;
};

TEST_F(RecordedNodes, S8_power_off_and_fencing_works) {
  stand();
  lab.kill_node(n3);
  lab.run_s(10);
  EXPECT_EQ(lab.initiated(),
            std::string("fence n3, start vm1 n2, monitor vm1 n2, ") + probes_of_n3);
}

TEST_F(RecordedNodes, S9_power_off_and_fencing_fails_ten_times) {
  stand();
  lab.fencing_works = false;
  lab.kill_node(n3);
  lab.run_s(40);
  std::string calls;
  for (int i = 0; i < 10; ++i) {
    calls += std::string(i == 0 ? "" : ", ") + "n3 by n1, n3 by n1, n3 by n2, n3 by n2";
  }
  EXPECT_EQ(lab.fences(), calls);
  EXPECT_EQ(lab.ended(), "");
  EXPECT_TRUE(is_unclean(lab.s, n3));  // Started n3 (UNCLEAN)
  EXPECT_EQ(started_on(lab.s, vm1), NodeSet::of(n3));
}

TEST_F(RecordedNodes, S9b_a_human_confirms) {
  stand();
  lab.fencing_works = false;
  lab.kill_node(n3);
  lab.run_s(40);
  lab.forget();
  EXPECT_EQ(lab.order(Verb::confirm, ResourceId::none, n3), Why::done);
  lab.run_s(3);
  EXPECT_EQ(lab.initiated(), "start vm1 n2, monitor vm1 n2");
}

TEST_F(RecordedNodes, S9c_the_confirmed_node_boots_again) {
  stand();
  lab.fencing_works = false;
  lab.kill_node(n3);
  lab.run_s(40);
  lab.order(Verb::confirm, ResourceId::none, n3);
  lab.run_s(3);
  lab.forget();
  lab.boot(n3);
  lab.run_s(6);
  EXPECT_EQ(lab.initiated(), probes_of_n3);
}

TEST_F(RecordedNodes, S11_parted_and_fencing_works) {
  stand();
  lab.isolate(n3);
  lab.run_s(10);
  EXPECT_EQ(lab.ended(), "start vm1 n2, probe vm1 n3 rc=7, probe vm2 n3 rc=7, probe vm3 n3 rc=7");
  lab.forget();
  lab.heal();
  lab.run_s(6);
  EXPECT_EQ(lab.initiated(), "");  // n3 probed for itself while it was alone
}

TEST_F(RecordedNodes, S12_parted_and_fencing_fails) {
  stand();
  lab.fencing_works = false;
  lab.isolate(n3);
  lab.run_s(9);
  EXPECT_EQ(lab.ended(), "stop vm1 n3");                  // no-quorum-policy=stop
  EXPECT_EQ(started_on(lab.s, vm1, 0), NodeSet::of(n3));  // as the others see it
  EXPECT_EQ(lab.fences().substr(0, 46), "n3 by n1, n3 by n1, n3 by n2, n3 by n2, n3 by ");
}

TEST_F(RecordedNodes, S12b_healed_while_fencing_still_fails) {
  stand();
  lab.fencing_works = false;
  lab.isolate(n3);
  lab.run_s(25);
  lab.forget();
  lab.heal();
  lab.run_s(10);
  EXPECT_EQ(lab.ended(), "start vm1 n2");
}

// Carrier lost, nft and iptables: three recordings, one sequence. Healed after 7 s, when the node
// had booted but not yet probed.
TEST_F(RecordedNodes, S13_parted_by_link_nft_or_iptables) {
  stand();
  lab.boot_ms = 3000;
  lab.isolate(n3);
  lab.run_s(7);
  lab.heal();
  lab.run_s(8);
  EXPECT_EQ(lab.initiated(),
            std::string("fence n3, start vm1 n2, monitor vm1 n2, ") + probes_of_n3);
}

TEST_F(RecordedNodes, S14a_killed_pacemakerd) {
  stand();
  lab.respawn(n3, Daemon::pacemakerd);
  lab.run_s(10);
  EXPECT_EQ(lab.initiated(), "");
}

// To the others, dead.
TEST_F(RecordedNodes, S14b_killed_corosync) {
  stand();
  lab.kill_node(n3);
  lab.run_s(10);
  EXPECT_EQ(lab.initiated(),
            std::string("fence n3, start vm1 n2, monitor vm1 n2, ") + probes_of_n3);
}

TEST_F(RecordedNodes, S14c_killed_pacemaker_controld) {
  throttled();
  stand();
  lab.respawn(n3, Daemon::controld);
  lab.run_s(8);
  EXPECT_EQ(lab.initiated(),
            "probe fencing n3, probe vm1 n3, stop vm1 n3, start vm1 n3, monitor vm1 n3, "
            "probe vm2 n3, probe vm3 n3");
}

TEST_F(RecordedNodes, S15_power_off_of_the_controller) {
  throttled();
  stand();
  lab.kill_node(n1);
  lab.run_s(10);
  EXPECT_EQ(lab.initiated(),
            "fence n1, start fencing n2, monitor fencing n2, start vm2 n2, monitor vm2 n2, "
            "probe fencing n1, probe vm1 n1, probe vm2 n1, probe vm3 n1");
  EXPECT_EQ(lab.fences(), "n1 by n3");
}

// vm1 on n3, the two others and the device on n2 or n1, as S15 left them.
TEST_F(RecordedNodes, S16_frozen_node) {
  throttled();
  lab.s.resources[0].preferred = n2;
  lab.form("vm1@n3 vm2@n1 vm3@n2");
  lab.s.parts[0].dc = n2;
  lab.kill_node(n3);
  lab.run_s(12);
  EXPECT_EQ(lab.initiated(),
            std::string("fence n3, start vm1 n1, monitor vm1 n1, ") + probes_of_n3);
  EXPECT_EQ(lab.fences(), "n3 by n2");
}

TEST_F(RecordedNodes, S17_two_of_three_die) {
  throttled();
  lab.s.resources[0].preferred = n2;
  stand();
  lab.kill_node(n2);
  lab.kill_node(n3);
  lab.run_s(7);
  EXPECT_EQ(lab.ended(), "stop vm2 n1");
  lab.forget();
  lab.boot(n2);
  lab.run_s(10);
  EXPECT_EQ(lab.initiated(),
            "probe fencing n2, start fencing n1, monitor fencing n1, "
            "probe vm1 n2, probe vm2 n2, probe vm3 n2, fence n3, "
            "start vm2 n1, start vm1 n2, monitor vm1 n2, monitor vm2 n1, start vm3 n2, "
            "monitor vm3 n2, probe fencing n3, probe vm1 n3, probe vm2 n3, probe vm3 n3");
}

}  // namespace
}  // namespace xvm::fakes::pacemaker
