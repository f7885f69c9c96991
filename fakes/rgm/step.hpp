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
