// model/invariants/step_invariants.hpp
//
// Purpose: what must hold between two states of a cluster, given what happened in between
// (architecture, section 7). These catch what no single state shows: a stop that says "stopped"
// without having looked, an act of an old epoch, a claim that was rewritten.
// Thread rule: pure functions.
//
//   ActDone done{.act = {Verb::destroy, peer}, .actor = self, .epoch_of_actor = 7};
//   if (const Broken broken = find_violation(before, done, after)) stop_and_report(broken);
#pragma once

#include "model/invariants/cluster_view.hpp"
#include "model/invariants/violation.hpp"
#include "model/ports/cluster_facts.hpp"
#include "model/ports/hypervisor.hpp"
#include "model/vocabulary/method.hpp"
#include "model/vocabulary/reason.hpp"

namespace xvm {

// A method ended. `seen` is what it was told last of a node after its last act there; unknown when
// it was told nothing since, or when an act came later.
struct MethodEnded {
  Setting setting = {};
  Result result = Result::failed;
  Reason reason = Reason::none;
  NodeId node = NodeId::none;  // of the Finish
  std::array<Seen, max_nodes> seen{};
  friend constexpr bool operator==(const MethodEnded&, const MethodEnded&) = default;
};

// An act took effect, now, on behalf of a method that believed in that epoch when it issued it.
struct ActDone {
  Act act{Verb::create, NodeId::none};
  NodeId actor = NodeId::none;
  std::uint32_t epoch_of_actor = 0;
  bool blind = false;           // R1: a stop of its own node without a readable claim
  bool owner_executes = false;  // the claim's owner was observed executing before a destroy
  Method method = Method::stop;
  friend constexpr bool operator==(const ActDone&, const ActDone&) = default;
};

// A migration began, asked for by a method with these facts.
struct MigrationBegun {
  Setting setting = {};
  Facts facts = {};
  StartMigration request{NodeId::none, NodeId::none, false};
  StopIntent intent = StopIntent::evacuate;  // of a stop
  Seen source_seen = Seen::unknown;          // the last observation before it
  friend constexpr bool operator==(const MigrationBegun&, const MigrationBegun&) = default;
};

// S4: no stop reports success unless it was told that the domain is inactive on its node (and on
// the node that it says it stopped).
Broken unproven_stop(const MethodEnded& ended);

// S4: no start reports success unless it was told that the domain executes, or waits paused, here.
Broken unproven_start(const MethodEnded& ended);

// S5: what R10 forbids never migrates.
Broken forbidden_migration(const MigrationBegun& begun);

// S7, R4: an act takes effect only while the claim its actor believed in is the newest, or blind as
// R1 allows.
Broken act_of_old_epoch(const ClusterView& before, const ActDone& done);

// S7, R4: a copy on another node than the actor's is destroyed only while it is condemned, or while
// the claim is held elsewhere by a node that was observed executing, or while a migration with that
// copy is unsettled.
Broken destroyed_unheld(const ClusterView& before, const ActDone& done);

// Section 4: claims only grow, by exactly one epoch at a time.
Broken claim_skips(const ClusterView& before, const ClusterView& after);

// Section 4: a claim that was linked never changes.
Broken claim_changed(const ClusterView& before, const ClusterView& after);

// S8b: start neither refuses nor destroys a good migrated copy: held here by a migration, nothing
// owed, executing here.
Broken good_copy_destroyed(const ClusterView& before, const ActDone& done);
Broken good_copy_refused(const ClusterView& after, const MethodEnded& ended);

// Every predicate that applies to what happened; the first violation.
Broken find_violation(const ClusterView& before, const ClusterView& after);
Broken find_violation(const ClusterView& before, const ActDone& done, const ClusterView& after);
Broken find_violation(const ClusterView& before, const MigrationBegun& begun,
                      const ClusterView& after);
Broken find_violation(const ClusterView& before, const MethodEnded& ended,
                      const ClusterView& after);

}  // namespace xvm
