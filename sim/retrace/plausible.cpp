#include "sim/retrace/plausible.hpp"

#include <fmt/format.h>

namespace xvm::sim {
namespace {

std::string node_fault(std::string_view key, NodeId node, NodeSet nodes) {
  if (nodes.contains(node)) return {};
  if (node == NodeId::none) return fmt::format("{}: missing", key);
  return fmt::format("{}: node {} is not in setting.nodes", key, index(node));
}

// As records::claim_fault, with positions instead of names.
std::string claim_fault(const Claim& c, NodeSet nodes) {
  if (c.state == ClaimState::none) {
    return c == Claim{} ? "" : "claim.state: none has no epoch and no nodes";
  }
  if (c.epoch == 0) return "claim.epoch: expected 1 or more, found 0";
  if (std::string fault = node_fault("claim.owner", c.owner, nodes); !fault.empty()) return fault;
  const bool has_other = c.other != NodeId::none;
  const bool may_have = c.is_moving() || c.state == ClaimState::held;
  if (has_other && !may_have) return "claim.other: only held and moving claims have one";
  if (has_other || c.is_moving()) {
    if (std::string fault = node_fault("claim.other", c.other, nodes); !fault.empty()) return fault;
  }
  if (has_other && c.other == c.owner) return "claim.other: is the owner";
  const bool may_owe = c.state == ClaimState::held && has_other;
  return c.resume_owed && !may_owe
             ? "claim.resume_owed: only a claim held after a migration owes one"
             : "";
}

}  // namespace

std::string fault_of(const Setting& s) {
  if (std::string fault = node_fault("setting.self", s.self, s.nodes); !fault.empty()) return fault;
  std::string fault = claim_fault(s.last_seen, s.nodes);
  return fault.empty() ? fault : "setting.last_seen: " + fault;
}

std::string fault_of(const Event& event, const Setting& setting) {
  const auto* read = std::get_if<ClaimRead>(&event);
  return read == nullptr ? std::string() : claim_fault(read->newest, setting.nodes);
}

}  // namespace xvm::sim
