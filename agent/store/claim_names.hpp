// agent/store/claim_names.hpp
//
// Purpose: the file names of claims: "claim." and ten digits, so that a sorted listing is in order
// of epochs. Exactly that spelling: "claim.7", "claim.0000000007~" and the like are not claims.
// Thread rule: pure functions.
//
//   claim_file_name(7) == "claim.0000000007";   claim_epoch_of("claim.0000000007") == 7u;
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xvm::agent {

std::string claim_file_name(std::uint32_t epoch);

// Nothing for other names and for epoch 0.
std::optional<std::uint32_t> claim_epoch_of(std::string_view name);

}  // namespace xvm::agent
