#include "model/vocabulary/node.hpp"

#include <gtest/gtest.h>

#include <set>
#include <vector>

namespace xvm {
namespace {

// The oracle: a set of numbers of the standard library.
std::set<unsigned> numbers_of(std::uint16_t bits) {
  std::set<unsigned> numbers;
  for (unsigned i = 0; i < max_nodes; ++i) {
    if (bits >> i & 1u) numbers.insert(i);
  }
  return numbers;
}

std::set<unsigned> numbers_of(NodeSet nodes) {
  std::set<unsigned> numbers;
  for (NodeId n : nodes) numbers.insert(index(n));
  return numbers;
}

std::vector<NodeSet> every_set() {
  std::vector<NodeSet> sets;
  for (unsigned bits = 0; bits <= 0xffff; ++bits) {
    sets.push_back(NodeSet{static_cast<std::uint16_t>(bits)});
  }
  return sets;
}

TEST(NodeSet, WalksExactlyItsNodesInOrder) {
  for (NodeSet nodes : every_set()) {
    std::vector<unsigned> walked;
    for (NodeId n : nodes) walked.push_back(index(n));
    const std::set<unsigned> expected = numbers_of(nodes.bits());
    ASSERT_EQ(walked, std::vector<unsigned>(expected.begin(), expected.end())) << nodes.bits();
  }
}

TEST(NodeSet, CountsItsNodes) {
  for (NodeSet nodes : every_set()) {
    const std::set<unsigned> expected = numbers_of(nodes.bits());
    ASSERT_EQ(nodes.size(), static_cast<int>(expected.size()));
    ASSERT_EQ(nodes.empty(), expected.empty());
  }
}

TEST(NodeSet, GainsAndLosesOneNodeAtATime) {
  constexpr std::uint16_t some[] = {0x0000, 0x0001, 0x00f0, 0x8001, 0xffff};
  for (const std::uint16_t bits : some) {
    for (unsigned i = 0; i < max_nodes; ++i) {
      const auto n = static_cast<NodeId>(i);
      std::set<unsigned> expected = numbers_of(bits);
      EXPECT_EQ(NodeSet{bits}.contains(n), expected.count(i) == 1);
      expected.insert(i);
      EXPECT_EQ(numbers_of(NodeSet{bits}.with(n)), expected);
      expected.erase(i);
      EXPECT_EQ(numbers_of(NodeSet{bits}.without(n)), expected);
    }
  }
}

TEST(NodeSet, IsUnitedIntersectedAndReducedLikeASet) {
  for (unsigned a = 0; a < 64; ++a) {
    for (unsigned b = 0; b < 64; ++b) {
      const NodeSet x{static_cast<std::uint16_t>(a << 10)};
      const NodeSet y{static_cast<std::uint16_t>(b << 10)};
      for (unsigned i = 0; i < max_nodes; ++i) {
        const auto n = static_cast<NodeId>(i);
        ASSERT_EQ((x | y).contains(n), x.contains(n) || y.contains(n));
        ASSERT_EQ((x & y).contains(n), x.contains(n) && y.contains(n));
        ASSERT_EQ(x.without(y).contains(n), x.contains(n) && !y.contains(n));
      }
    }
  }
}

TEST(NodeSet, NeverHoldsTheNodeNoneOrOneBeyondTheSixteenth) {
  for (const NodeId nobody : {NodeId::none, NodeId{16}, NodeId{32}, NodeId{254}}) {
    EXPECT_TRUE(NodeSet::of(nobody).empty());
    EXPECT_FALSE(NodeSet{0xffff}.contains(nobody));
    EXPECT_EQ(NodeSet{0xffff}.without(nobody), NodeSet{0xffff});
  }
}

TEST(NodeSet, FirstGivesTheBeginOfTheNodeListUpToSixteen) {
  for (unsigned count = 0; count <= max_nodes; ++count) {
    const NodeSet nodes = NodeSet::first(count);
    EXPECT_EQ(nodes.size(), static_cast<int>(count));
    for (unsigned i = 0; i < max_nodes; ++i) {
      EXPECT_EQ(nodes.contains(static_cast<NodeId>(i)), i < count);
    }
  }
}

}  // namespace
}  // namespace xvm
