#include "model/decisions/start_judgement.hpp"

#include <optional>

namespace xvm {
namespace {

using Verdict = std::optional<StartVerdict>;

constexpr StartVerdict refuse(Reason reason, NodeId node) {
  return {StartMove::refuse, reason, node};
}

// R3: every node that the claim names, and every member when no claim exists, must have answered.
Verdict demand_proof(const StartView& v, NodeSet others) {
  const NodeSet members = members_of(v.setting, v.facts);
  const bool ask_all = v.claim.state == ClaimState::none || v.setting.strict_peers;
  const NodeSet named = (v.claim.named() | v.named_before) & others;
  const NodeSet must = (ask_all ? others : named) & members;
  for (NodeId n : must) {
    if (v.survey.at(n) == Seen::unknown) return refuse(Reason::peer_not_proven, n);
  }
  // No member, yet it answers that it has a copy: its fencing has still to happen.
  for (NodeId n : v.survey.active() & others.without(members)) {
    return refuse(Reason::peer_not_proven, n);
  }
  return std::nullopt;
}

bool is_sound_copy(const StartView& v, NodeId n) {
  return v.survey.at(n) == Seen::executing && v.claim.state != ClaimState::condemned;
}

// R3: a copy on a member where the engine says the resource is offline is pulled here. It is
// condemned before it is touched, so that a start that dies half-way leaves it named.
Verdict fetch_copy(const StartView& v, NodeSet active) {
  for (NodeId n : active) {
    // Unreadable facts do not say "offline": unknown never brings a running copy down (R2).
    if (!v.facts.readable || v.facts.online.contains(n)) return refuse(Reason::online_elsewhere, n);
  }
  for (NodeId n : active) {
    if (v.claim.state == ClaimState::condemned && v.claim.owner == n) {
      return StartVerdict{StartMove::bring_down, Reason::none, n};
    }
  }
  // Of several copies the claimed one goes first: a claim that condemns another one names it no
  // longer, and a start that dies half-way would leave it to be booted past (R3).
  NodeId first = NodeId::none;
  for (NodeId n : active) {
    if (first == NodeId::none || v.claim.held_by(n)) first = n;
  }
  if (first == NodeId::none) return std::nullopt;
  const bool alive = v.setting.failover != FailoverType::normal && v.may_pull &&
                     active.size() == 1 && is_sound_copy(v, first);
  return StartVerdict{alive ? StartMove::pull : StartMove::condemn, Reason::none, first};
}

// A paused, incomplete or dead copy on this very node.
Verdict deal_with_own_copy(const StartView& v, Seen here) {
  const NodeId self = v.setting.self;
  const bool ours = v.claim.held_by(self);
  const bool is_condemned = v.claim.state == ClaimState::condemned && v.claim.owner == self;
  if (is_condemned || (ours && here == Seen::dead)) {
    return StartVerdict{StartMove::bring_down, Reason::none, self};
  }
  if (here == Seen::paused) {
    if (ours) return StartVerdict{StartMove::done, Reason::paused_tolerated, self};
    if (v.claim.state == ClaimState::none) return StartVerdict{StartMove::take, Reason::none, self};
  }
  return StartVerdict{StartMove::condemn, Reason::none, self};
}

Verdict retire_leftovers(const StartView& v, NodeSet others) {
  const NodeSet leftovers = v.survey.defined & others.without(v.unretired);
  for (NodeId n : leftovers& members_of(v.setting, v.facts)) {
    if (v.survey.at(n) == Seen::defined) return StartVerdict{StartMove::retire, Reason::none, n};
  }
  return std::nullopt;
}

StartVerdict done(const StartView& v) {
  return {StartMove::done,
          v.claim.other != NodeId::none ? Reason::migrated_here : Reason::already_running,
          v.setting.self};
}

}  // namespace

NodeSet members_of(const Setting& setting, const Facts& facts) {
  return facts.readable ? facts.members & setting.nodes : setting.nodes;
}

StartVerdict judge_start(const StartView& v) {
  const NodeId self = v.setting.self;
  const NodeSet others = v.setting.nodes.without(self);
  const Seen here = v.survey.at(self);
  if (here == Seen::unknown) return refuse(Reason::self_unknown, self);
  if (v.claim.unsettled()) return {StartMove::settle, Reason::none, NodeId::none};
  if (here == Seen::executing && v.claim.held_by(self)) return done(v);
  if (v.setting.method == Method::take_over && here != Seen::executing) {
    const bool waits = here == Seen::paused && v.claim.held_by(self);
    return waits ? StartVerdict{StartMove::done, Reason::paused_tolerated, self}
                 : refuse(Reason::nothing_arrived, self);
  }
  if (const Verdict verdict = demand_proof(v, others)) return *verdict;
  const NodeSet active = v.survey.active() & others & members_of(v.setting, v.facts);
  if (here == Seen::executing) {
    // Two copies: nobody's start may choose; the administrator is told (section 7, overlaps).
    for (NodeId n : active) return refuse(Reason::overlap, n);
    const bool stale = v.claim.state == ClaimState::condemned && v.claim.owner == self;
    return {stale ? StartMove::bring_down : StartMove::take, Reason::none, self};
  }
  if (const Verdict verdict = fetch_copy(v, active)) return *verdict;
  if (is_active(here)) return *deal_with_own_copy(v, here);
  if (!v.claim.held_by(self)) return {StartMove::take, Reason::none, self};
  if (const Verdict verdict = retire_leftovers(v, others)) return *verdict;
  return {StartMove::create, Reason::none, self};
}

}  // namespace xvm
