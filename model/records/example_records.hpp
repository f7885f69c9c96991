// model/records/example_records.hpp
//
// Purpose: one good record of each kind, every optional part present, with its way to text and
// back: what the tests of all kinds start from. Thread rule: pure functions.
//
//   Example<SwitchHint>::print(Example<SwitchHint>::value())
#pragma once

#include "model/records/claim_record.hpp"
#include "model/records/definition_record.hpp"
#include "model/records/local_state.hpp"
#include "model/records/switch_hint.hpp"

namespace xvm::records {

inline const std::string example_uuid = "4dea22b3-1d52-d8f3-2516-782e98ab3fa0";
inline const std::string example_boot = "0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0";
inline const std::string example_hash = "0123456789abcdef0123456789abcdef";

inline NodeNames example_nodes() { return *NodeNames::of({"n1", "n2", "n3"}); }

template <class T>
struct Example {
  static Checked<std::string> print(const T& value) { return print_record(value); }
  static Checked<T> parse(std::string_view text) { return parse_record<T>(text); }
  static T value();
};

template <>
inline ExportRecord Example<ExportRecord>::value() {
  return {example_uuid, "web", DefinitionView::live_xml, 3, 7, "n1", {4096, example_hash}, "then"};
}
template <>
inline QuarantineRecord Example<QuarantineRecord>::value() {
  return {example_uuid,       "web", "web-rs", "n2", 7, "shut off, found by start",
          {17, example_hash}, "then"};
}
template <>
inline SwitchHint Example<SwitchHint>::value() {
  return {"web-rs", "n2", "n1", 7, "then"};
}
template <>
inline LocalState Example<LocalState>::value() {
  return {"web-rs",
          "web",
          example_uuid,
          {6, ClaimState::held, "n2", "n1", true},
          example_hash,
          Emulator{example_boot, "pid:[4026531836]", 4711, 123456},
          Stamp{example_boot, 4000},
          Stamp{example_boot, 5000},
          false,
          {{Debt::undefine, "n1", example_uuid, 6}, {Debt::release, "n2", example_uuid, 0}},
          {{42, "destroy", "n1", {example_boot, 77}, true}}};
}

template <>
struct Example<ClaimRecord> {
  static constexpr std::uint32_t epoch = 7;
  static Checked<std::string> print(const ClaimRecord& value) {
    return print_claim(value, example_nodes());
  }
  static Checked<ClaimRecord> parse(std::string_view text) {
    return parse_claim(text, epoch, example_nodes());
  }
  static ClaimRecord value() {
    return {{epoch, ClaimState::held, NodeId{1}, NodeId{0}, true},
            "f00d",
            "n1",
            "web-rs",
            example_uuid,
            "then"};
  }
};

}  // namespace xvm::records
