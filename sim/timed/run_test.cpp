// Seeded runs: quiet ones stay quiet, each kind of fault alone does no harm, and the same seed is
// the same run.
#include "sim/timed/run.hpp"
#include "sim/timed/size.hpp"

#include <gtest/gtest.h>

#include <iostream>
#include <memory>

namespace xvm::sim {
namespace {

using TwoNodes = World21;
constexpr ClusterSize two_nodes{.nodes = 2, .domains = 1};

template <class W = World33>
RunResult run_of(const RunOptions& options) {
  return std::make_unique<Course<W>>(options)->go();
}

std::string what(const RunResult& r, const RunOptions& o) {
  return std::string(to_text(r.verdict.broken.violation)) + ", " + std::string(to_text(r.unfit)) +
         (r.verdict.impossible ? ", an impossible event" : "") + ", seed " +
         std::to_string(o.seed) + ": " + text_of(o);
}

// The sanitizers' build, which is not optimised, takes a minute for what else takes half a second.
#ifdef XVM_SANITIZED
constexpr unsigned depth = 1;
#else
constexpr unsigned depth = 10;
#endif

RunOptions no_faults(ClusterSize size = {}) {
  RunOptions o = draw_quiet(1, size);
  o.formation = alike(size);
  o.formation.faults_of_a_kind = 255;
  return o;
}

TEST(QuietCluster, BootsItsGuestsAndKeepsThem) {
  const RunResult r = run_of(no_faults());
  EXPECT_TRUE(r.ok());
  EXPECT_EQ(r.ended[static_cast<std::size_t>(Method::start)], 3u);
  EXPECT_EQ(r.ended[static_cast<std::size_t>(Method::stop)], 0u);
}

TEST(QuietCluster, ClaimsEachDomainOnce) {
  const auto run = std::make_unique<Course<World33>>(no_faults());
  run->go();
  for (const auto& d : run->world().domains) EXPECT_EQ(d.newest.epoch, 1u);
}

// A cluster of two nodes whose domain runs on node 0 and is then touched by one choice.
class TouchedCluster : public testing::Test {
 protected:
  void settle_for(std::int64_t seconds) {
    const std::int64_t end_us = run_->now_us() + seconds * second;
    while (run_->advance(end_us)) {
    }
    EXPECT_FALSE(run_->result().verdict) << to_text(run_->result().verdict.broken.violation);
  }
  void order(rgm::Verb verb, NodeId n) {
    run_->happen({Kind::command, 0, n, 0, 0, static_cast<std::uint8_t>(verb), 0, 0});
  }
  const fakes::DomainCell& cell(std::size_t n) { return run_->world().domains[0].places[n].cell; }
  const Claim& claim() { return run_->world().domains[0].newest; }

  std::unique_ptr<Course<TwoNodes>> run_ = std::make_unique<Course<TwoNodes>>(no_faults(two_nodes));
};

TEST_F(TouchedCluster, MigratesOnASwitchWithoutASecondBoot) {
  settle_for(300);
  order(rgm::Verb::switch_to, NodeId{1});
  settle_for(300);
  EXPECT_EQ(run_->result().migrations, 1u);
  EXPECT_TRUE(claim().held_by(NodeId{1}));
  EXPECT_TRUE(fakes::executing(cell(1)));
  EXPECT_FALSE(fakes::active(cell(0)));
  EXPECT_EQ(cell(1).guest.memory.incarnation, 1u);
}

TEST_F(TouchedCluster, BootsOnTheOtherNodeWhenAHostCrashes) {
  settle_for(300);
  run_->happen({Kind::crash_host, Choice::no_domain, NodeId{0}, 0, 0, 0, 0, 0});
  settle_for(120);
  EXPECT_TRUE(fakes::executing(cell(1)));
  EXPECT_TRUE(claim().held_by(NodeId{1}));
  EXPECT_EQ(cell(1).guest.memory.incarnation, 2u);
}

TEST_F(TouchedCluster, StopsWhenItIsDisabledAndLeavesNoDefinition) {
  settle_for(300);
  order(rgm::Verb::disable, NodeId::none);
  settle_for(700);
  EXPECT_FALSE(fakes::active(cell(0)));
  EXPECT_FALSE(cell(0).defined);
  EXPECT_EQ(claim().state, ClaimState::released);
}

class OneFault : public testing::TestWithParam<Fault> {};

TEST_P(OneFault, AloneBreaksNoInvariantAndEveryDomainComesBack) {
  std::uint32_t struck = 0;
  for (std::uint64_t seed = 1; seed <= 10 * depth; ++seed) {
    const RunOptions options = draw_one_fault(seed, GetParam());
    const RunResult r = run_of(options);
    ASSERT_TRUE(r.ok()) << what(r, options);
    struck += r.struck[static_cast<std::size_t>(GetParam())];
  }
  EXPECT_GT(struck, depth) << "the fault hardly ever struck";
}

std::vector<Fault> every_fault() {
  std::vector<Fault> all;
  for (std::size_t i = 0; i < fault_kinds; ++i) all.push_back(static_cast<Fault>(i));
  return all;
}

INSTANTIATE_TEST_SUITE_P(Timed, OneFault, testing::ValuesIn(every_fault()),
                         [](const testing::TestParamInfo<Fault>& which) {
                           std::string name(to_text(which.param));
                           for (char& c : name) c = c == '-' ? '_' : c;
                           return name;
                         });

TEST(Swarm, BreaksNoInvariantAndEveryDomainComesBack) {
  for (std::uint64_t seed = 1; seed <= 30 * depth; ++seed) {
    const RunOptions options = draw_options(seed);
    const RunResult r = run_of(options);
    ASSERT_TRUE(r.ok()) << what(r, options);
  }
}

// Clusters of every capacity, and of sizes that use only a part of one.
TEST(Swarm, HoldsInClustersOfAnySize) {
  struct Sized {
    ClusterSize size;
    unsigned seeds;
  };
  for (const Sized& s : {Sized{{1, 1}, 5 * depth}, Sized{{2, 1}, 5 * depth}, Sized{{4, 5}, depth},
                         Sized{{9, 12}, 1}, Sized{{16, 64}, depth / 5}}) {
    for (std::uint64_t seed = 1; seed <= s.seeds; ++seed) {
      const RunOptions options = draw_options(seed, s.size);
      const RunResult r =
          with_capacity(s.size, [&]<class W>(CapacityOf<W>) { return run_of<W>(options); });
      ASSERT_TRUE(r.ok()) << what(r, options);
    }
  }
}

TEST(SameSeed, IsTheSameRunEventByEvent) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const RunResult one = run_of(draw_options(seed));
    const RunResult other = run_of(draw_options(seed));
    EXPECT_EQ(one.hash, other.hash);
    EXPECT_EQ(one.events, other.events);
  }
}

TEST(AnotherSeed, IsAnotherRun) {
  EXPECT_NE(run_of(draw_options(1)).hash, run_of(draw_options(2)).hash);
}

}  // namespace
}  // namespace xvm::sim
