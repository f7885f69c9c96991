#include "model/decisions/enforcement.hpp"

namespace xvm {
namespace {

Enforcement later(const EnforcementView& v) {
  return v.out_of_time ? Enforcement::give_up : Enforcement::wait;
}

// An act is tried once between two pauses: answers may lie, and time must pass.
Enforcement once(const EnforcementView& v, Enforcement act) {
  if (v.out_of_time) return Enforcement::give_up;
  return v.tried ? Enforcement::wait : act;
}

}  // namespace

Enforcement enforce(const EnforcementView& v) {
  const bool other_gone = v.other_fenced || proves_inactive(v.other);
  // Never destroy the only copy that executes, not even for an owner that crashed (R4).
  if (v.other == Seen::executing && v.owner != Seen::executing) {
    return v.out_of_time ? Enforcement::give_up : Enforcement::swap_owner;
  }
  if (v.owner == Seen::executing || v.owner == Seen::dead) {
    if (other_gone) return Enforcement::pay;
    // It executes, nothing is owed to it: the other copy must not hold the method up (section 6).
    const bool can_clear = is_active(v.other) && !v.tried && !v.out_of_time;
    return can_clear ? Enforcement::clear_other : Enforcement::pay_with_debt;
  }
  if (is_active(v.other)) return once(v, Enforcement::clear_other);
  if (!other_gone) return later(v);
  if (v.owner_fenced || proves_inactive(v.owner)) return Enforcement::let_go;
  if (is_paused_copy(v.owner)) return once(v, Enforcement::resume_owner);
  return later(v);
}

}  // namespace xvm
