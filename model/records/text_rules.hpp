// model/records/text_rules.hpp
//
// Purpose: what a text in a record must look like. Each rule gives the complaint, or an empty text.
// Thread rule: pure functions.
//
//   uuid_fault("uuid", "4dea22b3-1d52-d8f3-2516-782e98ab3fa0") == ""
#pragma once

#include <string>
#include <string_view>

namespace xvm::records {

// 36 characters, lower-case hex digits with four hyphens: as libvirt prints it, so that equal
// domains have equal texts.
std::string uuid_fault(std::string_view key, std::string_view text);

// Exactly `digits` lower-case hex digits.
std::string hex_fault(std::string_view key, std::string_view text, std::size_t digits);

// Names of nodes and resources, nonces: 1..255 printable ASCII characters without blanks and '/'.
std::string word_fault(std::string_view key, std::string_view text);

// The first complaint of several.
template <class... Faults>
std::string first_fault(Faults... faults) {
  std::string first;
  ((first.empty() ? void(first = std::move(faults)) : void()), ...);
  return first;
}

}  // namespace xvm::records
