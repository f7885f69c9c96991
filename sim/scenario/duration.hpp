// sim/scenario/duration.hpp
//
// Purpose: times as scenarios write them: "250 ms", "5 s", "1.5 s", "2 min".
// Thread rule: pure functions.
//
//   read_duration("1.5", "s") == 1'500'000;      // microseconds; nullopt: no such time
//   print_duration(1'500'000) == "1500 ms";
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xvm::sim {

inline constexpr std::int64_t longest_us = 100'000'000'000;  // 100000 s

// `digits` with up to six decimals; `unit` is us, ms, s or min. nullopt also beyond longest_us.
std::optional<std::int64_t> read_duration(std::string_view digits, std::string_view unit);

// In one word, "600s", split where the digits end.
std::optional<std::int64_t> read_duration(std::string_view both);

std::string print_duration(std::int64_t us);

}  // namespace xvm::sim
