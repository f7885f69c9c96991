// model/decisions/survey.hpp
//
// Purpose: what was seen of one domain on every node that was asked: the input of the decisions.
// Thread rule: plain values.
//
//   Survey s;  s.ask(others);  s.note(peer, observation);  if (s.complete()) judge(...);
#pragma once

#include "model/vocabulary/node.hpp"
#include "model/vocabulary/observation.hpp"

#include <array>

namespace xvm {

struct Survey {
  std::array<Seen, max_nodes> seen{};  // Seen::unknown until answered
  NodeSet defined = {};                // nodes on which a definition was seen, active or not
  NodeSet waiting = {};                // asked, not answered

  constexpr Seen at(NodeId n) const {
    return index(n) < max_nodes ? seen[index(n)] : Seen::unknown;
  }
  constexpr bool complete() const { return waiting.empty(); }

  // Forgets earlier answers of these nodes: an old observation proves nothing.
  constexpr void ask(NodeSet nodes) {
    waiting = waiting | nodes;
    defined = defined.without(nodes);
    for (NodeId n : nodes) seen[index(n)] = Seen::unknown;
  }
  constexpr void note(NodeId n, const Observation& o) {
    if (index(n) >= max_nodes) return;
    waiting = waiting.without(n);
    seen[index(n)] = classify(o);
    defined = o.defined && o.activity != Activity::unknown ? defined.with(n) : defined.without(n);
  }
  constexpr NodeSet active() const {
    NodeSet nodes;
    for (unsigned i = 0; i < max_nodes; ++i) {
      if (is_active(seen[i])) nodes = nodes.with(static_cast<NodeId>(i));
    }
    return nodes;
  }

  friend constexpr bool operator==(const Survey&, const Survey&) = default;
};

}  // namespace xvm
