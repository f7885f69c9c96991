// fakes/pacemaker/state.hpp
//
// Purpose: the whole memory of Corosync and Pacemaker: configuration, each node's history of
// actions, membership, and for each side of a partition the transition that is under way. One
// trivially copyable value without padding. A cluster of three nodes and four resources is a
// StateOf<3, 4>; State has room for 16 nodes and 64 resources.
// Thread rule: plain values.
//
//   StateOf<3, 4> s;
//   s.cluster = ClusterConfig{.node_count = 3};
//   s.resources[0].config = config;                     // before the first step, or at rest
//   step(s, NodeJoined{NodeId{0}}, out);                // fakes/pacemaker/step.hpp
#pragma once

#include "fakes/pacemaker/config.hpp"

#include <type_traits>

namespace xvm::fakes::pacemaker {

struct Resource {
  ResourceConfig config{};
  NodeSet bans = {};                // cli-ban constraints
  NodeId preferred = NodeId::none;  // cli-prefer constraint
  bool enabled = true;
  bool managed = true;
  std::array<std::uint8_t, 3> even{};
  friend constexpr bool operator==(const Resource&, const Resource&) = default;
};

enum class Result : std::uint8_t { none, pending, ok, failed };

// The newest entry of one kind in the history of a resource on a node (lrm_rsc_op).
struct Record {
  std::uint32_t order = 0;  // call-id: orders the actions of one node
  std::uint32_t at_s = 0;   // last-rc-change
  Result result = Result::none;
  NodeId peer = NodeId::none;  // migrate_target of migrate_to, migrate_source of migrate_from
  std::array<std::uint8_t, 2> even{};
  friend constexpr bool operator==(const Record&, const Record&) = default;
};

enum class Role : std::uint8_t { unknown, stopped, started };
enum class Failure : std::uint8_t { none, restart, block, fence };

// A resource on one node.
struct Cell {
  Record start{}, stop{}, migrate_to{}, migrate_from{}, not_running{};
  std::uint16_t failures = 0;  // fail-count
  Role role = Role::unknown;   // unknown: not probed since the node joined
  Role seen = Role::unknown;   // what those know who lost sight of the node
  Failure failure = Failure::none;
  bool start_failed = false;  // start-failure-is-fatal: banned from here
  bool absent = false;        // a monitor said that it does not run
  bool found = false;         // running, by the probe after pacemaker-controld respawned
  Op running = Op::none;
  bool killed = false;           // `running` was killed; its end is awaited
  bool monitored = false;        // the recurring monitor is set up
  std::array<Op, 2> waiting{};   // the executor runs one action of a resource at a time
  NodeId source = NodeId::none;  // of a migrate_from that runs or waits
  NodeId target = NodeId::none;  // of a migrate_to that runs or waits
  bool in_graph = false;         // the transition waits for `running`
  std::array<bool, 2> waiting_in_graph{};
  std::array<std::uint8_t, 2> even{};  // always 0: no padding
  friend constexpr bool operator==(const Cell&, const Cell&) = default;
};

enum class NodeState : std::uint8_t { down, joining, online };

inline constexpr std::uint8_t no_side = 0xff;
struct Node {
  std::uint16_t memory = 0;  // capacity
  NodeState state = NodeState::down;
  std::uint8_t side = no_side;
  std::uint8_t parted_to = 0;     // the side that it will be on when the token is over
  std::uint8_t fence_calls = 0;   // of the fence agent, in this request
  std::uint8_t fence_failed = 0;  // requests, in a row
  NodeId fenced_by = NodeId::none;
  bool unclean = false;  // lost, and nobody knows whether its guests run
  bool silent = false;   // NodeLost was told
  bool fenced = false;   // by success, but it is counted as a member until the token is over
  bool standby = false;
  bool respawned = false;
  bool seen_all = false;  // wait_for_all is satisfied
  std::array<std::uint8_t, 2> even{};
  friend constexpr bool operator==(const Node&, const Node&) = default;
};

enum class Step : std::uint8_t { none, wanted, fired, done };

// What the transition does with one resource.
struct Plan {
  NodeSet probes = {};  // to be fired
  NodeSet probes_fired = {};
  NodeSet stops = {};  // to be fired
  NodeSet stops_fired = {};
  NodeSet stops_implied = {};  // done by fencing of the node
  NodeSet stops_last = {};     // of several: where the failure is
  Step migrate_to = Step::none;
  Step migrate_from = Step::none;
  Step start = Step::none;
  Step monitor = Step::none;
  NodeId source = NodeId::none;
  NodeId node = NodeId::none;  // target, or where it starts or is monitored
  NodeId chosen = NodeId::none;
  bool live = false;     // its start is a migration
  bool blocked = false;  // something that cannot be stopped is in the way of the start
  std::uint8_t even = 0;
  friend constexpr bool operator==(const Plan&, const Plan&) = default;
};

// One part of the cluster, with a designated controller of its own. Without a partition: side 0.
struct Side {
  NodeSet members = {};  // of Corosync
  NodeSet fences = {};   // to be fired
  NodeSet fences_fired = {};
  NodeSet fences_failed = {};
  std::uint16_t in_flight = 0;  // actions and fencings that the transition waits for
  NodeId dc = NodeId::none;
  bool quorate = false;
  bool busy = false;     // a transition is under way
  bool aborted = false;  // ... and will be followed by another one
  bool joining = false;  // timer join runs; no transition before it is over
  bool even = false;
  friend constexpr bool operator==(const Side&, const Side&) = default;
};
inline constexpr unsigned sides = 2;

template <unsigned Nodes, unsigned Resources>
struct StateOf {
  static_assert(Nodes >= 1 && Nodes <= max_nodes && Resources >= 1 && Resources <= max_resources);
  static constexpr unsigned node_capacity = Nodes;
  static constexpr unsigned resource_capacity = Resources;

  std::array<Resource, Resources> resources{};
  std::array<std::array<Cell, Nodes>, Resources> cells{};  // [resource][node]
  std::array<std::array<Plan, Resources>, sides> plans{};
  std::uint32_t last_order = 0;
  std::array<Node, Nodes> nodes{};
  std::array<Side, sides> parts{};
  ClusterConfig cluster{};

  friend constexpr bool operator==(const StateOf&, const StateOf&) = default;
};
using State = StateOf<max_nodes, max_resources>;

static_assert(std::is_trivially_copyable_v<State>);
static_assert(std::has_unique_object_representations_v<State>);  // no padding

}  // namespace xvm::fakes::pacemaker
