#include "model/trace/step_text.hpp"

#include <fmt/format.h>

namespace xvm::trace {
namespace {

std::string name_of(NodeId node, const NodeNames& names) {
  return index(node) < names.size() ? names[index(node)] : std::string("nobody");
}

struct EventText {
  const NodeNames& names;

  std::string operator()(const Begin&) const { return "begin"; }
  std::string operator()(const FactsRead& e) const {
    if (!e.facts.readable) return "cluster facts unreadable: every node counts as a member";
    return fmt::format("facts: switch {}, group {}, target {}, members {:#x}",
                       to_text(e.facts.on_off), to_text(e.facts.rg_state),
                       e.facts.targets == TargetNodes::one ? name_of(e.facts.target, names)
                                                           : std::string(to_text(e.facts.targets)),
                       e.facts.members.bits());
  }
  std::string operator()(const ProcessMonitorSilenced& e) const {
    return fmt::format("process monitor silenced: {}", to_text(e.outcome));
  }
  std::string operator()(const ClaimRead& e) const {
    if (e.outcome == StoreOutcome::unreadable) return "claim unreadable";
    return text_of(e.newest, names);
  }
  std::string operator()(const ClaimLinked& e) const {
    return fmt::format("link of {}: {}", text_of(e.claim, names), to_text(e.outcome));
  }
  std::string operator()(const Exported& e) const {
    return fmt::format("export from {}: {}", name_of(e.node, names), to_text(e.outcome));
  }
  std::string operator()(const Quarantined& e) const {
    return fmt::format("quarantine from {}: {}", name_of(e.node, names), to_text(e.outcome));
  }
  std::string operator()(const Observed& e) const {
    return fmt::format("{}: {}", name_of(e.node, names), text_of(e.seen));
  }
  std::string operator()(const Witnessed& e) const {
    return fmt::format("second witness on {}: {}", name_of(e.node, names), to_text(e.witness));
  }
  std::string operator()(const Defined& e) const {
    return fmt::format("define on {}: {}", name_of(e.node, names), to_text(e.outcome));
  }
  std::string operator()(const ShutdownSent& e) const {
    return fmt::format("shutdown request to {}: {}", name_of(e.node, names), to_text(e.outcome));
  }
  std::string operator()(const Acted& e) const {
    return fmt::format("{} on {}: {}", to_text(e.verb), name_of(e.node, names), to_text(e.outcome));
  }
  std::string operator()(const Migrated& e) const {
    return fmt::format("migration call: {}", to_text(e.outcome));
  }
  std::string operator()(const JobAborted& e) const {
    return fmt::format("abort: {}", to_text(e.outcome));
  }
  std::string operator()(const JobIdle& e) const {
    return fmt::format("{} idle: {}", name_of(e.node, names), to_text(e.outcome));
  }
  std::string operator()(const TargetChecked& e) const {
    std::string faults;
    for (std::size_t i = 0; i < enum_count<TargetFault>; ++i) {
      if (!e.report.has(static_cast<TargetFault>(i))) continue;
      faults += fmt::format(" {}", to_text(static_cast<TargetFault>(i)));
    }
    return fmt::format("target {}:{}", name_of(e.node, names), faults.empty() ? " fit" : faults);
  }
  std::string operator()(const PluginReturned& e) const {
    return fmt::format("plugin {} {}", to_text(e.end), e.status);
  }
  std::string operator()(const Inspected& e) const {
    std::string found;
    for (std::size_t i = 0; i < enum_count<Finding>; ++i) {
      if (!e.findings.contains(static_cast<Finding>(i))) continue;
      found += fmt::format(" {}", to_text(static_cast<Finding>(i)));
    }
    return fmt::format("{}:{}", to_text(e.subject), found.empty() ? " nothing found" : found);
  }
  std::string operator()(const Expired& e) const {
    return fmt::format("timer {} ran out", to_text(e.timer));
  }
};

struct ActionText {
  const NodeNames& names;

  std::string operator()(const ReadFacts&) const { return "read facts"; }
  std::string operator()(const SilenceProcessMonitor&) const { return "silence process monitor"; }
  std::string operator()(const ReadClaim&) const { return "read claim"; }
  std::string operator()(const LinkClaim& a) const { return "link " + text_of(a.next, names); }
  std::string operator()(const Export& a) const { return "export from " + name_of(a.node, names); }
  std::string operator()(const Quarantine& a) const {
    return "quarantine from " + name_of(a.node, names);
  }
  std::string operator()(const RecordDebt& a) const {
    return fmt::format("record debt {} on {}", to_text(a.debt), name_of(a.node, names));
  }
  std::string operator()(const SettleDebts&) const { return "forget debts"; }
  std::string operator()(const Observe& a) const { return "observe " + name_of(a.node, names); }
  std::string operator()(const Watch& a) const { return "watch " + name_of(a.node, names); }
  std::string operator()(const Unwatch& a) const { return "unwatch " + name_of(a.node, names); }
  std::string operator()(const AskWitness& a) const {
    return "ask second witness on " + name_of(a.node, names);
  }
  std::string operator()(const Define& a) const { return "define on " + name_of(a.node, names); }
  std::string operator()(const SendShutdown& a) const {
    return "send shutdown request to " + name_of(a.node, names);
  }
  std::string operator()(const Act& a) const {
    return fmt::format("{} on {}", to_text(a.verb), name_of(a.node, names));
  }
  std::string operator()(const StartMigration& a) const {
    return fmt::format("migrate{} from {} to {}", a.live ? " -live" : "", name_of(a.source, names),
                       name_of(a.target, names));
  }
  std::string operator()(const AbortJob& a) const {
    return "abort job on " + name_of(a.node, names);
  }
  std::string operator()(const AwaitIdle& a) const {
    return "await idle on " + name_of(a.node, names);
  }
  std::string operator()(const CheckTarget& a) const {
    return "check target " + name_of(a.target, names);
  }
  std::string operator()(const RunPlugin&) const { return "run plugin"; }
  std::string operator()(const Inspect& a) const {
    return fmt::format("inspect {}", to_text(a.subject));
  }
  std::string operator()(const ArmTimer& a) const {
    return fmt::format("arm {}", to_text(a.timer));
  }
  std::string operator()(const DisarmTimers&) const { return "disarm timers"; }
  std::string operator()(const Report& a) const {
    return fmt::format("report {} ({})", to_text(a.reason), name_of(a.node, names));
  }
  std::string operator()(const Finish& a) const { return text_of(a, names); }
};

}  // namespace

std::string text_of(const Observation& seen) {
  if (seen.activity == Activity::unknown) return "unknown";
  std::string text(to_text(seen.activity));
  if (seen.activity == Activity::inactive) text = seen.defined ? "shut off" : "absent";
  if (seen.pause != PauseReason::none) text += fmt::format(" ({})", to_text(seen.pause));
  if (seen.off != OffReason::none) text += fmt::format(" ({})", to_text(seen.off));
  if (is_active(classify(seen)) && !seen.defined) text += ", transient";
  return text;
}

std::string text_of(const Claim& claim, const NodeNames& names) {
  switch (claim.state) {
    case ClaimState::none: return "no claim";
    case ClaimState::held:
      return fmt::format("claim {}: held by {}{}{}", claim.epoch, name_of(claim.owner, names),
                         claim.other == NodeId::none
                             ? ""
                             : fmt::format(", migrated with {}", name_of(claim.other, names)),
                         claim.resume_owed ? ", resume owed" : "");
    case ClaimState::moving:
      return fmt::format("claim {}: moving from {} to {}", claim.epoch, name_of(claim.owner, names),
                         name_of(claim.other, names));
    case ClaimState::released:
      return fmt::format("claim {}: released by {}", claim.epoch, name_of(claim.owner, names));
    case ClaimState::condemned:
      return fmt::format("claim {}: copy on {} condemned", claim.epoch,
                         name_of(claim.owner, names));
  }
  return "?";
}

std::string text_of(const Event& event, const NodeNames& names) {
  return std::visit(EventText{names}, event);
}

std::string text_of(const Action& action, const NodeNames& names) {
  return std::visit(ActionText{names}, action);
}

std::string text_of(const Finish& finish, const NodeNames& names) {
  std::string text = fmt::format("{}: {}", to_text(finish.result), to_text(finish.reason));
  if (finish.result == Result::plugin) text += fmt::format(" {}", finish.plugin);
  if (finish.node != NodeId::none) text += fmt::format(" ({})", name_of(finish.node, names));
  return text;
}

std::string place_of(const Machine& machine) {
  std::string text;
  for (std::size_t i = 0; i < machine.depth; ++i) {
    text += fmt::format("{}{}", i == 0 ? "" : "/", to_text(machine.frames[i].table));
  }
  if (machine.finished()) return "over";
  return fmt::format("{}.{}", text, state_name(machine.top()));
}

}  // namespace xvm::trace
