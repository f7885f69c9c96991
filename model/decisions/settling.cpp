#include "model/decisions/settling.hpp"

namespace xvm {
namespace {

// A side that is no member counts as fenced once nothing active answers from it; an active answer
// from there means that the fencing has yet to happen: wait for it.
enum class Side {
  waiting_for_fencing,
  fenced,
  unknown,
  absent,
  defined,
  executing,
  paused,
  incomplete,
  dead
};

Side side(Seen seen, bool is_member) {
  if (!is_member) return is_active(seen) ? Side::waiting_for_fencing : Side::fenced;
  switch (seen) {
    case Seen::unknown: return Side::unknown;
    case Seen::absent: return Side::absent;
    case Seen::defined: return Side::defined;
    case Seen::executing: return Side::executing;
    case Seen::paused: return Side::paused;
    case Seen::incomplete: return Side::incomplete;
    case Seen::dead: return Side::dead;
  }
  return Side::unknown;
}

// The source is proven inactive, but only an absent *and undefined* source on a member proves that
// the copy is complete and that nothing ran past it: UNDEFINE_SOURCE is the protocol's last act.
Settlement with_source_gone(Side target, bool evidence, bool out_of_time) {
  switch (target) {
    case Side::absent:
    case Side::defined:
    case Side::fenced: return Settlement::nowhere;
    case Side::executing: return Settlement::target_owns;
    case Side::dead: return Settlement::condemn;
    case Side::paused: return evidence ? Settlement::target_owns : Settlement::condemn;
    case Side::incomplete:
      if (!evidence) return Settlement::condemn;
      return out_of_time ? Settlement::keep_moving : Settlement::wait;
    case Side::unknown:
      if (!out_of_time) return Settlement::wait;
      return evidence ? Settlement::keep_moving : Settlement::condemn;
    case Side::waiting_for_fencing: break;
  }
  return out_of_time ? Settlement::keep_moving : Settlement::wait;
}

}  // namespace

Settlement settle(const SettlingView& view) {
  const Side source = side(view.source, view.source_is_member);
  const Side target = side(view.target, view.target_is_member);
  const Settlement later = view.out_of_time ? Settlement::keep_moving : Settlement::wait;
  switch (source) {
    case Side::absent: return with_source_gone(target, true, view.out_of_time);
    case Side::defined:
    case Side::fenced: return with_source_gone(target, false, view.out_of_time);
    case Side::executing:
    case Side::paused:
    case Side::incomplete:
    case Side::dead:
      if (target == Side::waiting_for_fencing) return later;
      return target == Side::executing ? Settlement::target_owns : Settlement::source_owns;
    // A silent source on a member may execute: it is never condemned past (its claim must keep
    // naming it), whatever the target shows, unless the target already executes.
    case Side::unknown: return target == Side::executing ? Settlement::target_owns : later;
    case Side::waiting_for_fencing: break;
  }
  return later;
}

}  // namespace xvm
