// model/json/strict_json.hpp
//
// Purpose: JSON text that others may have torn, edited or forged, read without a crash, a throw or
// a guess: duplicate keys, NUL bytes, deep nesting, numbers out of range and trailing text are
// errors. Thread rule: pure function.
//
//   Checked<nlohmann::json> document = parse_strict(R"({"epoch": 7})");
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "model/json/checked.hpp"

namespace xvm::json {

// Deepest nesting of arrays and objects that is read; what we write needs five.
inline constexpr std::size_t max_depth = 32;

// Errors name the column (1-based byte of `text`).
Checked<nlohmann::json> parse_strict(std::string_view text);

}  // namespace xvm::json
