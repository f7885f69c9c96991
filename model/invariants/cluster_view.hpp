// model/invariants/cluster_view.hpp
//
// Purpose: a plain snapshot of a whole cluster as far as one domain is concerned: what really is,
// not what anybody believes. The simulator, the explorer and the labs fill it; the predicates of
// state_invariants.hpp and step_invariants.hpp judge it (architecture, section 7).
// Thread rule: plain values.
//
//   ClusterView view{.node_count = 2, .claim = held(Claim{}, NodeId{0})};
//   view.at(NodeId{0}).guest = {.kind = Copy::executing, .memory = {.incarnation = 1, .executed =
//   5}}; find_violation(view);                      // {Violation::none, NodeId::none}
#pragma once

#include "model/vocabulary/claim.hpp"
#include "model/vocabulary/node.hpp"

#include <array>

namespace xvm {

// What of the domain is active on a node. Crashed and dying copies never execute again.
enum class Copy : std::uint8_t { none, executing, paused, incomplete, dead };
template <>
struct EnumText<Copy> {
  static constexpr std::array text{"none"sv, "executing"sv, "paused"sv, "incomplete"sv, "dead"sv};
};

// How far a copy's memory has come. Every boot is a new incarnation; `executed` counts what that
// incarnation did up to this memory. A migrated copy keeps both numbers of its source.
struct Memory {
  std::uint32_t incarnation = 0;  // 0: no memory
  std::uint32_t executed = 0;

  // The other copy wrote to the disk what this memory knows nothing of.
  constexpr bool is_behind(const Memory& o) const {
    return incarnation < o.incarnation || (incarnation == o.incarnation && executed < o.executed);
  }
  friend constexpr bool operator==(const Memory&, const Memory&) = default;
};

struct Guest {
  Copy kind = Copy::none;
  Memory memory = {};
  bool by_administrator =
      false;  // somebody started or resumed it by hand: its overlaps count apart
  friend constexpr bool operator==(const Guest&, const Guest&) = default;
};

struct NodeView {
  bool up = true;              // the machine runs; a node that is down executes nothing
  bool member = true;          // says the cluster manager
  bool fencing_false = false;  // reported as fenced, but it runs on: its overlaps count apart
  bool defined = false;        // a persistent definition
  bool local_copy = false;     // an intact node-local copy of the definition (R1)
  Guest guest = {};

  constexpr bool is_executing() const { return up && guest.kind == Copy::executing; }
  constexpr bool has_copy() const {
    return up && guest.kind != Copy::none && guest.kind != Copy::dead;
  }
  constexpr bool is_excused() const { return fencing_false || guest.by_administrator; }
  friend constexpr bool operator==(const NodeView&, const NodeView&) = default;
};

// What the cluster manager believes of the resource on a node.
enum class Believed : std::uint8_t { offline, online, starting, stopping };
template <>
struct EnumText<Believed> {
  static constexpr std::array text{"offline"sv, "online"sv, "starting"sv, "stopping"sv};
};

struct ClusterView {
  std::uint8_t node_count = 0;  // 0..16; nodes beyond do not exist
  std::array<NodeView, max_nodes> nodes{};
  std::array<Believed, max_nodes> believed{};
  Claim claim = {};      // the newest one linked, whether or not anybody can read it
  Memory furthest = {};  // the furthest that the domain ever executed, on any node
  bool admin_readable = true;
  bool intact_export = true;   // on ADMIN, read back or not
  bool had_definition = true;  // one was seen once: from then on it must not be lost
  bool all_destroyed = false;  // the faults injected destroyed every definition: nothing to keep
  bool quiescent = false;      // no method runs, no call is pending, no fault is outstanding

  constexpr NodeView& at(NodeId n) { return nodes[index(n)]; }
  constexpr const NodeView& at(NodeId n) const { return nodes[index(n)]; }
  constexpr NodeSet all() const {
    return NodeSet(static_cast<std::uint16_t>((1u << node_count) - 1u));
  }
  constexpr NodeSet executing() const {
    NodeSet set;
    for (NodeId n : all()) {
      if (at(n).is_executing()) set = set.with(n);
    }
    return set;
  }
  friend constexpr bool operator==(const ClusterView&, const ClusterView&) = default;
};

}  // namespace xvm
