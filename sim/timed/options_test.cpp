#include "sim/timed/options.hpp"

#include "sim/timed/latency.hpp"
#include "sim/timed/size.hpp"

#include <gmock/gmock.h>

namespace xvm::sim {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(DrawnOptions, AreTheSameForTheSameSeed) {
  EXPECT_EQ(text_of(draw_options(7)), text_of(draw_options(7)));
  EXPECT_NE(text_of(draw_options(7)), text_of(draw_options(8)));
}

TEST(DrawnOptions, FormTheClusterThatWasAskedFor) {
  const Formation f = draw_options(7, {.nodes = 5, .domains = 8}).formation;
  EXPECT_EQ(size_of(f), (ClusterSize{5, 8}));
}

TEST(DrawnOptions, AlwaysMakeAPossibleCluster) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    EXPECT_FALSE(check(draw_options(seed, {.nodes = 4, .domains = 4}).formation));
  }
}

TEST(DrawnOptions, HaveNoFaultInAQuietRun) {
  EXPECT_THAT(text_of(draw_quiet(3)), Not(HasSubstr("command/")));
  EXPECT_THAT(text_of(draw_one_fault(3, Fault::data_cut)), HasSubstr("data-cut/"));
}

TEST(DrawnOptions, NameEachDomainThatDiffers) {
  RunOptions o;
  o.formation = alike({.nodes = 2, .domains = 2});
  EXPECT_THAT(text_of(o), Not(HasSubstr("domain 1")));
  o.formation.domains[1].group.stop_timeout_s = 77;
  EXPECT_THAT(text_of(o), HasSubstr("domain 1:"));
  EXPECT_THAT(text_of(o), HasSubstr("stop-timeout=77"));
}

template <class W>
unsigned nodes_of(CapacityOf<W>) {
  return W::node_capacity;
}

TEST(Capacity, IsTheSmallestThatTheClusterFits) {
  const auto nodes = [](ClusterSize size) {
    return with_capacity(size, [](auto capacity) { return nodes_of(capacity); });
  };
  EXPECT_EQ(nodes({1, 1}), 2u);
  EXPECT_EQ(nodes({2, 2}), 3u);
  EXPECT_EQ(nodes({3, 4}), 5u);
  EXPECT_EQ(nodes({6, 1}), 16u);
  EXPECT_EQ(nodes({16, 64}), 16u);
}

TEST(Latency, StaysWithinItsBoundsAndLikesShortOnes) {
  Latency latency(Pace{}, 1);
  unsigned below_half = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::int64_t drawn_us = latency.between(100, 300);
    ASSERT_GE(drawn_us, 100);
    ASSERT_LE(drawn_us, 300);
    below_half += drawn_us < 200 ? 1u : 0u;
  }
  EXPECT_GT(below_half, 650u);
}

TEST(Latency, StretchesAGuestsBootByItsFactor) {
  Pace slow;
  slow.slow_guests = 20;
  EXPECT_GE(Latency(slow, 1).of_guest(fakes::Ask::boot_done), 100 * second);
  EXPECT_LE(Latency(Pace{}, 1).of_guest(fakes::Ask::boot_done), 60 * second);
}

}  // namespace
}  // namespace xvm::sim
