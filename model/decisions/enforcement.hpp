// model/decisions/enforcement.hpp
//
// Purpose: the second half of settling. The claim names an owner; now make that true: the other
// copy gone and proven gone, the owner's copy resumed and seen executing (architecture, section 6,
// step 3; R4, R7).
// Thread rule: pure function.
//
//   enforce({.owner = Seen::paused, .other_gone = true}) == Enforcement::resume_owner
#pragma once

#include "model/vocabulary/observation.hpp"

namespace xvm {

enum class Enforcement : std::uint8_t {
  wait,
  clear_other,  // destroy the other copy
  resume_owner,
  pay,            // done: link held(owner) with nothing owed
  pay_with_debt,  // done, but the other copy could not be proven gone: a debt
  swap_owner,     // the other copy is the one that executes: it owns the domain (settling table)
  let_go,         // the owner's copy is gone too: link released
  give_up,        // out of time: the claim keeps saying what is owed
};
template <>
struct EnumText<Enforcement> {
  static constexpr std::array text{"wait"sv,   "clear-other"sv,   "resume-owner"sv,
                                   "pay"sv,    "pay-with-debt"sv, "swap-owner"sv,
                                   "let-go"sv, "give-up"sv};
};

struct EnforcementView {
  Seen owner = Seen::unknown;
  bool owner_fenced = false;  // no member, and nothing active answers from it
  Seen other = Seen::unknown;
  bool other_fenced = false;
  bool tried = false;  // an act was tried since the last pause
  bool out_of_time = false;
};

Enforcement enforce(const EnforcementView& view);

}  // namespace xvm
