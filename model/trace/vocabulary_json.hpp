// model/trace/vocabulary_json.hpp
//
// Purpose: how the trace spells the vocabulary's own types: a node is its position or null, a set
// is the list of what it holds. Thread rule: pure functions.
//
//   encode(NodeId::none) == null;   encode(NodeSet::first(2)) == [0,1]
#pragma once

#include "model/json/codec.hpp"
#include "model/ports/hypervisor.hpp"
#include "model/ports/inspection.hpp"
#include "model/vocabulary/node.hpp"

namespace xvm::json {

template <>
struct Codec<NodeId> {
  static Out encode(NodeId node) { return node == NodeId::none ? Out(nullptr) : Out(index(node)); }
  static bool decode(const In& in, NodeId& node, Decoding& how) {
    if (in.is_null()) {
      node = NodeId::none;
      return true;
    }
    if (!in.is_number_unsigned() || in.get<std::uint64_t>() >= max_nodes) {
      return refuse(how, in, fmt::format("a node 0..{} or null", max_nodes - 1));
    }
    node = static_cast<NodeId>(in.get<std::uint64_t>());
    return true;
  }
};

template <>
struct Codec<NodeSet> {
  static Out encode(NodeSet nodes) {
    Out list = Out::array();
    for (NodeId node : nodes) list.push_back(index(node));
    return list;
  }
  static bool decode(const In& in, NodeSet& nodes, Decoding& how) {
    std::vector<NodeId> list;
    if (!json::decode(in, list, how)) return false;
    nodes = NodeSet{};
    for (NodeId node : list) {
      if (node == NodeId::none) return refuse(how, in, "a list of nodes without null");
      nodes = nodes.with(node);
    }
    return true;
  }
};

// A set of enumerators with `with(E)` and a membership test.
template <class Set, class E, bool (Set::*Contains)(E) const>
struct EnumSetCodec {
  static Out encode(Set set) {
    Out list = Out::array();
    for (std::size_t i = 0; i < enum_count<E>; ++i) {
      const auto member = static_cast<E>(i);
      if ((set.*Contains)(member)) list.push_back(std::string(to_text(member)));
    }
    return list;
  }
  static bool decode(const In& in, Set& set, Decoding& how) {
    std::vector<E> list;
    if (!json::decode(in, list, how)) return false;
    set = Set{};
    for (E member : list) set = set.with(member);
    return true;
  }
};

template <>
struct Codec<TargetReport> : EnumSetCodec<TargetReport, TargetFault, &TargetReport::has> {};
template <>
struct Codec<FindingSet> : EnumSetCodec<FindingSet, Finding, &FindingSet::contains> {};

}  // namespace xvm::json
