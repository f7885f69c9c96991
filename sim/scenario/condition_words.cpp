#include "sim/scenario/words.hpp"

namespace xvm::sim {
namespace {

using enum ConditionWord;
using enum Under;

// clang-format off
constexpr std::array rows{
    ConditionRow{runs_on, "DOMAIN runs on NODE", "it executes there"},
    ConditionRow{runs, "DOMAIN runs", "it executes on exactly one node"},
    ConditionRow{runs_nowhere, "DOMAIN runs nowhere", "it executes on no node"},
    ConditionRow{is_off, "DOMAIN is off on NODE", "nothing of it is active there"},
    ConditionRow{is_paused, "DOMAIN is paused on NODE", "complete, but stopped"},
    ConditionRow{is_incomplete, "DOMAIN is incomplete on NODE", "one half of a migration: \"paused (migrating)\""},
    ConditionRow{is_crashed, "DOMAIN is crashed on NODE", "its emulator keeps a guest that panicked"},
    ConditionRow{is_defined, "DOMAIN is defined on NODE", "a persistent definition is there"},
    ConditionRow{is_undefined, "DOMAIN is undefined on NODE", "none is there"},
    ConditionRow{defined_only_on, "DOMAIN is defined only on NODE", "... there and on no other member"},
    ConditionRow{booted_times, "DOMAIN booted NUMBER times", "since the cluster formed, the first boot included"},
    ConditionRow{kept_memory, "DOMAIN kept its memory", "it executes the same boot as right before the last deed"},
    ConditionRow{lost_memory, "DOMAIN lost its memory", "that boot is over"},
    ConditionRow{migrates, "DOMAIN migrates", "its memory flows from node to node: phase `perform` of a migration"},
    ConditionRow{migrates_phase, "DOMAIN migrates phase PHASE", "a migration is in this phase"},
    ConditionRow{node_up, "NODE is up", "it has power and does not stand still"},
    ConditionRow{node_down, "NODE is down", "it has no power"},
    ConditionRow{node_member, "NODE is member", "the cluster manager counts it in"},
    ConditionRow{node_gone, "NODE is gone", "the cluster manager does not"},
    ConditionRow{group_online, "DOMAIN is online on NODE", "says the cluster manager"},
    ConditionRow{group_offline, "DOMAIN is offline on NODE", "says the cluster manager"},
    ConditionRow{group_starting, "DOMAIN is starting on NODE", "PENDING_ONLINE"},
    ConditionRow{group_stopping, "DOMAIN is stopping on NODE", "PENDING_OFFLINE"},
    ConditionRow{group_stop_failed, "DOMAIN is stop-failed on NODE", "ERROR_STOP_FAILED; Pacemaker: blocked, or to be fenced"},
    ConditionRow{group_faulted, "DOMAIN is faulted on NODE", "ONLINE_FAULTED: the last start there failed", gds},
    ConditionRow{method_begins_on, "METHOD of DOMAIN begins on NODE", "at this very moment its process starts"},
    ConditionRow{method_begins, "METHOD of DOMAIN begins", "... on any node"},
    ConditionRow{method_ends_on, "METHOD of DOMAIN ends on NODE", "at this very moment it ends, however"},
    ConditionRow{method_ends, "METHOD of DOMAIN ends", "... on any node"},
    ConditionRow{method_asks_on, "METHOD of DOMAIN asks REQUEST on NODE", "the request is on its way to NODE and not yet carried out (of ADMIN and the cluster manager: NODE is who asks)"},
    ConditionRow{method_asks, "METHOD of DOMAIN asks REQUEST", "... on any node"},
    ConditionRow{method_did_on, "METHOD of DOMAIN did REQUEST on NODE", "it is carried out, and the method does not know yet"},
    ConditionRow{method_did, "METHOD of DOMAIN did REQUEST", "... on any node"},
    ConditionRow{method_ended_because, "METHOD of DOMAIN on NODE ended RESULT REASON", "the last such method that ended there since the first statement said so"},
    ConditionRow{method_ended, "METHOD of DOMAIN on NODE ended RESULT", "the same; also `killed`"},
    ConditionRow{method_ran_on, "METHOD of DOMAIN on NODE ran NUMBER times", "begins since the first statement"},
    ConditionRow{method_ran, "METHOD of DOMAIN ran NUMBER times", "... on all nodes"},
    ConditionRow{sequence_of, "sequence of DOMAIN STEPS", "since the deed before, these methods of it began in this order and no others; see below"},
    ConditionRow{sequence, "sequence STEPS", "the same over all domains"},
    ConditionRow{claim_none, "claim of DOMAIN none", "nobody ever claimed it"},
    ConditionRow{claim_held, "claim of DOMAIN held by NODE", "and nothing is owed"},
    ConditionRow{claim_released, "claim of DOMAIN released", "proven inactive"},
    ConditionRow{claim_moving, "claim of DOMAIN moving from NODE to NODE", "a migration runs or was cut short"},
    ConditionRow{claim_condemned, "claim of DOMAIN condemned at NODE", "that copy must be brought down"},
    ConditionRow{all_quiet, "all is quiet", "no method but probes, no migration and no call is under way, no group moves, nobody is to be fenced or to join"},
    ConditionRow{no_recovery, "no recovery of DOMAIN because EXCUSE", "with `expect` alone: it need not run at the end of the file, and does not; nothing is repaired then"},
};

constexpr std::array<std::string_view, enum_count<Excuse>> excuses{
    "its resource is disabled",
    "an administrator took it offline",
    "its group was quiesced while it was down",
    "its group is suspended",
    "the cluster does not manage it",
    "STOP_FAILED waits for somebody who clears it",
    "Failover_mode NONE keeps a failed start where it is",
    "nobody probes it",
    "the fault monitor has given in",
    "a member is lost and cannot be fenced",
    "too few nodes are left to decide",
    "no member is one on which it may run, or its start failed on all of late",
    "ADMIN does not serve all nodes",
    "nobody can read the newest claim",
    "no definition is left",
    "another guest has its name where it should run",
    "a managed save refuses the start (R8)",
    "somebody paused it: healthy, but degraded",
    "its guest powered itself off, and `on-poweroff=stay`",
    "a member does not answer, and a start needs its proof (R3)",
};
// clang-format on

constexpr bool in_order() {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (static_cast<std::size_t>(rows[i].word) != i) return false;
  }
  return rows.size() == static_cast<std::size_t>(no_recovery) + 1;
}
static_assert(in_order());

}  // namespace

std::span<const ConditionRow> condition_rows() { return rows; }
std::span<const std::string_view> excuse_meanings() { return excuses; }

}  // namespace xvm::sim
