#include "sim/world/reach.hpp"

#include "sim/world/form.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace xvm::sim {
namespace {

constexpr NodeId a{0};
constexpr NodeId b{1};
constexpr NodeId c{2};

struct Reach : testing::Test {
  std::unique_ptr<Scratch> scratch = std::make_unique<Scratch>();
  std::unique_ptr<World33> world =
      std::make_unique<World33>(form<World33>(alike({.nodes = 3, .domains = 1}), *scratch));
  World33& w = *world;
  void cut(NodeId from, NodeId to) { w.cut[index(from)] = w.cut[index(from)].with(to); }
};

TEST_F(Reach, IsWholeInANewCluster) {
  EXPECT_TRUE(awake(w, a) && talk(w, a, b) && in_touch(w, a));
  EXPECT_EQ(admin_service(w, a), Service::whole);
}

TEST_F(Reach, IsLostInOneDirection) {
  cut(a, b);
  EXPECT_FALSE(path(w, a, b));
  EXPECT_TRUE(path(w, b, a));
  EXPECT_FALSE(talk(w, a, b));
}

TEST_F(Reach, OfAHostThatStandsStillIsNone) {
  w.frozen = NodeSet::of(a);
  EXPECT_FALSE(awake(w, a));
  EXPECT_FALSE(in_touch(w, a));
}

TEST_F(Reach, OfTheFrameworkNeedsOneOtherMember) {
  cut(a, b);
  EXPECT_TRUE(in_touch(w, a));
  cut(c, a);
  EXPECT_FALSE(in_touch(w, a));
}

TEST_F(Reach, OfTheLastMemberNeedsNobody) {
  for (NodeId n : {b, c}) tell(w, rgm::NodeDied{n, rgm::Death::fenced}, *scratch);
  cut(a, b);
  EXPECT_TRUE(in_touch(w, a));
}

TEST_F(Reach, OfAdminDependsOnWhatHappenedToIt) {
  w.no_admin = NodeSet::of(b);
  EXPECT_EQ(admin_service(w, b), Service::none);
  w.admin = Admin::read_only;
  EXPECT_EQ(admin_service(w, a), Service::reads);
  w.admin = Admin::gone;
  EXPECT_EQ(admin_service(w, a), Service::errors);
}

}  // namespace
}  // namespace xvm::sim
