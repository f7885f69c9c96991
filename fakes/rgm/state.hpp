// fakes/rgm/state.hpp
//
// Purpose: the whole memory of the Resource Group Manager, its fault monitors and its GDS layer, as
// one trivially copyable value without padding: compare it with == or as bytes. A cluster of two
// nodes and one group is a StateOf<2, 1>; State has room for 16 nodes and 64 groups.
// Thread rule: plain values.
//
//   State s;
//   configure(s, GroupId{0}, config);                    // fakes/rgm/configure.hpp
//   step(s, NodesJoined{NodeSet::first(2)}, out);        // fakes/rgm/step.hpp
//   rg_state(s, GroupId{0}, NodeId{1});                  // fakes/rgm/queries.hpp
#pragma once

#include "fakes/rgm/config.hpp"

#include <type_traits>

namespace xvm::fakes::rgm {

// What a group is doing.
enum class Phase : std::uint8_t {
  idle,
  evicting,       // Pre_evict: PENDING_OFFLINE, but no method yet; others leave `heading` first
  stopping,       // STOP on `master`, PENDING_OFFLINE
  between,        // offline everywhere; timer next_step runs
  making_room,    // offline everywhere; others leave `heading` first
  starting,       // START on `master`, PENDING_ONLINE
  restart_stop,   // STOP, group ONLINE
  restart_start,  // START, group ONLINE
  disabling,      // STOP, group ONLINE
  enabling,       // START, group ONLINE
  rebooting,      // Failover_mode HARD: waits for the death of `master`
};

// MONITOR_CHECK on one candidate after the other; the group stays ONLINE meanwhile.
enum class Check : std::uint8_t { none, monitor_giveover, call_giveover, call_check };

inline constexpr unsigned history_slots = 8;

struct Group {
  GroupConfig config{};
  CommandId command = CommandId::none;          // that waits for the move or restart
  CommandId quiesce_command = CommandId::none;  // that waits for the group to come to rest
  CommandId check_command = CommandId::none;    // scha_control call that waits for the check
  CommandId validate_command = CommandId::none;
  NodeSet candidates = {};     // of the check, still to be asked
  NodeSet validating = {};     // nodes whose VALIDATE still runs
  std::uint16_t restarts = 0;  // one bit per restart in Retry_interval
  std::uint16_t deaths = 0;    // one bit per PMF tree death in Retry_interval
  Phase phase = Phase::idle;
  Cause cause = Cause::none;
  NodeId master = NodeId::none;   // the one node where it is not OFFLINE
  NodeId heading = NodeId::none;  // where it is to start; none: chosen when the time comes
  NodeId target = NodeId::none;   // what TARGET_NODES tells
  NodeId checked = NodeId::none;  // where MONITOR_CHECK runs
  Check check = Check::none;
  Why so_far = Why::done;  // why the command cannot end well any more; of a command to several
                           // groups (evacuate) the first failure is handed from one to the next
  bool validate_failed = false;
  bool fresh = true;       // not started since the cluster was formed: waits for BOOT on its nodes
  bool leave_due = false;  // evacuate came while it was busy: it leaves when it is idle
  bool wanted = true;      // false after clrg offline, until it is asked for again
  bool enabled = true;     // On_off_switch
  bool monitored = true;   // Monitored_switch
  bool suspended = false;
  bool quiescing = false;
  bool failback_due = false;  // a node joined; see whether it is a better one
  bool refused = false;       // the monitor's last giveover was refused
  std::array<std::uint8_t, history_slots> history{};  // probe results of the last Retry_interval

  friend constexpr bool operator==(const Group&, const Group&) = default;
};

// A group on one node.
struct Cell {
  RgState rg = RgState::offline;
  ResourceState resource = ResourceState::offline;
  Status status = Status::offline;
  Method running = Method::none;  // but for probes
  bool killed = false;            // `running` was killed; its end is awaited
  bool timed_out = false;         // ... because of its timeout
  bool probing = false;
  bool probe_killed = false;     // the probe was killed; its end is awaited
  bool probe_void = false;       // ... because the monitor was stopped; it counts nothing
  bool command_running = false;  // SUNW.gds: START's command (START itself goes on without it)
  bool tag_watched = false;      // SUNW.gds: PMF watches the tag
  bool pingpong = false;         // START failed here; not eligible for a while

  friend constexpr bool operator==(const Cell&, const Cell&) = default;
};

struct Node {
  NodeState state = NodeState::down;
  bool evacuated = false;  // not eligible for a while
  bool rebooting = false;  // Failover_mode HARD
  std::uint8_t even = 0;   // always 0: no padding

  friend constexpr bool operator==(const Node&, const Node&) = default;
};

struct Rules {
  bool target_nodes = true;         // false: a cluster of 2008, which has no such tag
  bool restart_names_self = false;  // TARGET_NODES of clrg restart: the node itself, or empty

  friend constexpr bool operator==(const Rules&, const Rules&) = default;
};

template <unsigned Nodes, unsigned Groups>
struct StateOf {
  static_assert(Nodes >= 1 && Nodes <= max_nodes && Groups >= 1 && Groups <= max_groups);
  static constexpr unsigned node_capacity = Nodes;
  static constexpr unsigned group_capacity = Groups;

  StateOf() {
    for (Group& g : groups) g.config.exists = false;
  }

  std::array<Group, Groups> groups{};
  std::array<std::array<Cell, Nodes>, Groups> cells{};  // [group][node]
  std::array<Node, Nodes> nodes{};
  Rules rules{};

  friend constexpr bool operator==(const StateOf&, const StateOf&) = default;
};
using State = StateOf<max_nodes, max_groups>;

static_assert(std::is_trivially_copyable_v<State>);
static_assert(std::has_unique_object_representations_v<State>);  // no padding

}  // namespace xvm::fakes::rgm
