// model/decisions/settling.hpp
//
// Purpose: the settling table (architecture, section 6; R6): after every migration attempt both
// sides are observed, and what was seen decides who owns the domain, whatever the call returned.
// Thread rule: pure function.
//
//   settle({.source = Seen::absent, .target = Seen::paused, .source_is_member = true})
//       == Settlement::target_owns
//
// A verdict names the owner only. What follows is the same for every owner: make the other copy
// gone, resume the owner's copy if it is paused, see it execute.
#pragma once

#include "model/vocabulary/observation.hpp"

namespace xvm {

enum class Settlement : std::uint8_t {
  wait,         // not enough is known yet
  target_owns,  // commit: the guest lives on at the target
  source_owns,  // roll back: the guest lives on at the source
  condemn,      // the target's copy may be older than what the source ran: destroy it, boot anew
  nowhere,      // active on neither side
  keep_moving,  // out of time; the claim stays: the evidence for a commit is still to be had
};
template <>
struct EnumText<Settlement> {
  static constexpr std::array text{"wait"sv,    "target-owns"sv, "source-owns"sv,
                                   "condemn"sv, "nowhere"sv,     "keep-moving"sv};
};

struct SettlingView {
  Seen source = Seen::unknown;
  Seen target = Seen::unknown;
  bool source_is_member = true;  // by the cluster manager, not by its hypervisor
  bool target_is_member = true;
  bool out_of_time = false;
};

Settlement settle(const SettlingView& view);

}  // namespace xvm
