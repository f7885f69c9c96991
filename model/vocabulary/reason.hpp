// model/vocabulary/reason.hpp
//
// Purpose: how a method ended and why, in bounded words that logs, metrics and tests share. Texts
// for people are made from these by the programs.
// Thread rule: constant data only; safe everywhere.
#pragma once

#include "model/vocabulary/enum_text.hpp"

namespace xvm {

// The result of a method, before an engine turns it into an exit code.
enum class Result : std::uint8_t {
  success,      // postcondition observed (S4)
  failed,       // postcondition not reached
  unhealthy,    // probe: restart the domain (GDS 100)
  not_running,  // probe: proven not active here (GDS 100, Pacemaker 7)
  degraded,     // probe: healthy but somebody should look (GDS 0 + status DEGRADED)
  plugin,       // probe: pass the plugin's exit status through
};
template <>
struct EnumText<Result> {
  static constexpr std::array text{"success"sv,     "failed"sv,   "unhealthy"sv,
                                   "not-running"sv, "degraded"sv, "plugin"sv};
};

enum class Reason : std::uint8_t {
  none,
  // start
  started,
  already_running,   // manually started or started before: tolerated
  migrated_here,     // NO-OP start: the domain arrived by migration
  paused_tolerated,  // complete, paused by somebody, ours
  admin_unreadable,
  admin_unwritable,
  peer_not_proven,   // R3: a node that must be proven inactive gave no proof
  online_elsewhere,  // R3: a copy on a member where the engine says online or pending
  self_unknown,      // the local hypervisor gave no answer
  no_definition,     // neither defined here nor exported
  export_failed,
  not_executing,     // created, yet not seen executing
  nothing_arrived,   // take-over: no migrated copy here
  looked_too_often,  // the world changed at every look
  // stop
  stopped,
  not_here,       // NO-OP stop: nothing here and the claim is not ours
  migrated_away,  // NO-OP stop after a migration
  still_active,
  job_busy,    // R14: a call for this domain has not ended
  stayed_put,  // ON_MIGRATE_FAIL=stay: the guest runs on at the source
  unsettled,   // a migration could not be settled in time
  migration_failed,
  nowhere,  // hand-over: the domain runs on neither side
  // probe
  healthy,
  healthy_paused,
  unknown_within_grace,
  unknown_too_long,
  emulator_alive,  // hypervisor silent, second witness says alive
  emulator_gone,   // hypervisor silent, second witness says gone
  shut_off,
  guest_crashed,
  absent_here,
  powered_off,        // ON_POWEROFF=stay: the guest switched itself off and is left so
  claimed_elsewhere,  // runs here although the newest claim names another node
  plugin_said,
  plugin_timed_out,
  plugin_broken,
  still_booting,
  // validate
  valid,
  invalid_host,
  invalid_domain,
  invalid_admin,
  invalid_policy,
  // reconcile
  nothing_to_do,
  settled,
  swept,
  debts_left,
  method_running,
  overlap,  // executing here and at the claim's owner
};
template <>
struct EnumText<Reason> {
  static constexpr std::array text{"none"sv,
                                   "started"sv,
                                   "already-running"sv,
                                   "migrated-here"sv,
                                   "paused-tolerated"sv,
                                   "admin-unreadable"sv,
                                   "admin-unwritable"sv,
                                   "peer-not-proven"sv,
                                   "online-elsewhere"sv,
                                   "self-unknown"sv,
                                   "no-definition"sv,
                                   "export-failed"sv,
                                   "not-executing"sv,
                                   "nothing-arrived"sv,
                                   "looked-too-often"sv,
                                   "stopped"sv,
                                   "not-here"sv,
                                   "migrated-away"sv,
                                   "still-active"sv,
                                   "job-busy"sv,
                                   "stayed-put"sv,
                                   "unsettled"sv,
                                   "migration-failed"sv,
                                   "nowhere"sv,
                                   "healthy"sv,
                                   "healthy-paused"sv,
                                   "unknown-within-grace"sv,
                                   "unknown-too-long"sv,
                                   "emulator-alive"sv,
                                   "emulator-gone"sv,
                                   "shut-off"sv,
                                   "guest-crashed"sv,
                                   "absent-here"sv,
                                   "powered-off"sv,
                                   "claimed-elsewhere"sv,
                                   "plugin-said"sv,
                                   "plugin-timed-out"sv,
                                   "plugin-broken"sv,
                                   "still-booting"sv,
                                   "valid"sv,
                                   "invalid-host"sv,
                                   "invalid-domain"sv,
                                   "invalid-admin"sv,
                                   "invalid-policy"sv,
                                   "nothing-to-do"sv,
                                   "settled"sv,
                                   "swept"sv,
                                   "debts-left"sv,
                                   "method-running"sv,
                                   "overlap"sv};
};
static_assert(enum_count<Reason> == static_cast<std::size_t>(Reason::overlap) + 1);

}  // namespace xvm
