// model/vocabulary/claim.hpp
//
// Purpose: who owns the domain. A claim is immutable and has an epoch of its own; the newest
// readable epoch counts. Claims are the NO-OP flags of the 2008 design (section 7), made safe.
// Thread rule: plain values.
//
//   Claim c = moving(newest, source, target);        // epoch = newest.epoch + 1
//   Claim d = held_after_migration(c, target, source, /*resume_owed=*/true);
#pragma once

#include "model/vocabulary/enum_text.hpp"
#include "model/vocabulary/node.hpp"

namespace xvm {

enum class ClaimState : std::uint8_t {
  none,       // no claim was ever linked for this domain
  held,       // owner holds the domain; `other` is set when a migration with `other` led here
  moving,     // a migration runs from owner to other
  released,   // owner wrote: not active on my node any more
  condemned,  // owner's copy must be brought down and proven gone, then the domain boots anew
};
template <>
struct EnumText<ClaimState> {
  static constexpr std::array text{"none"sv, "held"sv, "moving"sv, "released"sv, "condemned"sv};
};

struct Claim {
  std::uint32_t epoch = 0;  // 0 only with ClaimState::none; else 1.. without gaps
  ClaimState state = ClaimState::none;
  NodeId owner = NodeId::none;
  NodeId other = NodeId::none;  // the far end of a migration
  bool resume_owed = false;     // held only: owner's copy is paused and must be resumed

  friend constexpr bool operator==(const Claim&, const Claim&) = default;

  constexpr bool is_moving() const { return state == ClaimState::moving; }
  constexpr bool held_by(NodeId n) const { return state == ClaimState::held && owner == n; }
  constexpr bool moving_from(NodeId n) const { return is_moving() && owner == n; }
  constexpr bool involves(NodeId n) const { return owner == n || other == n; }
  // Section 5, R15: a migration that started on `n` ended with somebody else holding the domain.
  constexpr bool migrated_away_from(NodeId n) const {
    return state == ClaimState::held && owner != n && other == n;
  }
  // A migration is unfinished: it must be settled before anything else is decided.
  constexpr bool unsettled() const {
    return is_moving() || (state == ClaimState::held && resume_owed);
  }
  // R3: the nodes that must be proven inactive before the domain is created anywhere else.
  constexpr NodeSet named() const {
    switch (state) {
      case ClaimState::none:
      case ClaimState::released: return NodeSet{};
      case ClaimState::held:
        return NodeSet::of(owner) | (resume_owed ? NodeSet::of(other) : NodeSet{});
      case ClaimState::moving: return NodeSet::of(owner).with(other);
      case ClaimState::condemned: return NodeSet::of(owner);
    }
    return NodeSet{};
  }
};

// Claim arithmetic: every successor has exactly the next epoch (R4: no two claims share an epoch).
constexpr Claim held(const Claim& newest, NodeId owner) {
  return {newest.epoch + 1, ClaimState::held, owner, NodeId::none, false};
}
constexpr Claim moving(const Claim& newest, NodeId source, NodeId target) {
  return {newest.epoch + 1, ClaimState::moving, source, target, false};
}
constexpr Claim held_after_migration(const Claim& newest, NodeId owner, NodeId other, bool owed) {
  return {newest.epoch + 1, ClaimState::held, owner, other, owed};
}
constexpr Claim released(const Claim& newest, NodeId by) {
  return {newest.epoch + 1, ClaimState::released, by, NodeId::none, false};
}
constexpr Claim condemned(const Claim& newest, NodeId copy_on) {
  return {newest.epoch + 1, ClaimState::condemned, copy_on, NodeId::none, false};
}

}  // namespace xvm
