// model/vocabulary/node.hpp
//
// Purpose: nodes as small numbers. A node is its position in the resource's node list (0..15); the
// driver alone knows host names. NodeSet is a set of such positions.
// Thread rule: plain values.
//
//   NodeSet members{0b011};
//   members.contains(NodeId{1});          // true
//   for (NodeId n : members.without(self)) ...
#pragma once

#include <bit>
#include <cstdint>

namespace xvm {

// The project goal of 2008 speaks of clusters of up to 16 nodes.
inline constexpr unsigned max_nodes = 16;

enum class NodeId : std::uint8_t { none = 0xff };

constexpr unsigned index(NodeId node) { return static_cast<unsigned>(node); }

class NodeSet {
 public:
  constexpr NodeSet() = default;
  constexpr explicit NodeSet(std::uint16_t bits) : bits_(bits) {}
  static constexpr NodeSet of(NodeId node) { return NodeSet{}.with(node); }
  static constexpr NodeSet first(unsigned count) {
    return NodeSet{static_cast<std::uint16_t>((1u << count) - 1u)};
  }

  constexpr bool contains(NodeId n) const {
    return index(n) < max_nodes && (bits_ >> index(n) & 1);
  }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr int size() const { return std::popcount(bits_); }
  constexpr std::uint16_t bits() const { return bits_; }
  constexpr NodeSet with(NodeId n) const { return NodeSet(bits_ | bit(n)); }
  constexpr NodeSet without(NodeId n) const {
    return NodeSet(static_cast<std::uint16_t>(bits_ & ~bit(n)));
  }
  constexpr NodeSet without(NodeSet o) const {
    return NodeSet(static_cast<std::uint16_t>(bits_ & ~o.bits_));
  }
  friend constexpr NodeSet operator&(NodeSet a, NodeSet b) { return NodeSet(a.bits_ & b.bits_); }
  friend constexpr NodeSet operator|(NodeSet a, NodeSet b) { return NodeSet(a.bits_ | b.bits_); }
  friend constexpr bool operator==(NodeSet, NodeSet) = default;

  class Iterator {
   public:
    constexpr explicit Iterator(std::uint16_t rest) : rest_(rest) {}
    constexpr NodeId operator*() const { return static_cast<NodeId>(std::countr_zero(rest_)); }
    constexpr Iterator& operator++() {
      rest_ = static_cast<std::uint16_t>(rest_ & (rest_ - 1));
      return *this;
    }
    friend constexpr bool operator==(Iterator, Iterator) = default;

   private:
    std::uint16_t rest_;
  };
  constexpr Iterator begin() const { return Iterator(bits_); }
  constexpr Iterator end() const { return Iterator(0); }

 private:
  static constexpr std::uint16_t bit(NodeId n) {
    return index(n) < max_nodes ? static_cast<std::uint16_t>(1u << index(n)) : 0;
  }
  std::uint16_t bits_ = 0;
};

}  // namespace xvm
