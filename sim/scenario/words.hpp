// sim/scenario/words.hpp
//
// Purpose: the vocabulary of the scenario language, one row for each deed and each condition: its
// shape, what it means, and under which cluster manager it exists. The parser, the printer, the
// errors and docs/scenarios.md all come from these rows.
// Thread rule: constant data only; safe everywhere.
//
//   for (const DeedRow& row : deed_rows()) fmt::print("{}: {}\n", row.shape, row.says);
//
// In a shape, words in capitals are holes (enum Hole); all others stand for themselves.
#pragma once

#include "model/vocabulary/enum_text.hpp"

#include <span>

namespace xvm::sim {

enum class DeedWord : std::uint8_t {
  // administrators
  online,
  offline,
  switch_to,
  remaster,
  evacuate,
  restart,
  enable,
  disable,
  quiesce,
  quiesce_kill,
  clear,
  unmonitor,
  monitor,
  suspend_group,
  resume_group,
  validate,
  move,
  ban,
  unban,
  standby,
  unstandby,
  unmanage,
  manage,
  cleanup,
  confirm,
  // by hand, behind the cluster's back
  virsh_start,
  virsh_create,
  virsh_destroy,
  virsh_shutdown,
  virsh_suspend,
  virsh_resume,
  virsh_undefine,
  virsh_define,
  virsh_managedsave,
  virsh_managedsave_remove,
  virsh_migrate,
  // hosts and daemons
  power_off,
  boot,
  freeze,
  thaw,
  kill_libvirtd,
  start_libvirtd,
  freeze_libvirtd,
  thaw_libvirtd,
  kill_corosync,
  fencing_fails,
  fencing_works,
  declare_dead,
  // network
  cut_one_way,
  cut_both_ways,
  isolate,
  heal,
  heal_one_way,
  // the administrative file system
  admin_silent,
  admin_read_only,
  admin_full,
  admin_gone,
  admin_stale,
  admin_torn,
  admin_emptied,
  admin_stale_on,
  admin_fresh_on,
  tear_claim,
  mend_claim,
  admin_back,
  admin_lost_on,
  admin_back_on,
  // agents, guests, migrations
  kill_agent,
  lose_call,
  kill_probe,
  lose_call_number,
  lose_probe_call,
  guest_crashes,
  guest_powers_off,
  guest_reboots,
  guest_hangs,
  guest_obeys,
  guest_slows,
  guest_io_error,
  kill_emulator,
  plugin_says,
  plugin_hangs,
  plugin_missing,
  register_domain,
  cut_migration,
  mend_migration,
  nothing,
};

enum class ConditionWord : std::uint8_t {
  // where a domain is
  runs_on,
  runs,
  runs_nowhere,
  is_off,
  is_paused,
  is_incomplete,
  is_crashed,
  is_defined,
  is_undefined,
  defined_only_on,
  booted_times,
  kept_memory,
  lost_memory,
  // migrations
  migrates,
  migrates_phase,
  // nodes
  node_up,
  node_down,
  node_member,
  node_gone,
  // what the cluster manager says
  group_online,
  group_offline,
  group_starting,
  group_stopping,
  group_stop_failed,
  group_faulted,
  // methods
  method_begins_on,
  method_begins,
  method_ends_on,
  method_ends,
  method_asks_on,
  method_asks,
  method_did_on,
  method_did,
  method_ended_because,
  method_ended,
  method_ran_on,
  method_ran,
  sequence_of,
  sequence,
  // claims
  claim_none,
  claim_held,
  claim_released,
  claim_moving,
  claim_condemned,
  // all
  all_quiet,
  no_recovery,
};

// What fills a hole. The spelling in shapes is that of EnumText<Hole>.
enum class Hole : std::uint8_t {
  domain,
  node,
  number,   // 0..65535
  method,   // Work
  request,  // Request
  phase,    // fakes::Phase
  result,   // Result
  reason,   // Reason
  excuse,   // Excuse
  steps,    // METHOD NODE, METHOD NODE + METHOD NODE
};

// Methods as both cluster managers call them.
enum class Work : std::uint8_t {
  validate,
  start,
  stop,
  probe,
  boot,
  monitor,
  migrate_to,
  migrate_from,
};

// What a method asks of hypervisors, of ADMIN, of the cluster manager and of its own host.
enum class Request : std::uint8_t {
  facts,
  silence,
  read,
  link,
  save,
  quarantine,
  observe,
  witness,
  define,
  shutdown,
  create,
  resume,
  destroy,
  undefine,
  migrate,
  abort,
  idle,
  check,
  plugin,
  inspect,
};

// Why a domain need not run at the end of a file (L1). Each is true of the world, or the file
// fails.
enum class Excuse : std::uint8_t {
  disabled,
  offline,
  quiesced,
  suspended,
  unmanaged,
  stop_failed,
  start_failed,
  not_monitored,
  restarts_used_up,
  fencing_failed,
  no_quorum,
  no_eligible_node,
  admin_lost,
  claim_torn,
  definition_lost,
  name_taken,
  managed_save,
  paused,
  powered_off,
  silent_peer,
};

// Under which cluster managers a word exists.
enum class Under : std::uint8_t { both, gds, pacemaker };

template <class Word>
struct WordRow {
  Word word;
  std::string_view shape;
  std::string_view says;
  Under under = Under::both;
};
using DeedRow = WordRow<DeedWord>;
using ConditionRow = WordRow<ConditionWord>;

// In the order of their enumerators.
std::span<const DeedRow> deed_rows();
std::span<const ConditionRow> condition_rows();
std::span<const std::string_view> excuse_meanings();  // in the order of Excuse

inline const DeedRow& row_of(DeedWord word) { return deed_rows()[static_cast<std::size_t>(word)]; }
inline const ConditionRow& row_of(ConditionWord word) {
  return condition_rows()[static_cast<std::size_t>(word)];
}

}  // namespace xvm::sim

namespace xvm {
template <>
struct EnumText<sim::Hole> {
  static constexpr std::array text{"DOMAIN"sv, "NODE"sv,   "NUMBER"sv, "METHOD"sv, "REQUEST"sv,
                                   "PHASE"sv,  "RESULT"sv, "REASON"sv, "EXCUSE"sv, "STEPS"sv};
};
static_assert(enum_count<sim::Hole> == static_cast<std::size_t>(sim::Hole::steps) + 1);
template <>
struct EnumText<sim::Work> {
  static constexpr std::array text{"validate"sv, "start"sv,   "stop"sv,       "probe"sv,
                                   "boot"sv,     "monitor"sv, "migrate_to"sv, "migrate_from"sv};
};
static_assert(enum_count<sim::Work> == static_cast<std::size_t>(sim::Work::migrate_from) + 1);
template <>
struct EnumText<sim::Request> {
  static constexpr std::array text{
      "facts"sv,   "silence"sv, "read"sv,     "link"sv,   "save"sv,   "quarantine"sv, "observe"sv,
      "witness"sv, "define"sv,  "shutdown"sv, "create"sv, "resume"sv, "destroy"sv,    "undefine"sv,
      "migrate"sv, "abort"sv,   "idle"sv,     "check"sv,  "plugin"sv, "inspect"sv};
};
static_assert(enum_count<sim::Request> == static_cast<std::size_t>(sim::Request::inspect) + 1);
template <>
struct EnumText<sim::Excuse> {
  static constexpr std::array text{
      "disabled"sv,         "offline"sv,        "quiesced"sv,        "suspended"sv,
      "unmanaged"sv,        "stop-failed"sv,    "start-failed"sv,    "not-monitored"sv,
      "restarts-used-up"sv, "fencing-failed"sv, "no-quorum"sv,       "no-eligible-node"sv,
      "admin-lost"sv,       "claim-torn"sv,     "definition-lost"sv, "name-taken"sv,
      "managed-save"sv,     "paused"sv,         "powered-off"sv,     "silent-peer"sv};
};
static_assert(enum_count<sim::Excuse> == static_cast<std::size_t>(sim::Excuse::silent_peer) + 1);
}  // namespace xvm
