// Hypervisors of the nodes, and what is known of a cluster without a cluster manager.
#include "agent/driver/jobs_test_context.hpp"

namespace xvm::agent {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class HypervisorsTest : public ResourceTest {
 protected:
  Hypervisors hypervisors{*resource, tools().make_hypervisor};
};

TEST_F(HypervisorsTest, EachNodeHasOneThatIsMadeWhenItIsFirstAskedFor) {
  EXPECT_THAT(made, IsEmpty());
  EXPECT_EQ(hypervisors.at(n1), here);
  EXPECT_EQ(hypervisors.at(n2), there);
  hypervisors.at(n1);
  EXPECT_THAT(made, ElementsAre("test:///own", "test://n2/peer"));
}

TEST_F(HypervisorsTest, AWithdrawnOneBeginsNothingMoreAndIsReplaced) {
  EXPECT_CALL(*here, withdraw).Times(1);
  hypervisors.at(n1);
  hypervisors.withdraw(n1);
  hypervisors.at(n1);
  EXPECT_THAT(made, ElementsAre("test:///own", "test:///own"));
}

TEST_F(HypervisorsTest, WithdrawingOneThatWasNeverMadeIsNoError) {
  EXPECT_CALL(*here, withdraw).Times(0);
  hypervisors.withdraw(n1);
  EXPECT_THAT(made, IsEmpty());
}

TEST_F(HypervisorsTest, APeerWithoutPeerUriHasNone) {
  resource->config.peer_uri.clear();
  EXPECT_EQ(hypervisors.at(n2), nullptr);
  EXPECT_EQ(hypervisors.uri_of(n2), "");
  EXPECT_EQ(hypervisors.at(n1), here);
}

TEST_F(ResourceTest, WithoutAClusterManagerTheOnlyNodeIsTheOnlyMember) {
  resource->nodes = {"n1"};
  const Facts alone = StandaloneFacts(*resource).read();
  EXPECT_TRUE(alone.readable);
  EXPECT_EQ(alone.members, NodeSet::of(n1));
}

TEST_F(ResourceTest, WithoutAClusterManagerNobodyKnowsWhichOfTwoNodesIsUp) {
  const Facts facts_of_two = StandaloneFacts(*resource).read();
  EXPECT_FALSE(facts_of_two.readable);
  EXPECT_EQ(facts_of_two.members, NodeSet::first(2));
}

}  // namespace
}  // namespace xvm::agent
