#include "model/records/named_claim.hpp"

#include <fmt/format.h>

#include "model/records/text_rules.hpp"

namespace xvm::records {
namespace {

std::string name_fault(std::string_view key, const std::optional<std::string>& name) {
  return name ? word_fault(key, *name) : "";
}

std::string far_end_fault(const NamedClaim& claim) {
  if (claim.other && claim.other == claim.owner) return "other: is the owner";
  switch (claim.state) {
    case ClaimState::moving: return claim.other ? "" : "other: a moving claim needs one";
    case ClaimState::held: return "";
    case ClaimState::none:
    case ClaimState::released:
    case ClaimState::condemned: break;
  }
  return claim.other ? "other: only held and moving claims have one" : "";
}

std::string resume_fault(const NamedClaim& claim) {
  if (!claim.resume_owed) return "";
  const bool after_migration = claim.state == ClaimState::held && claim.other;
  return after_migration ? "" : "resume_owed: only a claim held after a migration owes one";
}

}  // namespace

std::string claim_fault(const NamedClaim& claim) {
  if (claim.state == ClaimState::none) {
    return claim == NamedClaim{} ? "" : "state: none has no epoch and no nodes";
  }
  if (claim.epoch == 0) return "epoch: expected 1 or more, found 0";
  if (!claim.owner) return "owner: missing";
  return first_fault(name_fault("owner", claim.owner), name_fault("other", claim.other),
                     far_end_fault(claim), resume_fault(claim));
}

Checked<NamedClaim> with_names(const Claim& claim, const NodeNames& names) {
  const auto owner = names.name_of(claim.owner);
  const auto other = names.name_of(claim.other);
  for (const auto& [node, name] :
       {std::pair(claim.owner, &owner), std::pair(claim.other, &other)}) {
    if (node != NodeId::none && !*name) {
      return Problem{Fault::unknown_node, fmt::format("claim: node {} is not in the node list ({})",
                                                      index(node), names.text())};
    }
  }
  NamedClaim named{claim.epoch, claim.state, owner, other, claim.resume_owed};
  if (std::string fault = claim_fault(named); !fault.empty()) {
    return Problem{Fault::malformed, "claim: " + fault};
  }
  return named;
}

Checked<Claim> with_positions(const NamedClaim& named, const NodeNames& names) {
  if (std::string fault = claim_fault(named); !fault.empty()) {
    return Problem{Fault::malformed, "claim: " + fault};
  }
  Claim claim{named.epoch, named.state, NodeId::none, NodeId::none, named.resume_owed};
  for (const auto& [name, node] :
       {std::pair(&named.owner, &claim.owner), std::pair(&named.other, &claim.other)}) {
    if (!*name) continue;
    const auto id = names.id_of(**name);
    if (!id) {
      return Problem{Fault::unknown_node,
                     fmt::format("claim of epoch {} names node {}, which is not in the node list "
                                 "({}): add it, or settle the domain there first",
                                 named.epoch, **name, names.text())};
    }
    *node = *id;
  }
  return claim;
}

}  // namespace xvm::records
