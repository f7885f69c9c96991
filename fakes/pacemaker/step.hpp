// fakes/pacemaker/step.hpp
//
// Purpose: Corosync and Pacemaker 2.1.5 (membership, controller, scheduler, executor, fencer) as
// one pure function: no clock, no input or output, no allocation. What it does was recorded on a
// real cluster (recorded_*_test.cpp name the recordings) or asked of crm_simulate
// (oracle_test.cpp). Thread rule: re-entrant; touches its arguments only.
//
//   Outbox out;                                  // the caller clears it
//   step(state, Command{1, Verb::move, ResourceId{0}, NodeId{1}}, out);
//
// One state serves both sides of a partition: each sees of the other what it knew at the parting
// (Cell::seen), plans for itself and has a controller of its own. What it leaves out:
// - A transition that is aborted waits for the actions that are under way, as the real one does;
//   when a partition is noticed, both sides begin anew at once.
// - More than two parts; a clean stop of the cluster stack on a node; startup-fencing of nodes that
//   were never seen; failure-timeout; clones, groups and promotable resources.
// - no-quorum-policy suicide and demote; nodes that fence themselves with sbd.
#pragma once

#include "fakes/pacemaker/action.hpp"
#include "fakes/pacemaker/event.hpp"
#include "fakes/pacemaker/view.hpp"

namespace xvm::fakes::pacemaker {

void step_view(View view, const Event& event, Outbox& out);

template <unsigned Nodes, unsigned Resources>
void step(StateOf<Nodes, Resources>& state, const Event& event, Outbox& out) {
  step_view(view_of(state), event, out);
}

}  // namespace xvm::fakes::pacemaker
