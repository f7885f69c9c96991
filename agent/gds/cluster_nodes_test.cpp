#include "agent/gds/cluster_nodes.hpp"

#include <gtest/gtest.h>

namespace xvm::agent {
namespace {

TEST(NodeNames, AreTheSameWithAndWithoutDomain) {
  EXPECT_TRUE(same_node("n1", "n1"));
  EXPECT_TRUE(same_node("n1", "N1"));
  EXPECT_TRUE(same_node("n1.example.org", "n1"));
  EXPECT_TRUE(same_node("n1", "n1.example.org"));
  EXPECT_TRUE(same_node("n1.example.org", "n1.Example.org"));
}

TEST(NodeNames, DifferInTheirFirstLabelOrInTheirDomains) {
  EXPECT_FALSE(same_node("n1", "n2"));
  EXPECT_FALSE(same_node("n1", "n10"));
  EXPECT_FALSE(same_node("n1.example.org", "n10"));
  EXPECT_FALSE(same_node("n1.east", "n1.west"));
  EXPECT_FALSE(same_node("", ""));
}

TEST(NodeNames, ArePositionsOfTheNodeList) {
  EXPECT_EQ(node_called("n2", {"n1", "n2.example.org"}), NodeId{1});
  EXPECT_EQ(node_called("n3", {"n1", "n2"}), NodeId::none);
}

TEST(NodeNames, ThatFitTwoNodesFitNone) {
  EXPECT_EQ(node_called("n1", {"n1.east", "n1.west"}), NodeId::none);
  EXPECT_EQ(name_in_cluster("n1", {"n1.east", "n1.west"}), "");
  EXPECT_EQ(node_called("n1", {"n1.east", "n1"}), NodeId{1});  // letter by letter
}

TEST(NodeNames, AreSaidAsTheClusterSaysThem) {
  EXPECT_EQ(name_in_cluster("n1", {"n2.east", "n1.east"}), "n1.east");
  EXPECT_EQ(name_in_cluster("n1.east", {"n2", "n1"}), "n1");
  EXPECT_EQ(name_in_cluster("n3", {"n2", "n1"}), "");
}

}  // namespace
}  // namespace xvm::agent
