// fakes/rgm/step.hpp
//
// Purpose: the Resource Group Manager, with its fault monitors and its Generic Data Service layer,
// as one pure function: no clock, no input or output, no allocation (facts: GDS, chapters 4 to 7).
// Executors differ (real time and processes; a virtual clock; every interleaving), this does not.
// Thread rule: re-entrant; touches its arguments only.
//
//   Outbox out;                                  // the caller clears it
//   step(state, Command{CommandId{1}, Verb::switch_to, GroupId{0}, NodeId{1}}, out);
//
// Every command and scha_control call gets exactly one Answer, in this step or in a later one.
//
// Where the public manuals are silent or divided, this is what it does:
// - A command that finds a START, a restart or a disable running is refused with SCHA_ERR_STATE;
//   one that finds the group stopping or between two nodes overrides the move.
// - The target dies while the source stops: TARGET_NODES still names it; the next node is chosen
//   when the group is offline, and then TARGET_NODES is empty.
// - START failed on every node: the group is offline until Pingpong_interval is over on one.
// - STOP_FAILED cleared: the group is OFFLINE until an administrator asks for it (a disabled
//   resource's group: ONLINE). Quiesced while offline: the same.
// - The fault monitor's own restart that fails is no Stop or Start failure to RGM: it gives over.
//   Giveover refused: one restart; when that fails too, nothing before the next probe.
// - evacuate keeps groups from coming by themselves; clrg switch to the node ends that at once.
// - A cluster that forms starts a group when all up nodes of its list have run BOOT.
// - START of SUNW.gds that times out kills its command under the PMF tag; a command that took its
//   tag out of PMF before runs on, unknown to RGM, beside the STOP that follows.
#pragma once

#include "fakes/rgm/action.hpp"
#include "fakes/rgm/event.hpp"
#include "fakes/rgm/view.hpp"

namespace xvm::fakes::rgm {

void step_view(View view, const Event& event, Outbox& out);

template <unsigned Nodes, unsigned Groups>
void step(StateOf<Nodes, Groups>& state, const Event& event, Outbox& out) {
  step_view(view_of(state), event, out);
}

}  // namespace xvm::fakes::rgm
