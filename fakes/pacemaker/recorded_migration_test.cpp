// The recordings of a real cluster in which a live migration works or fails: every test names its
// recording and expects what the controller initiated there, in that order.
#include "fakes/pacemaker/rehearsal_test.hpp"

namespace xvm::fakes::pacemaker {
namespace {

class Recorded : public ::testing::Test {
 protected:
  void stand_at_first() { lab.form("vm1@n2 vm2@n3 vm3@n1"); }
  // vm1 was on n2, went to n3 and came back: n3 holds an old successful migrate_from.
  void migrate_there_and_back() {
    stand_at_first();
    lab.order(Verb::move, vm1, n3);
    lab.run_s(5);
    lab.order(Verb::move, vm1, n2);
    lab.run_s(5);
    lab.order(Verb::clear, vm1);
    lab.run_s(5);
    lab.forget();
  }
  Lab lab;
};

TEST_F(Recorded, S1_live_migration) {
  stand_at_first();
  lab.order(Verb::move, vm1, n3);
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(), "migrate_to vm1 n2, migrate_from vm1 n3, stop vm1 n2, monitor vm1 n3");
}

TEST_F(Recorded, S1b_clear_of_the_constraint_moves_nothing) {
  stand_at_first();
  lab.order(Verb::move, vm1, n3);
  lab.run_s(4);
  lab.forget();
  lab.order(Verb::clear, vm1);
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(), "");
}

TEST_F(Recorded, S2fresh_first_ever_migrate_to_fails) {
  stand_at_first();
  lab.fail(Op::migrate_to, vm1, n2);
  lab.order(Verb::move, vm1, n3);
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(),
            "migrate_to vm1 n2, stop vm1 n3, stop vm1 n2, start vm1 n3, monitor vm1 n3");
}

TEST_F(Recorded, S2_migrate_to_fails_where_the_target_holds_an_old_migrate_from) {
  migrate_there_and_back();
  lab.fail(Op::migrate_to, vm1, n2);
  lab.order(Verb::move, vm1, n3);
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(), "migrate_to vm1 n2, stop vm1 n2, start vm1 n3, monitor vm1 n3");
}

TEST_F(Recorded, S3_migrate_from_fails) {
  stand_at_first();
  lab.fail(Op::migrate_from, vm1, n3);
  lab.order(Verb::move, vm1, n3);
  lab.run_s(4);
  EXPECT_EQ(lab.initiated(),
            "migrate_to vm1 n2, migrate_from vm1 n3, stop vm1 n2, stop vm1 n3, start vm1 n3, "
            "monitor vm1 n3");
}

TEST_F(Recorded, S4_migrate_to_times_out) {
  lab.config(vm1).migrate_to_timeout_s = 3;
  stand_at_first();
  lab.hang(Op::migrate_to, vm1, n2);
  lab.order(Verb::move, vm1, n3);
  lab.run_s(6);
  EXPECT_EQ(lab.initiated(),
            "migrate_to vm1 n2, stop vm1 n3, stop vm1 n2, start vm1 n3, monitor vm1 n3");
}

TEST_F(Recorded, S5_migrate_to_and_then_the_stop_fail) {
  stand_at_first();
  lab.fail(Op::migrate_to, vm1, n2);
  lab.fail(Op::stop, vm1, n2);
  lab.order(Verb::move, vm1, n3);
  lab.run_s(9);
  EXPECT_EQ(lab.initiated(),
            "migrate_to vm1 n2, stop vm1 n3, stop vm1 n2, stop vm1 n3, fence n2, "
            "probe fencing n2, probe vm1 n2, probe vm2 n2, probe vm3 n2, "
            "start vm1 n3, monitor vm1 n3");
}

TEST_F(Recorded, S32_target_and_controller_dies_during_migrate_to) {
  lab.form("vm1@n2 vm2@n3 vm3@n1");
  lab.s.parts[0].dc = n3;
  lab.boot_ms = 3200;  // the guest was recovered before the node was back
  lab.takes_ms(Op::migrate_to, vm1, n2, 8020);
  lab.order(Verb::move, vm1, n3);
  lab.run_s(2);
  lab.kill_node(n3);
  lab.run_s(20);
  EXPECT_EQ(lab.ended(),
            "start vm2 n1, migrate_to vm1 n2, monitor vm1 n2 rc=7, stop vm1 n2, start vm1 n2, "
            "probe vm1 n3 rc=7, probe vm2 n3 rc=7, probe vm3 n3 rc=7, "
            "migrate_to vm1 n2, migrate_from vm1 n3, stop vm1 n2");
}

TEST_F(Recorded, S33_source_dies_during_migrate_to) {
  lab.form("vm1@n2 vm2@n1 vm3@n1");
  lab.takes_ms(Op::migrate_to, vm1, n2, 8020);
  lab.order(Verb::move, vm1, n3);
  lab.run_s(2);
  lab.kill_node(n2);
  lab.run_s(12);
  EXPECT_EQ(lab.initiated(),
            "migrate_to vm1 n2, stop vm1 n3, fence n2, start vm1 n3, monitor vm1 n3, "
            "probe fencing n2, probe vm1 n2, probe vm2 n2, probe vm3 n2");
}

}  // namespace
}  // namespace xvm::fakes::pacemaker
