// fakes/rgm/machine.hpp
//
// Purpose: the inside of one step: the state, the outbox, and the functions that the files of this
// room share. Nothing outside this room includes it.
// Thread rule: lives for one step.
//
//   Machine m{view, out};
//   launch(m, g, n, Method::stop);
#pragma once

#include "fakes/rgm/action.hpp"
#include "fakes/rgm/event.hpp"
#include "fakes/rgm/view.hpp"

namespace xvm::fakes::rgm {

struct Machine {
  View v;
  Outbox& out;
};

constexpr GroupId group_at(unsigned i) { return static_cast<GroupId>(i); }
constexpr NodeId node_at(unsigned i) { return static_cast<NodeId>(i); }

// machine.cpp: single facts and actions.
void log(Machine& m, Line line, GroupId g, NodeId n, Method method = Method::none,
         unsigned number = 0);
void arm(Machine& m, const Timer& timer, unsigned seconds);
void answer(Machine& m, CommandId id, SchaErr err, Why why, GroupId g, NodeId n);
void set_rg(Machine& m, GroupId g, NodeId n, RgState state);
// The group's command, if any, is over for this group; answers when it is over for all groups.
void finish_command(Machine& m, GroupId g, SchaErr err, Why why, NodeId n = NodeId::none);
// Nothing goes on any more; where the group is stays as it is.
void come_to_rest(Machine& m, GroupId g);

// methods.cpp: START, STOP and the rest, with the GDS layer around them.
void launch(Machine& m, GroupId g, NodeId n, Method method);
void kill_method(Machine& m, GroupId g, NodeId n);
void on_method_timeout(Machine& m, GroupId g, NodeId n);
void on_method_ended(Machine& m, const MethodEnded& e);
void on_start_wait_over(Machine& m, GroupId g, NodeId n);
void on_start_probe_ended(Machine& m, GroupId g, NodeId n, bool ok);
void on_tag(Machine& m, const PmfTag& e);

// The group waits for nobody and nothing: a command or the monitor may start something.
bool at_rest(const Machine& m, GroupId g);
// ... and it is online (or faulted) somewhere.
bool rests_online(const Machine& m, GroupId g);

// moves.cpp: from node to node. method_results.cpp: what a START or STOP leads to.
void begin_move(Machine& m, GroupId g, Cause cause, NodeId target, NodeId heading);
void begin_stopping(Machine& m, GroupId g);
void give_up_eviction(Machine& m, GroupId g, Why why);  // phase evicting: it stays where it is
void left(Machine& m, GroupId g);                       // it is offline on its master, or that died
void place(Machine& m, GroupId g);                      // it is offline: where shall it start?
void try_start(Machine& m, GroupId g);                  // phase making_room
void on_started(Machine& m, GroupId g, NodeId n, bool ok);
void on_stopped(Machine& m, GroupId g, NodeId n, bool ok);

// monitor.cpp: the fault monitor of a resource.
void start_monitor(Machine& m, GroupId g, NodeId n);
void stop_monitor(Machine& m, GroupId g, NodeId n);
void forget_monitor(Machine& m, GroupId g);  // history and counts end with the mastery
void clear_history(Machine& m, GroupId g);
void launch_probe(Machine& m, GroupId g, NodeId n);
void monitor_sleeps(Machine& m, GroupId g, NodeId n);
void on_probe_due(Machine& m, GroupId g, NodeId n);
void on_probe_ended(Machine& m, const MethodEnded& e);
void on_online_tree_died(Machine& m, GroupId g, NodeId n);
void restart_resource(Machine& m, GroupId g, Cause cause);
void count_restart(Machine& m, GroupId g);
void monitor_gives_over(Machine& m, GroupId g);
void on_monitor_giveover_refused(Machine& m, GroupId g);
// Takes the lowest free slot of the mask (the highest when all are taken) and arms its timer.
void count_in_window(Machine& m, GroupId g, TimerName name, std::uint16_t& mask, unsigned slots);

// giveover.cpp: MONITOR_CHECK on the candidates, then the move.
bool giveover_allowed(const Machine& m, GroupId g);
void begin_check(Machine& m, GroupId g, Check check, CommandId id);
void cancel_check(Machine& m, GroupId g, Why why);
void on_check_ended(Machine& m, GroupId g, NodeId n, bool ok);
void next_candidate(Machine& m, GroupId g);

// commands.cpp, resource_commands.cpp and control_calls.cpp
void on_command(Machine& m, const Command& c);
void on_resource_command(Machine& m, const Command& c);
void on_control_call(Machine& m, const ControlCall& c);
void on_validated(Machine& m, GroupId g, NodeId n, bool ok);

// membership.cpp
void on_node_died(Machine& m, const NodeDied& e);
void on_nodes_joined(Machine& m, const NodesJoined& e);
void on_booted(Machine& m, GroupId g, NodeId n);

// settle.cpp: whatever follows from the state without any further event.
void settle(Machine& m);

}  // namespace xvm::fakes::rgm
