// What Pacemaker does about failures, beyond the recordings: on-fail, migration-threshold, a stop
// that fails, multiple-active, quorum policies, cleanup; and what an agent is told.
#include "fakes/pacemaker/rehearsal_test.hpp"

namespace xvm::fakes::pacemaker {
namespace {

class Failures : public ::testing::Test {
 protected:
  void stand() { lab.form("vm1@n3 vm2@n1 vm3@n2"); }
  void crash_vm1_times(unsigned times) {
    for (unsigned i = 0; i < times; ++i) {
      for (const NodeId n : {n1, n2, n3}) lab.crash_guest(vm1, n);
      lab.run_s(7);
    }
  }
  // vm1 runs on n2; somebody starts it on n3 too, before that node's history is lost.
  void active_twice() {
    lab.s.cluster.respawn_restarts = false;
    lab.form("vm1@n2 vm2@n1 vm3@n1");
    lab.start_by_hand(vm1, n3);
    lab.respawn(n3, Daemon::controld);
    lab.run_s(4);
  }
  const std::string probes = "probe fencing n3, probe vm1 n3, probe vm2 n3, probe vm3 n3, ";
  const Launch& last(Op op) const {
    const auto& all = lab.launches();
    return *std::find_if(all.rbegin(), all.rend(),
                         [op](const Launch& l) { return l.resource == vm1 && l.op == op; });
  }
  Lab lab;
};

TEST_F(Failures, a_crashed_guest_is_stopped_and_started_where_it_was) {
  stand();
  crash_vm1_times(1);
  EXPECT_EQ(lab.initiated(), "stop vm1 n3, start vm1 n3, monitor vm1 n3");
}

TEST_F(Failures, the_failures_of_migration_threshold_ban_it_from_the_node) {
  lab.config(vm1).migration_threshold = 2;
  stand();
  crash_vm1_times(2);
  EXPECT_EQ(lab.placed(), "vm1@n2 vm2@n1 vm3@n2");
}

TEST_F(Failures, cleanup_forgets_failures_and_probes_again) {
  lab.config(vm1).migration_threshold = 2;
  stand();
  crash_vm1_times(2);
  lab.forget();
  lab.order(Verb::cleanup, vm1);
  lab.order(Verb::move, vm1, n3);
  lab.run_s(5);
  EXPECT_EQ(lab.initiated(),
            "probe vm1 n3, migrate_to vm1 n2, migrate_from vm1 n3, stop vm1 n2, monitor vm1 n3");
}

TEST_F(Failures, a_failed_start_is_fatal_there) {
  stand();
  lab.order(Verb::disable, vm1);
  lab.run_s(3);
  lab.forget();
  lab.fail(Op::start, vm1, n2);
  lab.order(Verb::enable, vm1);
  lab.run_s(3);
  EXPECT_EQ(lab.ended(), "start vm1 n2 rc=1, stop vm1 n2, start vm1 n3");
}

TEST_F(Failures, a_stop_that_times_out_has_its_node_fenced) {
  stand();
  lab.hang(Op::stop, vm1, n3);
  lab.order(Verb::disable, vm1);
  lab.run_s(40);
  EXPECT_EQ(lab.fences(), "n3 by n1");
  EXPECT_EQ(lab.ended(),
            "stop vm1 n3 killed, probe vm1 n3 rc=7, probe vm2 n3 rc=7, probe vm3 n3 rc=7");
}

TEST_F(Failures, on_fail_block_leaves_a_failed_stop_to_administrators) {
  lab.config(vm1).on_stop_fail = OnFail::block;
  stand();
  lab.fail(Op::stop, vm1, n3);
  lab.order(Verb::disable, vm1);
  lab.run_s(40);
  EXPECT_EQ(lab.initiated(), "stop vm1 n3");
}

TEST_F(Failures, on_fail_fence_of_a_monitor_resets_the_node) {
  lab.config(vm1).on_monitor_fail = OnFail::fence;
  stand();
  crash_vm1_times(1);
  EXPECT_EQ(lab.fences(), "n3 by n1");
}

// As crm_simulate has it, which shows no other way: no stickiness, the node with the least wins.
TEST_F(Failures, active_on_two_nodes_is_stopped_on_both_and_started) {
  active_twice();
  EXPECT_EQ(lab.initiated(), probes + "stop vm1 n3, stop vm1 n2, start vm1 n2, monitor vm1 n2");
}

TEST_F(Failures, stop_unexpected_leaves_the_expected_one_alone) {
  lab.config(vm1).multiple_active = MultipleActive::stop_unexpected;
  active_twice();
  EXPECT_EQ(lab.initiated(), probes + "stop vm1 n3");
}

TEST_F(Failures, block_leaves_both_to_administrators) {
  lab.config(vm1).multiple_active = MultipleActive::block;
  active_twice();
  EXPECT_EQ(lab.initiated(), probes.substr(0, probes.size() - 2));
}

TEST_F(Failures, freeze_keeps_what_runs_without_quorum) {
  lab.s.cluster.no_quorum_policy = NoQuorumPolicy::freeze;
  stand();
  lab.kill_node(n2);
  lab.kill_node(n3);
  lab.run_s(20);
  EXPECT_EQ(lab.initiated(), "");
}

TEST_F(Failures, ignore_fences_and_goes_on_without_quorum) {
  lab.s.cluster.no_quorum_policy = NoQuorumPolicy::ignore;
  lab.nodes_boot = false;
  stand();
  lab.kill_node(n2);
  lab.kill_node(n3);
  lab.run_s(20);
  EXPECT_EQ(lab.placed(), "vm1@n1 vm2@n1 vm3@n1");
}

TEST_F(Failures, a_node_that_booted_alone_before_it_was_missed_is_fenced) {
  stand();
  lab.isolate(n3);
  lab.kill_node(n3);
  lab.boot(n3);
  lab.run_s(3);
  EXPECT_EQ(lab.fences(), "n3 by n1");
}

TEST_F(Failures, two_node_has_quorum_alone_once_it_saw_both) {
  Lab pair(2);
  pair.s.cluster.two_node = true;
  pair.form("vm1@n1 vm2@n1 vm3@n2");
  pair.nodes_boot = false;
  pair.kill_node(n2);
  pair.run_s(10);
  EXPECT_EQ(pair.placed(), "vm1@n1 vm2@n1 vm3@n1");
}

TEST_F(Failures, wait_for_all_lets_a_node_that_boots_alone_wait) {
  Lab pair(2);
  pair.s.cluster.two_node = true;
  pair.boot(n1);
  pair.run_s(10);
  EXPECT_EQ(pair.ended(), "probe vm1 n1 rc=7, probe vm2 n1 rc=7, probe vm3 n1 rc=7");
}

TEST_F(Failures, the_stop_after_a_migration_is_not_told_of_it) {
  stand();
  lab.order(Verb::move, vm1, n2);
  lab.run_s(4);
  EXPECT_EQ(last(Op::migrate_to).source, n3);
  EXPECT_EQ(last(Op::migrate_from).target, n2);
  EXPECT_EQ(last(Op::stop).source, NodeId::none);
  EXPECT_EQ(last(Op::stop).target, NodeId::none);
}

TEST_F(Failures, monitors_know_their_interval_and_probes_have_none) {
  stand();
  EXPECT_EQ(last(Op::monitor).interval_s, 5);
  EXPECT_EQ(last(Op::probe).interval_s, 0);
  EXPECT_EQ(last(Op::probe).timeout_s, 10);
}

TEST_F(Failures, detection_takes_the_token_and_the_consensus) {
  EXPECT_EQ(detection_ms({.token_ms = 1000, .node_count = 3}), 3630u);
  EXPECT_EQ(detection_ms({.token_ms = 3000, .node_count = 3}), 8030u);
}

}  // namespace
}  // namespace xvm::fakes::pacemaker
