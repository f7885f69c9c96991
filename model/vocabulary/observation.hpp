// model/vocabulary/observation.hpp
//
// Purpose: what a hypervisor said about one domain on one node, and the few classes that decisions
// distinguish. "Defined" and "active" are separate facts: a running domain may be transient.
// Thread rule: plain values.
//
//   Observation seen{.activity = Activity::paused, .pause = PauseReason::user, .defined = true};
//   classify(seen) == Seen::paused;
#pragma once

#include "model/vocabulary/enum_text.hpp"

namespace xvm {

// Run states of libvirt ("virsh domstate") and of xl's state column; design of 2008, section 6.
enum class Activity : std::uint8_t {
  unknown,      // no answer in time, error or unparsable: never taken for "stopped" (R2)
  inactive,     // the hypervisor answered: not active here (absent, or defined and shut off)
  running,      // "running", xl 'r'
  blocked,      // "blocked", xl 'b'
  idle,         // today's word for blocked in virsh
  paused,       // complete, vcpus stopped; see PauseReason
  in_shutdown,  // "in shutdown", xl 's'
  crashed,      // preserved after a crash, xl 'c'
  dying,        // being torn down, xl 'd'
  pmsuspended,  // suspended by the guest itself
  no_state,     // Xen domain with no scheduler flag set ("------")
  incomplete,   // incoming or outgoing copy of a migration: "paused (migrating)"
};
template <>
struct EnumText<Activity> {
  static constexpr std::array text{"unknown"sv, "inactive"sv,    "running"sv,     "blocked"sv,
                                   "idle"sv,    "paused"sv,      "in-shutdown"sv, "crashed"sv,
                                   "dying"sv,   "pmsuspended"sv, "no-state"sv,    "incomplete"sv};
};

// Why a domain is paused (virDomainPausedReason). Only the claim tells a migrated copy that waits
// for its commit from an administrator's suspend: both read "user" (facts: libvirt lab).
enum class PauseReason : std::uint8_t {
  none,
  user,
  io_error,
  watchdog,
  migration,
  saving,  // save, dump, snapshot: ends by itself
  crashed,
  postcopy,
  other,
};
template <>
struct EnumText<PauseReason> {
  static constexpr std::array text{"none"sv,     "user"sv,      "io-error"sv,
                                   "watchdog"sv, "migration"sv, "saving"sv,
                                   "crashed"sv,  "postcopy"sv,  "other"sv};
};

// Why an inactive domain stopped (virDomainShutoffReason), so that a guest that powered itself off
// can be told from one that crashed.
enum class OffReason : std::uint8_t { none, shutdown, destroyed, crashed, migrated, saved, failed };
template <>
struct EnumText<OffReason> {
  static constexpr std::array text{"none"sv,     "shutdown"sv, "destroyed"sv, "crashed"sv,
                                   "migrated"sv, "saved"sv,    "failed"sv};
};

struct Observation {
  Activity activity = Activity::unknown;
  PauseReason pause = PauseReason::none;
  OffReason off = OffReason::none;
  // a persistent definition exists on that node (for xl: the agent's own file)
  bool defined = false;

  friend constexpr bool operator==(const Observation&, const Observation&) = default;
};

// The classes that start, stop, settling and reconcile distinguish.
enum class Seen : std::uint8_t {
  unknown,     // could not tell
  absent,      // answered: neither active nor defined
  defined,     // answered: shut off, definition present
  executing,   // active and not paused
  paused,      // active, complete, not executing
  incomplete,  // half of a migration
  dead,        // active but never to run again: crashed (preserved) or dying
};
template <>
struct EnumText<Seen> {
  static constexpr std::array text{"unknown"sv, "absent"sv,     "defined"sv, "executing"sv,
                                   "paused"sv,  "incomplete"sv, "dead"sv};
};

constexpr Seen classify(const Observation& o) {
  switch (o.activity) {
    case Activity::unknown: return Seen::unknown;
    case Activity::inactive: return o.defined ? Seen::defined : Seen::absent;
    case Activity::paused: return Seen::paused;
    case Activity::incomplete: return Seen::incomplete;
    case Activity::crashed:
    case Activity::dying: return Seen::dead;
    case Activity::running:
    case Activity::blocked:
    case Activity::idle:
    case Activity::in_shutdown:
    case Activity::pmsuspended:
    case Activity::no_state: return Seen::executing;
  }
  return Seen::unknown;
}

constexpr bool proves_inactive(Seen s) { return s == Seen::absent || s == Seen::defined; }
constexpr bool is_active(Seen s) { return s >= Seen::executing; }
constexpr bool is_paused_copy(Seen s) { return s == Seen::paused || s == Seen::incomplete; }

// What a second witness said when the hypervisor is silent: the emulator's pid and start time, or
// xl.
enum class Witness : std::uint8_t { unknown, alive, gone };
template <>
struct EnumText<Witness> {
  static constexpr std::array text{"unknown"sv, "alive"sv, "gone"sv};
};

}  // namespace xvm
