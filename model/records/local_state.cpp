#include "model/records/local_state.hpp"

#include <algorithm>

#include "model/records/text_rules.hpp"

namespace xvm::records {
namespace {

std::string last_seen_fault(const NamedClaim& claim) {
  const std::string fault = claim_fault(claim);
  return fault.empty() ? "" : "last_seen." + fault;
}

std::string export_fault(const std::optional<std::string>& hash) {
  return hash ? hex_fault("last_export", *hash, 32) : "";
}

std::string emulator_fault(const std::optional<Emulator>& emulator) {
  if (!emulator) return "";
  return emulator->pid == 0 ? "emulator.pid: expected 1 or more"
                            : uuid_fault("emulator.boot", emulator->boot);
}

std::string stamp_fault(std::string_view key, const std::optional<Stamp>& stamp) {
  return stamp ? uuid_fault(key, stamp->boot) : "";
}

std::string debts_fault(const std::vector<OwedDebt>& debts) {
  for (const OwedDebt& debt : debts) {
    std::string fault =
        first_fault(word_fault("debts.node", debt.node), uuid_fault("debts.uuid", debt.uuid));
    if (!fault.empty()) return fault;
  }
  return "";
}

std::string calls_fault(const std::vector<PendingCall>& calls) {
  for (const PendingCall& call : calls) {
    std::string fault =
        first_fault(word_fault("calls.call", call.call), word_fault("calls.node", call.node),
                    uuid_fault("calls.begun.boot", call.begun.boot));
    if (!fault.empty()) return fault;
  }
  return "";
}

}  // namespace

bool owes(const LocalState& state, Debt debt) {
  return std::any_of(state.debts.begin(), state.debts.end(),
                     [debt](const OwedDebt& owed) { return owed.debt == debt; });
}

bool grace_is_over(const Stamp& since, const Stamp& now, std::uint64_t grace_ms) {
  return since.boot == now.boot && since.at_ms <= now.at_ms && now.at_ms - since.at_ms >= grace_ms;
}

std::string RecordKind<LocalState>::fault_of(const LocalState& state) {
  // A silent hypervisor may be met (and stamped) before it ever told the UUID.
  return first_fault(word_fault("resource", state.resource),
                     state.uuid.empty() ? "" : uuid_fault("uuid", state.uuid),
                     last_seen_fault(state.last_seen), export_fault(state.last_export),
                     emulator_fault(state.emulator), stamp_fault("started.boot", state.started),
                     stamp_fault("unknown_since.boot", state.unknown_since),
                     debts_fault(state.debts), calls_fault(state.calls));
}

}  // namespace xvm::records
