// sim/world/world.hpp
//
// Purpose: a whole cluster as one trivially copyable value: hosts, hypervisors, guests,
// definitions, running methods with their open requests, the administrative file system, the
// network and the cluster manager (architecture, section 9). A copy is a snapshot. Thread rule:
// plain values.
//
//   World33 world = form<World33>({}, scratch);      // sim/world/form.hpp
//   list_domain(world, 0, list);                     // sim/world/choices.hpp
//   apply(world, choice, scratch);                   // sim/world/apply.hpp
//
// W::node_capacity and W::domain_capacity are the room, node_count and domain_count what is in use.
//
// Two worlds are compared with ==. They are not hashed as bytes: Setting, Facts and Context of
// model/ have padding between their members; all else in here has none.
#pragma once

#include "fakes/node/migration.hpp"
#include "fakes/rgm/queries.hpp"
#include "fakes/rgm/timer.hpp"
#include "model/machine/context.hpp"
#include "sim/world/call.hpp"

#include <span>

namespace xvm::sim {

namespace rgm = fakes::rgm;

constexpr NodeId node_at(std::size_t i) { return static_cast<NodeId>(i); }

// What a node remembers of a resource on its own disk between two methods (agent/driver).
struct Notes {
  Claim last_seen = {};
  NodeSet undefine_owed = {};
  NodeSet copy_owed = {};
  bool release_owed = false;
  bool local_copy = false;     // of the definition, intact
  bool call_begun = false;     // a create or resume was begun and never seen to end (R14)
  bool booting = false;        // PROBE_GRACE since the start is not over
  bool unknown = false;        // the last probe could not tell
  bool grace_over = false;     // ... and UNKNOWN_GRACE passed since
  bool plugin_failed = false;  // the last time it was asked (R10)
  std::uint8_t even = 0;       // always 0: no padding
  friend constexpr bool operator==(const Notes&, const Notes&) = default;
};
static_assert(std::has_unique_object_representations_v<Notes>);

enum class Life : std::uint8_t { none, launched, running, ended };

// A method of a resource on a node: the real machine and what it waits for.
template <unsigned Nodes>
struct RunOf {
  // A survey asks every node; beside it a watch, an old graceful request and aborts may be open.
  static constexpr unsigned capacity = Nodes + 5;

  Machine machine = {};
  std::array<Call, capacity> calls{};
  Claim at_reading = {};  // the newest claim when this method's last reading was carried out
  std::array<Seen, Nodes> seen{};  // what it was told last of a node after its last act there
  TimerSet armed = {};
  Life life = Life::none;
  NodeSet watched = {};
  NodeSet silent = {};     // nodes whose hypervisor did not answer
  NodeSet abandoned = {};  // nodes with a call that changes something and was given up
  rgm::Method method = rgm::Method::none;
  std::uint8_t exit_code = 0;
  bool killed = false;
  bool killing = false;  // the cluster manager ordered it
  bool waited = false;   // for the lock, before it began
  friend constexpr bool operator==(const RunOf&, const RunOf&) = default;
};

// A call that nobody waits for any more and that may still land (R14).
struct Late {
  Asked asked = Asked::nothing;
  NodeId actor = NodeId::none;
  NodeId node = NodeId::none;
  NodeId other = NodeId::none;
  Claim claim = {};
  std::uint8_t detail = 0;
  std::array<std::uint8_t, 3> even{};  // always 0: no padding
  friend constexpr bool operator==(const Late&, const Late&) = default;
};

// What administrators did behind the cluster's back to a domain on a node, as far as the judge, or
// whoever puts it right again, must know.
struct ByHand {
  bool started = false;        // started, resumed or migrated: its overlaps count apart (section 7)
  bool suspended = false;      // virsh suspend
  bool defined = false;        // a definition that the agent did not ask for
  bool presumed_dead = false;  // its node was declared dead while it went on: counts apart as well
  constexpr bool excuses() const { return started || presumed_dead; }
  friend constexpr bool operator==(const ByHand&, const ByHand&) = default;
};

// SUNW.gds takes START for over when its probe finds the domain, while the start command may run
// on. A method that is launched then waits a few seconds for the lock that the command holds
// (agent/store/node_lock).
struct Queue {
  rgm::Method method = rgm::Method::none;
  bool killed = false;
  friend constexpr bool operator==(const Queue&, const Queue&) = default;
};

// A domain on a node.
template <unsigned Nodes>
struct PlaceOf {
  fakes::DomainCell cell{};
  fakes::LateCalls late{};
  Notes notes{};
  ByHand by_hand{};
  Claim cached{};            // what a stale ADMIN shows here
  bool ran_past = false;     // it executes although another copy executed past it (S1b)
  bool unswept = false;      // the node joined or crashed, and no BOOT swept up since
  bool not_retired = false;  // its definition is left over for a reason (sim/world/rest.hpp)
  Queue queue{};             // for runs[0]
  std::array<RunOf<Nodes>, 2> runs{};  // [0]: start, stop, boot, validate; [1]: probe
  friend constexpr bool operator==(const PlaceOf&, const PlaceOf&) = default;
};

// The migration of a domain, at most one at a time.
struct Journey {
  fakes::Migration migration{};
  NodeId source = NodeId::none;  // none: there is no migration
  NodeId target = NodeId::none;
  bool data = true;      // the memory stream flows
  bool by_hand = false;  // virsh migrate: the judge counts what comes of it apart
  friend constexpr bool operator==(const Journey&, const Journey&) = default;
};

// The administrative file system as all nodes share it. A node may have lost it alone.
enum class Admin : std::uint8_t { served, silent, read_only, full, gone };

// What the plugin probe of a domain makes of its guest (2008 design, section 6).
enum class Plugin : std::uint8_t { well, unwell, complete_failure, giveover, silent, broken };

struct Policy {
  FailoverType failover = FailoverType::migrate_live;
  OnMigrateFail on_migrate_fail = OnMigrateFail::shutdown;
  bool strict_peers = false;
  OnPoweroff on_poweroff = OnPoweroff::restart;
  bool has_plugin = false;
  bool allow_201 = false;
  friend constexpr bool operator==(const Policy&, const Policy&) = default;
};

struct ArmedTimer {
  rgm::Timer timer{};
  std::uint16_t seconds = 0;
  friend constexpr bool operator==(const ArmedTimer&, const ArmedTimer&) = default;
};

template <unsigned Nodes>
struct DomainOf {
  static constexpr unsigned late_capacity = 4;
  static constexpr unsigned timer_capacity = 5 * Nodes + 41;  // of the cluster manager

  std::array<PlaceOf<Nodes>, Nodes> places{};
  Journey journey{};
  Policy policy{};
  NodeSet node_list = {};  // of the group
  Claim newest = {};
  Claim before = {};       // the claim file before that one
  bool torn = false;       // the newest claim file cannot be read
  bool exported = false;   // an intact export is on ADMIN
  bool bereft = false;     // a fault took the export, and none was made since
  bool destroyed = false;  // ... and with it, or by hand since, the last definition went
  bool excused = false;    // some place is (ByHand::excuses), or everything is: forged
  // An administrator changed what a settling goes by: claims, or a definition in mid-migration.
  bool forged = false;
  bool claims_lost = false;  // in mid-migration: a copy that waits is excused while it waits
  Plugin plugin = Plugin::well;
  fakes::Temper nature = fakes::Temper::graceful;  // of a guest that has just booted
  bool had_definition = true;
  bool contested = false;         // the cluster manager took a node for free that was not
  std::uint16_t incarnation = 0;  // of the newest boot
  fakes::Memory furthest{};
  std::array<Late, late_capacity> late{};
  std::array<ArmedTimer, timer_capacity> timers{};  // the first timer_count, oldest first
  std::uint8_t timer_count = 0;
  friend constexpr bool operator==(const DomainOf&, const DomainOf&) = default;
};

enum class Fault : std::uint8_t {
  host_crash,
  host_freeze,
  daemon_kill,
  daemon_freeze,
  cut_one_way,
  isolate,
  admin_silent,
  admin_read_only,
  admin_full,
  admin_gone,
  admin_lost_here,  // by one node
  agent_kill,
  lost_call,
  guest_crash,
  guest_power_off,
  guest_reboot,
  emulator_kill,
  data_cut,  // the stream of a migration
  command,   // an administrator's, to the cluster manager
  // Administrators by hand, behind the cluster manager's back.
  hand_start,
  hand_stop,  // destroy, shutdown
  hand_suspend,
  hand_resume,
  hand_define,
  hand_undefine,
  hand_migrate,
  hand_save,  // a managed save
  // What else can go wrong.
  false_fencing,   // a node is declared dead and goes on
  fencing_fails,   // a node cannot be proven dead
  admin_stale,     // one node reads old claims
  admin_torn,      // a claim file that nobody can read
  admin_emptied,   // claims and exports are gone
  guest_temper,    // a guest hangs, takes its time, or obeys again
  guest_io_error,  // a guest is paused: its image cannot be written
  plugin,          // the plugin probe has something to say
};
inline constexpr std::size_t fault_count = static_cast<std::size_t>(Fault::plugin) + 1;

template <unsigned Nodes, unsigned Domains>
struct WorldOf {
  static_assert(Nodes >= 1 && Nodes <= max_nodes && Domains >= 1 && Domains <= rgm::max_groups);
  static constexpr unsigned node_capacity = Nodes;
  static constexpr unsigned domain_capacity = Domains;

  // Nodes and domains beyond these do not exist: no power, never a member, no group.
  std::uint8_t node_count = Nodes;
  std::uint8_t domain_count = Domains;
  rgm::StateOf<Nodes, Domains> rgm{};
  std::array<fakes::Host, Nodes> hosts{};
  std::array<NodeSet, Nodes> cut{};                // cut[a] contains b: nothing goes from a to b
  NodeSet frozen = {};                             // hosts that stand still
  NodeSet no_admin = {};                           // nodes that lost ADMIN alone
  NodeSet stale_admin = {};                        // nodes that read old claims
  NodeSet presumed_dead = {};                      // declared dead, and they go on
  NodeSet unfenceable = {};                        // cannot be proven dead
  std::array<std::uint16_t, Nodes> evacuated_s{};  // armed timers of the cluster manager
  Admin admin = Admin::served;
  std::uint16_t last_command = 0;
  std::array<std::uint8_t, fault_count> faults_left{};  // by Fault
  std::array<DomainOf<Nodes>, Domains> domains{};

  std::span<DomainOf<Nodes>> domains_in_use() { return {domains.data(), domain_count}; }
  std::span<const DomainOf<Nodes>> domains_in_use() const { return {domains.data(), domain_count}; }
  friend constexpr bool operator==(const WorldOf&, const WorldOf&) = default;
};
// The capacities that are compiled (sim/timed/size.hpp): a cluster takes the smallest that it fits.
using World21 = WorldOf<2, 1>;
using World33 = WorldOf<3, 3>;
using World58 = WorldOf<5, 8>;
using World1664 = WorldOf<16, 64>;
static_assert(std::is_trivially_copyable_v<World33>);

}  // namespace xvm::sim

namespace xvm {
template <>
struct EnumText<sim::Plugin> {
  static constexpr std::array text{"well"sv,     "unwell"sv, "complete-failure"sv,
                                   "giveover"sv, "silent"sv, "broken"sv};
};
template <>
struct EnumText<sim::Fault> {
  static constexpr std::array text{
      "host-crash"sv,    "host-freeze"sv,    "daemon-kill"sv,     "daemon-freeze"sv,
      "cut-one-way"sv,   "isolate"sv,        "admin-silent"sv,    "admin-read-only"sv,
      "admin-full"sv,    "admin-gone"sv,     "admin-lost-here"sv, "agent-kill"sv,
      "lost-call"sv,     "guest-crash"sv,    "guest-power-off"sv, "guest-reboot"sv,
      "emulator-kill"sv, "data-cut"sv,       "command"sv,         "hand-start"sv,
      "hand-stop"sv,     "hand-suspend"sv,   "hand-resume"sv,     "hand-define"sv,
      "hand-undefine"sv, "hand-migrate"sv,   "hand-save"sv,       "false-fencing"sv,
      "fencing-fails"sv, "admin-stale"sv,    "admin-torn"sv,      "admin-emptied"sv,
      "guest-temper"sv,  "guest-io-error"sv, "plugin"sv};
};
static_assert(enum_count<sim::Fault> == sim::fault_count);
}  // namespace xvm
