// model/records/record_text.hpp
//
// Purpose: what all records have in common as text: a JSON object that names its kind and its
// format number and ends with a line end. Text to value and back, nothing more: no file is touched
// here. Thread rule: pure functions.
//
//   Checked<std::string> text = print_record(hint);
//   Checked<SwitchHint> back = parse_record<SwitchHint>(text);
//
// Reading is strict, because a record that is misread can start a domain twice: unknown, missing or
// repeated keys, wrong types, a missing line end (a torn write) are errors. A format number above
// ours is Fault::newer_format; below, the kind's upgrade functions bring the object up first.
#pragma once

#include <fmt/format.h>

#include <span>
#include <string>
#include <string_view>

#include "model/json/checked.hpp"
#include "model/json/codec.hpp"

namespace xvm::records {

// Changes the object of one format into that of the next. False: it does not hold what that format
// must hold. The keys "format" and "record" are not part of the object.
using Upgrade = bool (*)(nlohmann::json& object);

struct Schema {
  std::string_view record;            // the kind's name in the text: "claim"
  std::uint32_t format = 1;           // what this version writes
  std::span<const Upgrade> upgrades;  // [0] from format 1 to 2, ...; exactly format - 1 of them
};

// The object of `text` in the newest format, without the keys "format" and "record".
Checked<nlohmann::json> open_record(std::string_view text, const Schema& schema);

// Refuses text that is not UTF-8: it could not be read back the same.
Checked<std::string> close_record(const json::Out& object, const Schema& schema);

// Specialised for each kind of record:
//   static constexpr Schema schema;
//   static std::string fault_of(const T&);   // what a Shape cannot say; empty: nothing wrong
template <class T>
struct RecordKind;

template <class T>
Checked<std::string> print_record(const T& value) {
  if (std::string fault = RecordKind<T>::fault_of(value); !fault.empty()) {
    return Problem{Fault::malformed,
                   fmt::format("{} record not written: {}", RecordKind<T>::schema.record, fault)};
  }
  return close_record(json::encode(value), RecordKind<T>::schema);
}

template <class T>
Checked<T> parse_record(std::string_view text) {
  constexpr const Schema& schema = RecordKind<T>::schema;
  const auto object = open_record(text, schema);
  if (!object) return object.error();
  T value;
  json::Decoding how{.unknown_keys = json::UnknownKeys::refused, .path = {}, .expected = {}};
  if (!json::decode(*object, value, how)) {
    return Problem{Fault::malformed, fmt::format("{} record: {}", schema.record, how.text())};
  }
  if (std::string fault = RecordKind<T>::fault_of(value); !fault.empty()) {
    return Problem{Fault::malformed, fmt::format("{} record: {}", schema.record, fault)};
  }
  return value;
}

}  // namespace xvm::records
