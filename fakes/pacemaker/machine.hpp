// fakes/pacemaker/machine.hpp
//
// Purpose: the inside of one step: the state, the outbox, and the functions that the files of this
// room share. Nothing outside this room includes it.
// Thread rule: lives for one step.
//
//   Machine m{view, out};
//   abort_transition(m, side);
#pragma once

#include "fakes/pacemaker/action.hpp"
#include "fakes/pacemaker/event.hpp"
#include "fakes/pacemaker/view.hpp"

namespace xvm::fakes::pacemaker {

struct Machine {
  View v;
  Outbox& out;
};

constexpr ResourceId resource_at(unsigned i) { return static_cast<ResourceId>(i); }
constexpr NodeId node_at(unsigned i) { return static_cast<NodeId>(i); }

// machine.cpp: single facts and actions.
void log(Machine& m, Line line, ResourceId r, NodeId n, Op op = Op::none, unsigned number = 0);
void arm(Machine& m, const Timer& timer, std::uint32_t ms);
void cancel(Machine& m, const Timer& timer);
NodeSet online_members(const Machine& m, unsigned side);  // that take part already
std::uint32_t next_order(Machine& m);
void forget(Cell& cell);  // the history, not what the executor is doing

// operations.cpp: what the executor of a node does, one action of a resource after the other.
void submit(Machine& m, ResourceId r, NodeId n, Op op, bool in_graph, NodeId peer = NodeId::none);
void stop_monitoring(Machine& m, ResourceId r, NodeId n);
void on_op_ended(Machine& m, const OpEnded& e);
void on_op_timeout(Machine& m, ResourceId r, NodeId n);
void on_monitor_due(Machine& m, ResourceId r, NodeId n);
void drop_operations(Machine& m, NodeId n);  // the node is gone, and they with it

// history.cpp: results become what is known. True: the transition did not reckon with it.
bool record(Machine& m, const OpEnded& e, bool in_graph);

// status.cpp: what the history means for one resource, as one side sees it.
struct Status {
  NodeSet active = {};                   // may run there; also nodes that the side has lost
  NodeSet failed = {};                   // ... and must be recovered
  NodeSet dangling = {};                 // migrated away, but its remains are to be stopped
  NodeSet forced = {};                   // to be stopped, whatever is known
  NodeId partial_source = NodeId::none;  // a migration whose migrate_to alone is done
  NodeId partial_target = NodeId::none;
  bool blocked = false;
};
Status assess(const Machine& m, unsigned side, ResourceId r);
NodeId current_node(const Status& s, NodeSet clean);  // that counts as the one where it runs
NodeSet nodes_to_fence(const Machine& m, unsigned side);

// assignment.cpp: where every resource shall run. scores.cpp: the scores of one resource.
struct Assignment {
  std::array<std::array<Score, max_nodes>, max_resources> scores{};
  std::array<Status, max_resources> status{};
  std::array<NodeId, max_resources> chosen{};
  std::array<bool, max_resources> assigned{};
  std::array<bool, max_resources> under_way{};  // breaks circles of colocations
  std::array<bool, max_resources> merging{};    // ... and of wishes
  std::array<std::uint16_t, max_nodes> count{};
  std::array<std::int32_t, max_nodes> memory_left{};
  NodeSet available = {};
  NodeSet clean = {};
};
constexpr Score add_scores(Score a, Score b) {
  if (a <= -infinity || b <= -infinity) return -infinity;
  if (a >= infinity || b >= infinity) return infinity;
  const Score sum = a + b;
  return sum > infinity ? infinity : (sum < -infinity ? -infinity : sum);
}
using Scores = std::array<Score, max_nodes>;
Scores own_scores(const Machine& m, const Assignment& a, ResourceId r);
bool any_available(const Assignment& a, const Scores& scores);
// Adds what `other` wants, and what those want who want to be with it.
void add_wishes(const Machine& m, Assignment& a, ResourceId other, Scores& scores, float factor,
                bool with_others = false);
void assign_all(const Machine& m, unsigned side, Assignment& a);

// plan.cpp: what is to be done. graph.cpp: does it, one pass after the other.
void make_plan(Machine& m, unsigned side);
void settle_step(Machine& m, unsigned side, ResourceId r, NodeId n, Op op, bool ok);
void run_graph(Machine& m, unsigned side);
void abort_transition(Machine& m, unsigned side);  // another one follows, when nothing is in flight
void proceed(Machine& m, unsigned side);
void restart_as_new_dc(Machine& m, unsigned side);  // nothing is known of a transition

// fencing.cpp
void request_fencing(Machine& m, unsigned side, NodeId n);
void on_fence_ended(Machine& m, const FenceEnded& e);
void on_fence_again(Machine& m, NodeId n);
void terminated(Machine& m, NodeId n);  // it is certain that nothing runs there any more

// membership.cpp
void on_node_joined(Machine& m, const NodeJoined& e);
void on_node_lost(Machine& m, NodeId n);
void on_parted(Machine& m, const Parted& e);
void on_healed(Machine& m);
void on_token_over(Machine& m, NodeId n);
void on_join_over(Machine& m, unsigned side);
void on_respawned(Machine& m, const Respawned& e);

// commands.cpp
void on_command(Machine& m, const Command& c);

}  // namespace xvm::fakes::pacemaker
