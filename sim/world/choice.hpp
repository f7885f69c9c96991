// sim/world/choice.hpp
//
// Purpose: one thing that can happen next, in 8 bytes: a run is the list of its choices. Lists of
// them have a fixed room and never allocate.
// Thread rule: plain values.
//
//   Choice{.kind = Kind::land, .domain = 0, .node = NodeId{1}, .slot = 2}
#pragma once

#include "sim/world/world.hpp"

#include <cstdlib>
#include <cstring>

namespace xvm::sim {

enum class Kind : std::uint8_t {
  // A method of domain on node; probe: the run of a probe.
  begin,         // its process starts
  land,          // the open request in slot is carried out
  deliver,       // its answer arrives
  give_up,       // nobody answered in time
  lose,          // fault: the answer, or the request
  impatient,     // the wait for an idle job is over, and it is still busy
  expire,        // detail: the Timer
  audit,         // slot: the watched node is looked at
  time_over,     // the method's own budget is over
  tell_end,      // the cluster manager hears of the end
  lock_refused,  // the method waited in vain for the lock of another one
  agent_killed,  // fault
  // A domain on a node.
  life,        // detail: fakes::Ask
  grace_over,  // PROBE_GRACE
  unknown_grace_over,
  // A domain.
  turn,       // detail: fakes::Turn of its migration
  late,       // slot: the abandoned call lands
  vanish,     // slot: it never will
  rgm_timer,  // slot, detail: which
  data_cut,   // fault
  data_back,
  command,  // fault: detail: rgm::Verb
  // An administrator's virsh, and what else happens to a domain.
  by_hand,         // node, detail: fakes::Ask; slot 1: to put something right again
  hand_migrate,    // from node, slot: to that one
  temper,          // node, detail: fakes::Temper of the guest that is active there
  plugin,          // detail: Plugin
  claim_torn,      // the newest claim file cannot be read any more
  claim_mended,    // detail: Mending
  register_again,  // the definition is written anew and exported
  // The cluster. domain is no_domain.
  fence,  // the node is proven dead: the cluster manager hears of it
  boot_host,
  join,
  start_daemon,
  thaw_daemon,
  thaw_host,
  heal,  // slot: from node to that one
  admin_back,
  admin_back_here,
  evacuated,  // timer of the cluster manager
  fencing_works,
  admin_fresh,  // the node reads what is there
  // Faults of the cluster.
  crash_host,
  freeze_host,
  kill_daemon,
  freeze_daemon,
  cut,  // slot: from node to that one
  isolate,
  admin,  // detail: Admin
  admin_lost_here,
  declare_dead,  // somebody confirms the death of a node that goes on
  fencing_fails,
  admin_stale,    // the node reads what is there now, whatever comes
  admin_emptied,  // claims and exports are gone
};

// How an administrator deals with a claim file that nobody can read.
enum class Mending : std::uint8_t { restore, remove };

struct Choice {
  static constexpr std::uint8_t no_domain = 0xff;

  Kind kind = Kind::begin;
  std::uint8_t domain = no_domain;
  NodeId node = NodeId::none;
  std::uint8_t probe = 0;
  std::uint8_t slot = 0;
  std::uint8_t detail = 0;
  std::uint8_t more = 0;  // what was asked, and by which method: another one is another choice
  std::uint8_t even = 0;

  std::uint64_t bits() const {
    std::uint64_t all = 0;
    std::memcpy(&all, this, sizeof all);
    return all;
  }
  friend constexpr bool operator==(const Choice&, const Choice&) = default;
};
static_assert(sizeof(Choice) == 8 && std::has_unique_object_representations_v<Choice>);

// What an administrator does, or time, to put something right that is broken.
constexpr bool is_repair(const Choice& c) {
  switch (c.kind) {
    case Kind::by_hand: return c.slot == 1;
    case Kind::data_back:
    case Kind::plugin:
    case Kind::claim_mended:
    case Kind::register_again:
    case Kind::boot_host:
    case Kind::start_daemon:
    case Kind::thaw_daemon:
    case Kind::thaw_host:
    case Kind::heal:
    case Kind::admin_back:
    case Kind::admin_back_here:
    case Kind::fencing_works:
    case Kind::admin_fresh: return true;
    default: return false;
  }
}

template <std::size_t Capacity>
class ChoiceListOf {
 public:
  void push(const Choice& c) {
    if (size_ == Capacity) std::abort();  // the capacities below are the largest that can happen
    list_[size_++] = c;
  }
  void clear() { size_ = 0; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const Choice& operator[](std::size_t i) const { return list_[i]; }
  const Choice* begin() const { return list_.data(); }
  const Choice* end() const { return list_.data() + size_; }

 private:
  std::array<Choice, Capacity> list_;
  std::size_t size_ = 0;
};

// All choices about one domain: two runs on each node with their requests, timers and watches.
template <unsigned Nodes>
inline constexpr std::size_t domain_choices = std::size_t{Nodes} *
                                                  (2 * (3 * (Nodes + 5) + 10 + Nodes) + 16) +
                                              160;
// All choices about the cluster.
template <unsigned Nodes>
inline constexpr std::size_t cluster_choices = std::size_t{Nodes} * (2 * Nodes + 16) + 8;

template <unsigned Nodes>
using DomainChoices = ChoiceListOf<domain_choices<Nodes>>;
template <unsigned Nodes>
using ClusterChoices = ChoiceListOf<cluster_choices<Nodes>>;

}  // namespace xvm::sim

namespace xvm {
template <>
struct EnumText<sim::Mending> {
  static constexpr std::array text{"restore"sv, "remove"sv};
};
template <>
struct EnumText<sim::Kind> {
  static constexpr std::array text{"begin"sv,
                                   "land"sv,
                                   "deliver"sv,
                                   "give-up"sv,
                                   "lose"sv,
                                   "impatient"sv,
                                   "expire"sv,
                                   "audit"sv,
                                   "time-over"sv,
                                   "tell-end"sv,
                                   "lock-refused"sv,
                                   "agent-killed"sv,
                                   "life"sv,
                                   "grace-over"sv,
                                   "unknown-grace-over"sv,
                                   "turn"sv,
                                   "late"sv,
                                   "vanish"sv,
                                   "rgm-timer"sv,
                                   "data-cut"sv,
                                   "data-back"sv,
                                   "command"sv,
                                   "by-hand"sv,
                                   "hand-migrate"sv,
                                   "temper"sv,
                                   "plugin"sv,
                                   "claim-torn"sv,
                                   "claim-mended"sv,
                                   "register-again"sv,
                                   "fence"sv,
                                   "boot-host"sv,
                                   "join"sv,
                                   "start-daemon"sv,
                                   "thaw-daemon"sv,
                                   "thaw-host"sv,
                                   "heal"sv,
                                   "admin-back"sv,
                                   "admin-back-here"sv,
                                   "evacuated"sv,
                                   "fencing-works"sv,
                                   "admin-fresh"sv,
                                   "crash-host"sv,
                                   "freeze-host"sv,
                                   "kill-daemon"sv,
                                   "freeze-daemon"sv,
                                   "cut"sv,
                                   "isolate"sv,
                                   "admin"sv,
                                   "admin-lost-here"sv,
                                   "declare-dead"sv,
                                   "fencing-fails"sv,
                                   "admin-stale"sv,
                                   "admin-emptied"sv};
};
static_assert(enum_count<sim::Kind> == static_cast<std::size_t>(sim::Kind::admin_emptied) + 1);
}  // namespace xvm
