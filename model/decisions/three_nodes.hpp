// model/decisions/three_nodes.hpp (tests only)
//
// Purpose: the smallest cluster in which everything can happen: this node, a peer and a third node,
// with every claim that can be written about them. This node stands between the two others, so that
// nothing works only because it is the first.
// Thread rule: plain values.
//
//   for (const Claim& claim : every_claim()) ...
#pragma once

#include "model/decisions/survey.hpp"
#include "model/ports/cluster_facts.hpp"
#include "model/vocabulary/claim.hpp"
#include "model/vocabulary/method.hpp"

#include <string>
#include <vector>

namespace xvm::oracle {

inline constexpr NodeId peer{0};
inline constexpr NodeId self{1};
inline constexpr NodeId third{2};
inline constexpr NodeId stranger{7};  // not in the resource's node list
inline constexpr NodeSet three = NodeSet::first(3);
inline constexpr NodeSet others = three.without(self);

inline std::string name(NodeId n) {
  if (n == NodeId::none) return "-";
  return n == self ? "self" : n == peer ? "peer" : n == third ? "third" : "stranger";
}

inline std::string name(NodeSet nodes) {
  std::string text = "{";
  for (NodeId n : nodes) text += name(n) + " ";
  return text + "}";
}

// 1 none, 3 released, 3 condemned, 3 held, 6 held after a migration, 6 with a resume owed, 6
// moving.
inline std::vector<Claim> every_claim() {
  const Claim old{6, ClaimState::released, third, NodeId::none, false};
  std::vector<Claim> claims{Claim{}};
  for (NodeId a : three) {
    claims.insert(claims.end(), {held(old, a), released(old, a), condemned(old, a)});
    for (NodeId b : three.without(a)) {
      claims.insert(claims.end(), {held_after_migration(old, a, b, false),
                                   held_after_migration(old, a, b, true), moving(old, a, b)});
    }
  }
  return claims;
}

// Written once more, from architecture section 4: a migration that nobody has finished.
inline bool unfinished(const Claim& c) {
  return c.state == ClaimState::moving || (c.state == ClaimState::held && c.resume_owed);
}

inline std::string name(const Claim& c) {
  return std::string(to_text(c.state)) + "(" + name(c.owner) + "," + name(c.other) +
         (c.resume_owed ? ",owed)" : ")");
}

inline std::vector<NodeSet> every_subset(NodeSet of) {
  std::vector<NodeSet> subsets;
  for (std::uint16_t bits = 0; bits <= of.bits(); ++bits) {
    if ((bits & ~of.bits()) == 0) subsets.push_back(NodeSet{bits});
  }
  return subsets;
}

// All 7^3 surveys; an active copy may be persistent or transient, `transient` says which it is
// here.
inline std::vector<Survey> every_survey(bool transient) {
  std::vector<Survey> surveys;
  constexpr std::size_t kinds = enum_count<Seen>;
  for (std::size_t i = 0; i < kinds * kinds * kinds; ++i) {
    Survey s;
    std::size_t rest = i;
    for (NodeId n : three) {
      s.seen[index(n)] = static_cast<Seen>(rest % kinds);
      rest /= kinds;
      const Seen seen = s.at(n);
      if (seen == Seen::defined || (is_active(seen) && !transient)) s.defined = s.defined.with(n);
    }
    surveys.push_back(s);
  }
  return surveys;
}

inline std::string name(const Survey& s) {
  std::string text;
  for (NodeId n : three) text += name(n) + ":" + std::string(to_text(s.at(n))) + " ";
  return text;
}

}  // namespace xvm::oracle
