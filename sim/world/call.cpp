#include "sim/world/call.hpp"

#include <cstdlib>

namespace xvm::sim {
namespace {

struct Ask {
  using Maybe = std::optional<Call>;
  static Call to(Asked asked, NodeId node = NodeId::none) {
    Call c;
    c.asked = asked;
    c.node = node;
    return c;
  }
  Maybe operator()(const ReadFacts&) const { return to(Asked::facts); }
  Maybe operator()(const SilenceProcessMonitor&) const { return to(Asked::silence); }
  Maybe operator()(const ReadClaim&) const { return to(Asked::read_claim); }
  Maybe operator()(const LinkClaim& a) const {
    Call c = to(Asked::link_claim);
    c.claim = a.next;
    return c;
  }
  Maybe operator()(const Export& a) const { return to(Asked::save, a.node); }
  Maybe operator()(const Quarantine& a) const { return to(Asked::quarantine, a.node); }
  Maybe operator()(const Observe& a) const { return to(Asked::observe, a.node); }
  Maybe operator()(const AskWitness& a) const { return to(Asked::witness, a.node); }
  Maybe operator()(const Define& a) const { return to(Asked::define, a.node); }
  Maybe operator()(const SendShutdown& a) const { return to(Asked::shutdown, a.node); }
  Maybe operator()(const AbortJob& a) const { return to(Asked::abort_job, a.node); }
  Maybe operator()(const AwaitIdle& a) const { return to(Asked::await_idle, a.node); }
  Maybe operator()(const RunPlugin&) const { return to(Asked::plugin); }
  Maybe operator()(const Inspect& a) const {
    Call c = to(Asked::inspect);
    c.detail = static_cast<std::uint8_t>(a.subject);
    return c;
  }
  Maybe operator()(const Act& a) const {
    Call c = to(Asked::act, a.node);
    c.detail = static_cast<std::uint8_t>(a.verb);
    return c;
  }
  Maybe operator()(const StartMigration& a) const {
    Call c = to(Asked::migrate, a.source);
    c.other = a.target;
    c.detail = a.live ? 1 : 0;
    return c;
  }
  Maybe operator()(const CheckTarget& a) const {
    Call c = to(Asked::check_target, a.source);
    c.other = a.target;
    return c;
  }
  template <class Unanswered>
  Maybe operator()(const Unanswered&) const {
    return std::nullopt;
  }
};

Event answer(const Call& c, std::uint8_t outcome, const Observation& seen, std::uint16_t faults,
             const Facts& facts) {
  const auto called = static_cast<CallOutcome>(outcome);
  switch (c.asked) {
    case Asked::facts: return FactsRead{facts};
    case Asked::silence: return ProcessMonitorSilenced{called};
    case Asked::read_claim: return ClaimRead{static_cast<StoreOutcome>(outcome), c.claim};
    case Asked::link_claim: return ClaimLinked{static_cast<LinkOutcome>(outcome), c.claim};
    case Asked::save: return Exported{c.node, static_cast<ExportOutcome>(outcome)};
    case Asked::quarantine: return Quarantined{c.node, static_cast<ExportOutcome>(outcome)};
    case Asked::observe: return Observed{c.node, seen};
    case Asked::witness: return Witnessed{c.node, static_cast<Witness>(outcome)};
    case Asked::define: return Defined{c.node, called};
    case Asked::shutdown: return ShutdownSent{c.node, called};
    case Asked::act: return Acted{verb_of(c), c.node, called};
    case Asked::migrate: return Migrated{called};
    case Asked::abort_job: return JobAborted{called};
    case Asked::await_idle: return JobIdle{c.node, called};
    case Asked::check_target: return TargetChecked{c.other, TargetReport{faults}};
    case Asked::plugin:
      return PluginReturned{static_cast<PluginEnd>(outcome), static_cast<std::uint8_t>(faults)};
    case Asked::inspect: return Inspected{static_cast<Subject>(c.detail), FindingSet{faults}};
    case Asked::nothing: break;
  }
  std::abort();  // a free slot asks nothing
}

std::uint8_t silent_outcome(Asked asked) {
  switch (asked) {
    case Asked::read_claim: return static_cast<std::uint8_t>(StoreOutcome::unreadable);
    case Asked::link_claim: return static_cast<std::uint8_t>(LinkOutcome::unknown);
    case Asked::save:
    case Asked::quarantine: return static_cast<std::uint8_t>(ExportOutcome::failed);
    case Asked::witness: return static_cast<std::uint8_t>(Witness::unknown);
    case Asked::plugin: return static_cast<std::uint8_t>(PluginEnd::timed_out);
    default: return static_cast<std::uint8_t>(CallOutcome::unknown);
  }
}

}  // namespace

std::optional<Call> call_for(const Action& action) { return std::visit(Ask{}, action); }

Event answer_to(const Call& c, const Facts& facts) {
  return answer(c, c.outcome, c.seen, c.faults, facts);
}

Event silence_of(const Call& c) {
  std::uint16_t faults = 0;
  if (c.asked == Asked::check_target) faults = TargetReport{}.with(TargetFault::no_answer).faults;
  if (c.asked == Asked::inspect) {
    const FindingSet silent_node = FindingSet{}.with(Finding::hypervisor_silent);
    faults = static_cast<std::uint16_t>(silent_node.bits());
  }
  Call silent = c;
  if (c.asked == Asked::read_claim) silent.claim = {};
  return answer(silent, silent_outcome(c.asked), {}, faults, Facts{});
}

}  // namespace xvm::sim
