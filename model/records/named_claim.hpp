// model/records/named_claim.hpp
//
// Purpose: a claim with node names in place of positions, as records keep it, and the rules that
// every claim obeys.
// Thread rule: pure functions.
//
//   Checked<NamedClaim> named = with_names(claim, names);
//   Checked<Claim> back = with_positions(*named, names);   // *back == claim
#pragma once

#include <optional>
#include <string>

#include "model/json/checked.hpp"
#include "model/json/shape.hpp"
#include "model/records/node_names.hpp"
#include "model/vocabulary/claim.hpp"

namespace xvm::records {

struct NamedClaim {
  std::uint32_t epoch = 0;
  ClaimState state = ClaimState::none;
  std::optional<std::string> owner;
  std::optional<std::string> other;
  bool resume_owed = false;

  friend bool operator==(const NamedClaim&, const NamedClaim&) = default;
};

// What is wrong with a claim (vocabulary/claim.hpp makes only good ones); empty: nothing.
//   none: epoch 0 and nothing else            held: owner; other if it came by migration;
//   moving: owner and another other             resume_owed only with other
//   released, condemned: owner alone
std::string claim_fault(const NamedClaim& claim);

// Fault::unknown_node: a node that is not in the node list (a claim may outlive an edit of the
// list).
Checked<NamedClaim> with_names(const Claim& claim, const NodeNames& names);
Checked<Claim> with_positions(const NamedClaim& claim, const NodeNames& names);

}  // namespace xvm::records

template <>
struct xvm::json::Shape<xvm::records::NamedClaim> {
  using T = records::NamedClaim;
  static constexpr std::tuple fields{Field{"epoch"sv, &T::epoch}, Field{"state"sv, &T::state},
                                     Field{"owner"sv, &T::owner}, Field{"other"sv, &T::other},
                                     Field{"resume_owed"sv, &T::resume_owed}};
};
