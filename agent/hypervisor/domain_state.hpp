// agent/hypervisor/domain_state.hpp
//
// Purpose: what libvirt's state and reason numbers mean in our words.
// Thread rule: a pure function.
//
//   read_state(VIR_DOMAIN_PAUSED, VIR_DOMAIN_PAUSED_IOERROR, false).pause == PauseReason::io_error
#pragma once

#include "model/vocabulary/observation.hpp"

namespace xvm::agent {

// `shut_off_with_id`: libxl keeps a preserved crashed domain as "shut off (crashed)" that still has
// an id: it occupies its memory and its name, so it is active (facts: Xen lab, "States").
// The result says nothing of `defined`. Numbers that this libvirt does not know are unknown.
Observation read_state(int state, int reason, bool shut_off_with_id);

}  // namespace xvm::agent
