#include "sim/world/formation.hpp"

#include "sim/world/form.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace xvm::sim {
namespace {

struct Forming : testing::Test {
  Formation f = alike({.nodes = 2, .domains = 2});
  std::unique_ptr<Scratch> scratch = std::make_unique<Scratch>();
  std::unique_ptr<World58> world() { return std::make_unique<World58>(form<World58>(f, *scratch)); }
};

TEST_F(Forming, DefinesEachDomainOnTheNodeThatItsGroupPrefers) {
  f.domains[1].group.node_count = 1;
  f.domains[1].group.node_list[0] = NodeId{0};
  const auto w = world();
  EXPECT_TRUE(w->domains[0].places[0].cell.defined);
  EXPECT_TRUE(w->domains[1].places[0].cell.defined);
  EXPECT_FALSE(w->domains[1].places[1].cell.defined);
}

TEST_F(Forming, LetsNodesBeyondItsNumberNeitherRunNorJoin) {
  const auto w = world();
  EXPECT_EQ(rgm::members(w->rgm), NodeSet::first(2));
  for (unsigned n = 2; n < World58::node_capacity; ++n) EXPECT_FALSE(w->hosts[n].up);
}

TEST_F(Forming, MakesNoGroupOfADomainBeyondItsNumber) {
  const auto w = world();
  EXPECT_TRUE(w->rgm.groups[1].config.exists);
  EXPECT_FALSE(w->rgm.groups[2].config.exists);
}

TEST_F(Forming, TellsAMethodTheNodeListOfItsDomainAlone) {
  f.node_count = 3;
  f.domains[0].group.node_count = 2;
  f.domains[0].group.node_list = {NodeId{2}, NodeId{0}};
  const auto w = world();
  const At<World58> at{*w, 0, NodeId{2}, 0};
  EXPECT_EQ(setting_for(at).nodes, NodeSet::of(NodeId{0}).with(NodeId{2}));
}

TEST_F(Forming, BootsWhatIsToExecuteFromTheBeginning) {
  f.domains[0].executing = NodeSet::of(NodeId{1});
  const auto w = world();
  EXPECT_TRUE(fakes::executing(w->domains[0].places[1].cell));
  EXPECT_EQ(w->domains[0].incarnation, 1u);
}

TEST_F(Forming, LetsADomainLeanOnALaterOne) {
  f.domains[0].group.affinities[0] = {rgm::Affinity::strong_positive, rgm::GroupId{1}};
  f.domains[0].group.affinity_count = 1;
  EXPECT_FALSE(check(f));
  EXPECT_EQ(world()->rgm.groups[0].config.affinity_count, 1);
}

TEST_F(Forming, IsRefusedWithoutNodesOrDomains) {
  f.node_count = 0;
  EXPECT_EQ(text_of(check(f)), "a cluster has 1 to 16 nodes");
  f = alike({.nodes = 2, .domains = 65});
  EXPECT_EQ(text_of(check(f)), "a cluster has 1 to 64 domains");
}

TEST_F(Forming, IsRefusedWhenADomainNamesANodeThatIsNotThere) {
  f.domains[1].defined = NodeSet::of(NodeId{2});
  EXPECT_EQ(text_of(check(f)), "domain 1 names a node that the cluster has not");
}

TEST_F(Forming, IsRefusedWithAGroupThatRgmWouldRefuse) {
  f.domains[0].group.retry_count = 11;
  EXPECT_EQ(text_of(check(f)), "domain 0: Retry_count is above 10");
}

}  // namespace
}  // namespace xvm::sim
