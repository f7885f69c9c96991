// The recordings of a real cluster about placement: standby, target-role, management, colocation,
// order, limits and utilization. Every test names its recording and expects what was initiated.
#include "fakes/pacemaker/rehearsal_test.hpp"

namespace xvm::fakes::pacemaker {
namespace {

class RecordedPlacement : public ::testing::Test {
 protected:
  // From S20 on the machine was so busy that the controller fired one action at a time.
  void throttled() { lab.s.cluster.batch_limit = 1; }
  void together(ResourceId r, ResourceId with, Score score = infinity) {
    ResourceConfig& c = lab.config(r);
    c.colocations[c.colocation_count++] = {score, with};
  }
  void cold() {
    for (const ResourceId r : {vm1, vm2, vm3}) lab.config(r).allow_migrate = false;
  }
  Lab lab;
};

TEST_F(RecordedPlacement, S6_standby) {
  lab.form("vm1@n2 vm2@n2 vm3@n1");
  lab.takes_ms(Op::migrate_to, vm2, n2, 228);
  lab.takes_ms(Op::migrate_from, vm2, n1, 86);
  lab.order(Verb::standby, ResourceId::none, n2);
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(),
            "migrate_to vm1 n2, migrate_to vm2 n2, migrate_from vm2 n1, migrate_from vm1 n3, "
            "stop vm1 n2, monitor vm1 n3, stop vm2 n2, monitor vm2 n1");
}

TEST_F(RecordedPlacement, S6b_unstandby_brings_nothing_back) {
  lab.form("vm1@n2 vm2@n2 vm3@n1");
  lab.order(Verb::standby, ResourceId::none, n2);
  lab.run_s(4);
  lab.forget();
  lab.order(Verb::unstandby, ResourceId::none, n2);
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(), "");
}

TEST_F(RecordedPlacement, S7_disable) {
  lab.form("vm1@n3 vm2@n1 vm3@n1");
  lab.order(Verb::disable, vm3);
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(), "stop vm3 n1");
}

TEST_F(RecordedPlacement, S7b_enable) {
  lab.form("vm1@n3 vm2@n1 vm3@n1");
  lab.order(Verb::disable, vm3);
  lab.run_s(4);
  lab.forget();
  lab.order(Verb::enable, vm3);
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(), "start vm3 n2, monitor vm3 n2");
}

TEST_F(RecordedPlacement, S7c_unmanage_and_manage) {
  lab.form("vm1@n3 vm2@n1 vm3@n2");
  lab.order(Verb::unmanage, vm3);
  lab.run_s(2);
  lab.order(Verb::manage, vm3);
  lab.run_s(2);
  EXPECT_EQ(lab.initiated(), "");
}

TEST_F(RecordedPlacement, S20_colocated_pair_moves) {
  throttled();
  together(vm2, vm1);
  lab.form("vm1@n1 vm2@n1 vm3@n2");
  lab.order(Verb::move, vm1, n3);
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(),
            "migrate_to vm1 n1, migrate_from vm1 n3, stop vm1 n1, migrate_to vm2 n1, "
            "monitor vm1 n3, migrate_from vm2 n3, stop vm2 n1, monitor vm2 n3");
}

TEST_F(RecordedPlacement, S21_colocated_pair_leaves_a_standby_node) {
  throttled();
  together(vm2, vm1);
  lab.form("vm1@n3 vm2@n3 vm3@n2");
  lab.order(Verb::standby, ResourceId::none, n3);
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(),
            "migrate_to vm1 n3, migrate_from vm1 n2, stop vm1 n3, migrate_to vm2 n3, "
            "monitor vm1 n2, migrate_from vm2 n2, stop vm2 n3, monitor vm2 n2");
}

TEST_F(RecordedPlacement, S22_move_to_where_it_is) {
  together(vm2, vm1);
  lab.form("vm1@n2 vm2@n2 vm3@n2");
  EXPECT_EQ(lab.order(Verb::move, vm2, n2), Why::already_there);
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(), "");
}

TEST_F(RecordedPlacement, S22b_disable_the_lead_of_a_colocated_pair) {
  throttled();
  together(vm2, vm1);
  lab.form("vm1@n2 vm2@n2 vm3@n2");
  lab.order(Verb::disable, vm1);
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(), "stop vm1 n2, stop vm2 n2");
}

TEST_F(RecordedPlacement, S23_move_onto_the_node_of_an_anti_colocated_guest) {
  throttled();
  together(vm2, vm1, -infinity);
  lab.form("vm1@n1 vm2@n2 vm3@n3");
  lab.order(Verb::move, vm1, n2);
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(),
            "migrate_to vm1 n1, migrate_from vm1 n2, stop vm1 n1, migrate_to vm2 n2, "
            "migrate_from vm2 n3, stop vm2 n2, monitor vm1 n2, monitor vm2 n3");
}

TEST_F(RecordedPlacement, S24_move_of_the_dependent_onto_the_other_node) {
  throttled();
  together(vm2, vm1, -infinity);
  lab.form("vm1@n2 vm2@n3 vm3@n3");
  lab.order(Verb::move, vm2, n2);
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(),
            "migrate_to vm1 n2, migrate_from vm1 n1, stop vm1 n2, migrate_to vm2 n3, "
            "monitor vm1 n1, migrate_from vm2 n2, stop vm2 n3, monitor vm2 n2");
}

// The command of the recording was not carried out (a shell function was missing).
TEST_F(RecordedPlacement, S25_nothing_asked_nothing_done) {
  together(vm2, vm1, -infinity);
  lab.form("vm1@n1 vm2@n2 vm3@n3");
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(), "");
}

TEST_F(RecordedPlacement, S26_anti_colocated_guests_move_cold) {
  throttled();
  cold();
  together(vm2, vm1, -infinity);
  lab.form("vm1@n1 vm2@n2 vm3@n3");
  lab.order(Verb::move, vm1, n2);
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(),
            "stop vm1 n1, stop vm2 n2, start vm1 n2, monitor vm1 n2, start vm2 n3, monitor vm2 n3");
}

TEST_F(RecordedPlacement, S27_colocated_guests_move_cold) {
  throttled();
  cold();
  together(vm2, vm1);
  lab.form("vm1@n1 vm2@n1 vm3@n3");
  lab.order(Verb::move, vm1, n2);
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(),
            "stop vm1 n1, start vm1 n2, monitor vm1 n2, stop vm2 n1, start vm2 n2, monitor vm2 n2");
}

TEST_F(RecordedPlacement, S28_ordered_pair_moves_live) {
  throttled();
  together(vm2, vm1);
  lab.config(vm2).after[0] = vm1;
  lab.config(vm2).order_count = 1;
  lab.form("vm1@n1 vm2@n1 vm3@n3");
  lab.order(Verb::move, vm1, n2);
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(),
            "migrate_to vm1 n1, migrate_from vm1 n2, migrate_to vm2 n1, migrate_from vm2 n2, "
            "stop vm2 n1, stop vm1 n1, monitor vm1 n2, monitor vm2 n2");
}

TEST_F(RecordedPlacement, S29_migration_limit_1) {
  throttled();
  lab.s.cluster.migration_limit = 1;
  lab.form("vm1@n1 vm2@n1 vm3@n1");
  lab.order(Verb::standby, ResourceId::none, n1);
  lab.run_s(6);
  EXPECT_EQ(lab.initiated(),
            "stop fencing n1, start fencing n2, monitor fencing n2, "
            "migrate_to vm1 n1, migrate_from vm1 n3, stop vm1 n1, migrate_to vm2 n1, "
            "monitor vm1 n3, migrate_from vm2 n2, stop vm2 n1, migrate_to vm3 n1, monitor vm2 n2, "
            "migrate_from vm3 n3, stop vm3 n1, monitor vm3 n3");
}

TEST_F(RecordedPlacement, S30_nobody_may_be_beside_another) {
  together(vm2, vm1, -infinity);
  together(vm3, vm1, -infinity);
  together(vm3, vm2, -infinity);
  lab.s.resources[0].preferred = n2;
  lab.form("vm1@n1 vm2@n2 vm3@n3");
  lab.order(Verb::standby, ResourceId::none, n3);
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(), "stop vm3 n3");
}

TEST_F(RecordedPlacement, S31_utilization_nothing_is_repacked) {
  lab.s.cluster.placement = PlacementStrategy::balanced;
  lab.config(vm1).memory = 3000;
  lab.config(vm2).memory = 2000;
  lab.config(vm3).memory = 1500;
  lab.s.resources[0].preferred = n2;
  lab.form("vm1@n1 vm2@n2 vm3@n3");
  lab.order(Verb::standby, ResourceId::none, n1);
  lab.run_s(2);
  lab.order(Verb::unstandby, ResourceId::none, n1);
  lab.run_s(3);
  EXPECT_EQ(lab.initiated(), "stop vm1 n1, start vm1 n1, monitor vm1 n1");
}

}  // namespace
}  // namespace xvm::fakes::pacemaker
