// model/trace/shapes.hpp
//
// Purpose: the fields of every event and action, as the trace spells them. The order is the order
// of the text. An alternative of Event or Action without a Shape here does not compile, nor does
// one that leaves out a member. Thread rule: constant data only.
//
//   {"kind":"acted","verb":"resume","node":1,"outcome":"ok"}
#pragma once

#include "model/json/shape.hpp"
#include "model/machine/action.hpp"
#include "model/machine/event.hpp"
#include "model/vocabulary/method.hpp"

namespace xvm::json {

// --- parts
// ----------------------------------------------------------------------------------------

template <>
struct Shape<Claim> {
  static constexpr std::tuple fields{
      Field{"epoch"sv, &Claim::epoch}, Field{"state"sv, &Claim::state},
      Field{"owner"sv, &Claim::owner}, Field{"other"sv, &Claim::other},
      Field{"resume_owed"sv, &Claim::resume_owed}};
};
template <>
struct Shape<Observation> {
  static constexpr std::tuple fields{
      Field{"activity"sv, &Observation::activity}, Field{"pause"sv, &Observation::pause},
      Field{"off"sv, &Observation::off}, Field{"defined"sv, &Observation::defined}};
};
template <>
struct Shape<Facts> {
  static constexpr std::tuple fields{
      Field{"readable"sv, &Facts::readable},   Field{"on_off"sv, &Facts::on_off},
      Field{"rg_state"sv, &Facts::rg_state},   Field{"targets"sv, &Facts::targets},
      Field{"target"sv, &Facts::target},       Field{"members"sv, &Facts::members},
      Field{"online"sv, &Facts::online},       Field{"methods"sv, &Facts::methods},
      Field{"status_ok"sv, &Facts::status_ok}, Field{"last_plugin_ok"sv, &Facts::last_plugin_ok},
      Field{"giveover"sv, &Facts::giveover}};
};
template <>
struct Shape<Setting> {
  static constexpr std::tuple fields{Field{"method"sv, &Setting::method},
                                     Field{"engine"sv, &Setting::engine},
                                     Field{"self"sv, &Setting::self},
                                     Field{"nodes"sv, &Setting::nodes},
                                     Field{"failover"sv, &Setting::failover},
                                     Field{"on_migrate_fail"sv, &Setting::on_migrate_fail},
                                     Field{"hand_over_to"sv, &Setting::hand_over_to},
                                     Field{"strict_peers"sv, &Setting::strict_peers},
                                     Field{"has_plugin"sv, &Setting::has_plugin},
                                     Field{"allow_201"sv, &Setting::allow_201},
                                     Field{"booting"sv, &Setting::booting},
                                     Field{"on_poweroff"sv, &Setting::on_poweroff},
                                     Field{"reboots_in_gap"sv, &Setting::reboots_in_gap},
                                     Field{"unknown_grace_over"sv, &Setting::unknown_grace_over},
                                     Field{"release_owed"sv, &Setting::release_owed},
                                     Field{"last_seen"sv, &Setting::last_seen}};
};

// --- events
// ---------------------------------------------------------------------------------------

template <>
struct Shape<Begin> {
  static constexpr auto kind = "begin"sv;
  static constexpr std::tuple<> fields{};
};
template <>
struct Shape<FactsRead> {
  static constexpr auto kind = "facts-read"sv;
  static constexpr std::tuple fields{Field{"facts"sv, &FactsRead::facts}};
};
template <>
struct Shape<ProcessMonitorSilenced> {
  static constexpr auto kind = "process-monitor-silenced"sv;
  static constexpr std::tuple fields{Field{"outcome"sv, &ProcessMonitorSilenced::outcome}};
};
template <>
struct Shape<ClaimRead> {
  static constexpr auto kind = "claim-read"sv;
  static constexpr std::tuple fields{Field{"outcome"sv, &ClaimRead::outcome},
                                     Field{"newest"sv, &ClaimRead::newest}};
};
template <>
struct Shape<ClaimLinked> {
  static constexpr auto kind = "claim-linked"sv;
  static constexpr std::tuple fields{Field{"outcome"sv, &ClaimLinked::outcome},
                                     Field{"claim"sv, &ClaimLinked::claim}};
};
template <>
struct Shape<Exported> {
  static constexpr auto kind = "exported"sv;
  static constexpr std::tuple fields{Field{"node"sv, &Exported::node},
                                     Field{"outcome"sv, &Exported::outcome}};
};
template <>
struct Shape<Quarantined> {
  static constexpr auto kind = "quarantined"sv;
  static constexpr std::tuple fields{Field{"node"sv, &Quarantined::node},
                                     Field{"outcome"sv, &Quarantined::outcome}};
};
template <>
struct Shape<Observed> {
  static constexpr auto kind = "observed"sv;
  static constexpr std::tuple fields{Field{"node"sv, &Observed::node},
                                     Field{"seen"sv, &Observed::seen}};
};
template <>
struct Shape<Witnessed> {
  static constexpr auto kind = "witnessed"sv;
  static constexpr std::tuple fields{Field{"node"sv, &Witnessed::node},
                                     Field{"witness"sv, &Witnessed::witness}};
};
template <>
struct Shape<Defined> {
  static constexpr auto kind = "defined"sv;
  static constexpr std::tuple fields{Field{"node"sv, &Defined::node},
                                     Field{"outcome"sv, &Defined::outcome}};
};
template <>
struct Shape<ShutdownSent> {
  static constexpr auto kind = "shutdown-sent"sv;
  static constexpr std::tuple fields{Field{"node"sv, &ShutdownSent::node},
                                     Field{"outcome"sv, &ShutdownSent::outcome}};
};
template <>
struct Shape<Acted> {
  static constexpr auto kind = "acted"sv;
  static constexpr std::tuple fields{Field{"verb"sv, &Acted::verb}, Field{"node"sv, &Acted::node},
                                     Field{"outcome"sv, &Acted::outcome}};
};
template <>
struct Shape<Migrated> {
  static constexpr auto kind = "migrated"sv;
  static constexpr std::tuple fields{Field{"outcome"sv, &Migrated::outcome}};
};
template <>
struct Shape<JobAborted> {
  static constexpr auto kind = "job-aborted"sv;
  static constexpr std::tuple fields{Field{"outcome"sv, &JobAborted::outcome}};
};
template <>
struct Shape<JobIdle> {
  static constexpr auto kind = "job-idle"sv;
  static constexpr std::tuple fields{Field{"node"sv, &JobIdle::node},
                                     Field{"outcome"sv, &JobIdle::outcome}};
};
template <>
struct Shape<TargetChecked> {
  static constexpr auto kind = "target-checked"sv;
  static constexpr std::tuple fields{Field{"node"sv, &TargetChecked::node},
                                     Field{"report"sv, &TargetChecked::report}};
};
template <>
struct Shape<PluginReturned> {
  static constexpr auto kind = "plugin-returned"sv;
  static constexpr std::tuple fields{Field{"end"sv, &PluginReturned::end},
                                     Field{"status"sv, &PluginReturned::status}};
};
template <>
struct Shape<Inspected> {
  static constexpr auto kind = "inspected"sv;
  static constexpr std::tuple fields{Field{"subject"sv, &Inspected::subject},
                                     Field{"findings"sv, &Inspected::findings}};
};
template <>
struct Shape<Expired> {
  static constexpr auto kind = "expired"sv;
  static constexpr std::tuple fields{Field{"timer"sv, &Expired::timer}};
};

// --- actions
// --------------------------------------------------------------------------------------

template <>
struct Shape<ReadFacts> {
  static constexpr auto kind = "read-facts"sv;
  static constexpr std::tuple<> fields{};
};
template <>
struct Shape<SilenceProcessMonitor> {
  static constexpr auto kind = "silence-process-monitor"sv;
  static constexpr std::tuple<> fields{};
};
template <>
struct Shape<ReadClaim> {
  static constexpr auto kind = "read-claim"sv;
  static constexpr std::tuple<> fields{};
};
template <>
struct Shape<LinkClaim> {
  static constexpr auto kind = "link-claim"sv;
  static constexpr std::tuple fields{Field{"next"sv, &LinkClaim::next}};
};
template <>
struct Shape<Export> {
  static constexpr auto kind = "export"sv;
  static constexpr std::tuple fields{Field{"node"sv, &Export::node}};
};
template <>
struct Shape<Quarantine> {
  static constexpr auto kind = "quarantine"sv;
  static constexpr std::tuple fields{Field{"node"sv, &Quarantine::node}};
};
template <>
struct Shape<RecordDebt> {
  static constexpr auto kind = "record-debt"sv;
  static constexpr std::tuple fields{Field{"debt"sv, &RecordDebt::debt},
                                     Field{"node"sv, &RecordDebt::node}};
};
template <>
struct Shape<SettleDebts> {
  static constexpr auto kind = "settle-debts"sv;
  static constexpr std::tuple<> fields{};
};
template <>
struct Shape<Observe> {
  static constexpr auto kind = "observe"sv;
  static constexpr std::tuple fields{Field{"node"sv, &Observe::node}};
};
template <>
struct Shape<Watch> {
  static constexpr auto kind = "watch"sv;
  static constexpr std::tuple fields{Field{"node"sv, &Watch::node}};
};
template <>
struct Shape<Unwatch> {
  static constexpr auto kind = "unwatch"sv;
  static constexpr std::tuple fields{Field{"node"sv, &Unwatch::node}};
};
template <>
struct Shape<AskWitness> {
  static constexpr auto kind = "ask-witness"sv;
  static constexpr std::tuple fields{Field{"node"sv, &AskWitness::node}};
};
template <>
struct Shape<Define> {
  static constexpr auto kind = "define"sv;
  static constexpr std::tuple fields{Field{"node"sv, &Define::node}};
};
template <>
struct Shape<SendShutdown> {
  static constexpr auto kind = "send-shutdown"sv;
  static constexpr std::tuple fields{Field{"node"sv, &SendShutdown::node}};
};
template <>
struct Shape<Act> {
  static constexpr auto kind = "act"sv;
  static constexpr std::tuple fields{Field{"verb"sv, &Act::verb}, Field{"node"sv, &Act::node}};
};
template <>
struct Shape<StartMigration> {
  static constexpr auto kind = "start-migration"sv;
  static constexpr std::tuple fields{Field{"source"sv, &StartMigration::source},
                                     Field{"target"sv, &StartMigration::target},
                                     Field{"live"sv, &StartMigration::live}};
};
template <>
struct Shape<AbortJob> {
  static constexpr auto kind = "abort-job"sv;
  static constexpr std::tuple fields{Field{"node"sv, &AbortJob::node}};
};
template <>
struct Shape<AwaitIdle> {
  static constexpr auto kind = "await-idle"sv;
  static constexpr std::tuple fields{Field{"node"sv, &AwaitIdle::node}};
};
template <>
struct Shape<CheckTarget> {
  static constexpr auto kind = "check-target"sv;
  static constexpr std::tuple fields{Field{"source"sv, &CheckTarget::source},
                                     Field{"target"sv, &CheckTarget::target}};
};
template <>
struct Shape<RunPlugin> {
  static constexpr auto kind = "run-plugin"sv;
  static constexpr std::tuple<> fields{};
};
template <>
struct Shape<Inspect> {
  static constexpr auto kind = "inspect"sv;
  static constexpr std::tuple fields{Field{"subject"sv, &Inspect::subject}};
};
template <>
struct Shape<ArmTimer> {
  static constexpr auto kind = "arm-timer"sv;
  static constexpr std::tuple fields{Field{"timer"sv, &ArmTimer::timer}};
};
template <>
struct Shape<DisarmTimers> {
  static constexpr auto kind = "disarm-timers"sv;
  static constexpr std::tuple<> fields{};
};
template <>
struct Shape<Report> {
  static constexpr auto kind = "report"sv;
  static constexpr std::tuple fields{Field{"reason"sv, &Report::reason},
                                     Field{"node"sv, &Report::node}};
};
template <>
struct Shape<Finish> {
  static constexpr auto kind = "finish"sv;
  static constexpr std::tuple fields{
      Field{"result"sv, &Finish::result}, Field{"reason"sv, &Finish::reason},
      Field{"node"sv, &Finish::node}, Field{"plugin"sv, &Finish::plugin}};
};

}  // namespace xvm::json
