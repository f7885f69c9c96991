// Random walks: whatever happens in whatever order, no guest runs twice, nothing is asked of a node
// that is silent, and when all is well again everything runs somewhere and the cluster is at rest.
#include "fakes/pacemaker/rehearsal_test.hpp"

#include <random>

namespace xvm::fakes::pacemaker {
namespace {

class Walk {
 public:
  explicit Walk(unsigned seed) : dice_(seed) {
    if (roll(3) == 0) lab_.s.cluster.batch_limit = 1;
    if (roll(3) == 0) lab_.s.cluster.migration_limit = 1;
    if (roll(3) == 0) lab_.s.cluster.no_quorum_policy = NoQuorumPolicy::freeze;
    if (roll(2) == 0) lab_.config(vm2).colocations[0] = {roll(2) == 0 ? infinity : -infinity, vm1};
    lab_.config(vm2).colocation_count = 1;
    if (roll(3) == 0) lab_.config(vm3).after[0] = vm1, lab_.config(vm3).order_count = 1;
    for (const NodeId n : nodes_) lab_.boot(n);
    lab_.run_s(5);
  }

  void go(unsigned steps) {
    for (unsigned i = 0; i < steps && !::testing::Test::HasFailure(); ++i) {
      something_happens();
      check();
    }
  }
  void calm_down() {
    lab_.fencing_works = true;
    lab_.forget_faults();
    lab_.heal();
    for (const NodeId n : nodes_) {
      lab_.order(Verb::unstandby, ResourceId::none, n);
      if (is_unclean(lab_.s, n)) lab_.order(Verb::confirm, ResourceId::none, n);
    }
    lab_.run_s(60);
    for (const NodeId n : nodes_) {
      if (!lab_.is_up(n)) lab_.boot(n);
    }
    for (const ResourceId r : guests_) {
      lab_.order(Verb::clear, r), lab_.order(Verb::enable, r), lab_.order(Verb::manage, r);
      lab_.order(Verb::cleanup, r);
    }
    lab_.run_s(200);
    check();
    EXPECT_EQ(members(lab_.s), NodeSet::first(3));
    EXPECT_FALSE(lab_.s.parts[0].busy);
    for (const ResourceId r : guests_) EXPECT_EQ(lab_.copies(r), 1u) << name_of(r);
  }

 private:
  unsigned roll(unsigned faces) { return static_cast<unsigned>(dice_() % faces); }
  NodeId some_node() { return nodes_[roll(3)]; }
  ResourceId some_guest() { return guests_[roll(3)]; }

  void something_happens() {
    const NodeId n = some_node();
    const ResourceId r = some_guest();
    switch (roll(24)) {
      case 0: lab_.order(static_cast<Verb>(roll(enum_count<Verb> - 1)), r, n); return;
      case 1: return lab_.fail(static_cast<Op>(2 + roll(5)), r, n);
      case 2: return lab_.hang(static_cast<Op>(2 + roll(5)), r, n);
      case 3:
        if (roll(4) == 0 && lab_.is_up(n)) lab_.kill_node(n);
        return;
      case 4:
        if (!lab_.is_up(n) && !is_unclean(lab_.s, n)) lab_.boot(n);
        return;
      case 5:
        if (roll(3) == 0) lab_.isolate(n);
        return;
      case 6:
        if (roll(2) == 0) lab_.heal();
        return;
      case 7: lab_.fencing_works = roll(4) != 0; return;
      case 8:
        if (roll(3) == 0 && lab_.is_up(n)) lab_.respawn(n, Daemon::controld);
        return;
      case 9: return lab_.crash_guest(r, n);
      default: return lab_.next();
    }
  }
  void check() {
    for (const ResourceId r : guests_) ASSERT_LE(lab_.copies(r), 1u) << name_of(r) << " runs twice";
    for (const Side& side : lab_.s.parts) ASSERT_LT(side.in_flight, 100) << "counted wrong";
  }

  static constexpr std::array nodes_{n1, n2, n3};
  static constexpr std::array guests_{vm1, vm2, vm3};
  std::mt19937 dice_;
  Lab lab_;
};

#ifdef XVM_SANITIZED
constexpr unsigned walks = 20;
#else
constexpr unsigned walks = 1000;
#endif

TEST(RandomWalk, no_guest_runs_twice_and_all_comes_to_rest) {
  for (unsigned seed = 1; seed <= walks && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Walk walk(seed);
    walk.go(400);
    if (!::testing::Test::HasFailure()) walk.calm_down();
  }
}

}  // namespace
}  // namespace xvm::fakes::pacemaker
