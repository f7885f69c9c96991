// model/records/claim_name.hpp
//
// Purpose: the name of a claim's file. Ten decimal digits with leading zeros, so that names sort by
// epoch, and exactly one name for each epoch: were "claim.7" a claim too, two writers could each
// link "epoch 7" and both win.
// Thread rule: pure functions.
//
//   claim_name(7) == "claim.0000000007";   epoch_of_claim_name("claim.0000000007") == 7;
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xvm::records {

std::string claim_name(std::uint32_t epoch);

// Nothing for any other name (temporaries, copies, epoch 0, numbers beyond 32 bits).
std::optional<std::uint32_t> epoch_of_claim_name(std::string_view name);

}  // namespace xvm::records
