// agent/config/near_miss.hpp
//
// Purpose: "did you mean": the allowed word that a wrong one was probably meant to be.
// Thread rule: pure function.
//
//   nearest("FAILOER", {"FAILOVER", "ADMIN"});   // "FAILOVER"
#pragma once

#include <span>
#include <string_view>

namespace xvm::agent {

// The closest of `allowed` by edit distance (case ignored, '-' and '_' alike), or empty when none
// is within a third of the word's length. Words longer than 64 bytes are near to nothing.
std::string_view nearest(std::string_view word, std::span<const std::string_view> allowed);

}  // namespace xvm::agent
