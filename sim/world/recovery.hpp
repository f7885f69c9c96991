// sim/world/recovery.hpp
//
// Purpose: L1, where a domain ends once the faults are over: it executes on exactly one node, or a
// reason that an administrator would accept is named (architecture, section 7).
// Thread rule: functions of one world; nothing is allocated.
//
//   const Recovery r = recovery_of(world, 0);
//   r.executing == 1 || r.why != NoRecovery::none     // else L1 is broken
#pragma once

#include "fakes/rgm/eligibility.hpp"
#include "sim/world/cluster.hpp"

namespace xvm::sim {

// Why a domain legitimately executes nowhere.
enum class NoRecovery : std::uint8_t {
  none,
  disabled,             // clrs disable
  kept_offline,         // clrg offline or quiesce, and nobody asked for it again
  suspended,            // clrg suspend
  unmanaged,            // clrg unmanage
  stop_failed,          // nobody cleared STOP_FAILED
  start_failed,         // Failover_mode NONE keeps the failed START where it is
  starts_failed_about,  // START failed on every node of late: Pingpong_interval is not over
  no_member,            // no node of the node list is up
  affinity_forbids,     // strong affinities leave no node
  not_monitored,        // online, and nobody probes
  restarts_used_up,     // the monitor has given in until the next complete failure
  stays_off,            // ON_POWEROFF=stay: the guest switched itself off
  paused,               // somebody paused it: a paused domain is healthy but degraded
  managed_save,         // a managed save keeps it from booting; people decide (R8)
  name_taken,           // another domain has its name where it should run
  claim_torn,           // nobody can read the newest claim
  claims_lost,          // ADMIN was emptied: the node remembers a newer claim than there is
  definition_lost,      // no export, and no definition where it should run
};

struct Recovery {
  unsigned executing = 0;  // nodes
  NoRecovery why = NoRecovery::none;
};

template <class W>
rgm::View rgm_view(W& w) {
  return rgm::view_of(w.rgm);
}

// Where the domain stands on a node that should run it.
template <class W>
NoRecovery why_not_here(const W& w, unsigned domain, NodeId n) {
  const auto& d = w.domains[domain];
  const auto& place = d.places[index(n)];
  if (place.cell.activity == Activity::paused) return NoRecovery::paused;
  if (fakes::has_save(place.cell)) return NoRecovery::managed_save;
  if (place.cell.name_taken) return NoRecovery::name_taken;
  if (d.torn) return NoRecovery::claim_torn;
  if (place.notes.last_seen.epoch > d.newest.epoch) return NoRecovery::claims_lost;
  if (!d.exported && !place.cell.defined) return NoRecovery::definition_lost;
  return NoRecovery::none;
}

// The group is offline everywhere.
template <class W>
NoRecovery why_offline(W& w, unsigned domain) {
  const rgm::Group& group = w.rgm.groups[domain];
  if (!group.wanted) return NoRecovery::kept_offline;
  const rgm::View view = rgm_view(w);
  bool member = false;
  bool allowed = false;
  bool eligible = false;
  for (NodeId n : w.domains[domain].node_list) {
    if (!rgm::node_takes_groups(view, n)) continue;
    member = true;
    if (!rgm::affinities_allow(view, group_at(domain), n)) continue;
    allowed = true;
    eligible = eligible || rgm::eligible(view, group_at(domain), n);
  }
  if (!member) return NoRecovery::no_member;
  if (!allowed) return NoRecovery::affinity_forbids;
  return eligible ? NoRecovery::none : NoRecovery::starts_failed_about;
}

// The group has a master, and the domain does not execute.
template <class W>
NoRecovery why_at_master(const W& w, unsigned domain) {
  const rgm::Group& group = w.rgm.groups[domain];
  const NodeId n = group.master;
  const rgm::Cell& cell = w.rgm.cells[domain][index(n)];
  if (cell.rg == rgm::RgState::error_stop_failed) return NoRecovery::stop_failed;
  if (cell.resource == rgm::ResourceState::online_not_monitored) return NoRecovery::not_monitored;
  if (const NoRecovery why = why_not_here(w, domain, n); why != NoRecovery::none) return why;
  if (cell.resource == rgm::ResourceState::start_failed) return NoRecovery::start_failed;
  const bool stays = w.domains[domain].policy.on_poweroff == OnPoweroff::stay;
  if (stays && !fakes::active(w.domains[domain].places[index(n)].cell)) {
    return NoRecovery::stays_off;
  }
  return group.refused ? NoRecovery::restarts_used_up : NoRecovery::none;
}

template <class W>
NoRecovery why_nowhere(W& w, unsigned domain) {
  const rgm::Group& group = w.rgm.groups[domain];
  if (!group.config.managed) return NoRecovery::unmanaged;
  if (!group.enabled) return NoRecovery::disabled;
  if (group.suspended) return NoRecovery::suspended;
  if (group.master != NodeId::none) return why_at_master(w, domain);
  const NoRecovery why = why_offline(w, domain);
  if (why != NoRecovery::none && why != NoRecovery::starts_failed_about) return why;
  for (NodeId n : w.domains[domain].node_list) {
    const NoRecovery here = why_not_here(w, domain, n);
    if (here != NoRecovery::none) return here;
  }
  return why;
}

template <class W>
Recovery recovery_of(W& w, unsigned domain) {
  Recovery r;
  for (const auto& place : w.domains[domain].places) {
    r.executing += fakes::executing(place.cell) ? 1u : 0u;
  }
  if (r.executing == 0) r.why = why_nowhere(w, domain);
  return r;
}

}  // namespace xvm::sim

namespace xvm {
template <>
struct EnumText<sim::NoRecovery> {
  static constexpr std::array text{
      "none"sv,       "disabled"sv,         "kept-offline"sv,   "suspended"sv,
      "unmanaged"sv,  "stop-failed"sv,      "start-failed"sv,   "starts-failed-about"sv,
      "no-member"sv,  "affinity-forbids"sv, "not-monitored"sv,  "restarts-used-up"sv,
      "stays-off"sv,  "paused"sv,           "managed-save"sv,   "name-taken"sv,
      "claim-torn"sv, "claims-lost"sv,      "definition-lost"sv};
};
static_assert(enum_count<sim::NoRecovery> ==
              static_cast<std::size_t>(sim::NoRecovery::definition_lost) + 1);
}  // namespace xvm
