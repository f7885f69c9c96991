#include "model/decisions/reconcile_judgement.hpp"

namespace xvm {
namespace {

ReconcileVerdict finish(Reason reason, NodeId node) {
  return {ReconcileMove::finish, reason, node};
}

// R14: a moving claim is left alone while a method of the resource runs anywhere.
ReconcileVerdict judge_unsettled(const ReconcileView& v) {
  if (!v.facts.readable || !v.facts.methods.empty()) {
    return finish(Reason::method_running, v.claim.owner);
  }
  if (!v.claim.involves(v.setting.self)) return finish(Reason::nothing_to_do, NodeId::none);
  if (v.settle_spent) return finish(Reason::unsettled, v.claim.owner);
  return {ReconcileMove::settle, Reason::settled, NodeId::none};
}

ReconcileVerdict judge_own(const ReconcileView& v, Seen here) {
  const NodeId self = v.setting.self;
  if (here == Seen::executing && !v.exported) {
    return {ReconcileMove::export_it, Reason::none, self};
  }
  if (here == Seen::executing && v.claim.other != NodeId::none) {
    const Seen there = v.survey.at(v.claim.other);
    if (there == Seen::executing) return finish(Reason::overlap, v.claim.other);
    // What a failed migration left there (R4: this node owns the domain and executes it).
    if (is_active(there) && v.tried) return finish(Reason::debts_left, v.claim.other);
    if (is_active(there)) return {ReconcileMove::destroy_copy, Reason::swept, v.claim.other};
  }
  if (proves_inactive(here) && v.setting.release_owed) {
    if (v.tried) return finish(Reason::debts_left, self);
    return {ReconcileMove::release, Reason::none, self};
  }
  return finish(Reason::nothing_to_do, NodeId::none);
}

ReconcileVerdict judge_foreign(const ReconcileView& v, Seen here) {
  const NodeId self = v.setting.self;
  const NodeId owner = v.claim.owner;
  // R4: a copy is destroyed only while the claim's owner is seen executing, or for a condemned one.
  const bool owner_executes =
      v.claim.state == ClaimState::held && v.survey.at(owner) == Seen::executing;
  const bool condemned_here = v.claim.state == ClaimState::condemned && owner == self;
  if (here == Seen::executing) {
    return owner_executes ? finish(Reason::overlap, owner)
                          : finish(Reason::claimed_elsewhere, owner);
  }
  if (here == Seen::absent) return finish(Reason::nothing_to_do, NodeId::none);
  if (v.tried) return finish(Reason::debts_left, self);
  if (is_active(here)) {
    if (owner_executes || condemned_here) {
      return {ReconcileMove::destroy_copy, Reason::swept, self};
    }
    return finish(Reason::claimed_elsewhere, owner);
  }
  return {ReconcileMove::retire, Reason::swept, self};
}

}  // namespace

ReconcileVerdict judge_reconcile(const ReconcileView& v) {
  const Seen here = v.survey.at(v.setting.self);
  if (v.claim.state == ClaimState::none) return finish(Reason::nothing_to_do, NodeId::none);
  if (v.claim.unsettled()) return judge_unsettled(v);
  if (here == Seen::unknown) return finish(Reason::self_unknown, v.setting.self);
  return v.claim.held_by(v.setting.self) ? judge_own(v, here) : judge_foreign(v, here);
}

}  // namespace xvm
