// model/records/definition_record.hpp
//
// Purpose: what is kept beside a definition: of which domain it is, and what proves that it was
// read back intact (R8). Exports and quarantined definitions (R9) are described alike. Thread rule:
// pure functions.
//
//   Checked<std::string> metadata = print_record(ExportRecord{.uuid = uuid, ...});
//   Checked<ExportRecord> back = parse_record<ExportRecord>(*metadata);
//   if (!describes(back->content, text.size(), content_hash(text))) ...
#pragma once

#include <string>

#include "model/records/record_text.hpp"

namespace xvm::records {

// The user's own definition and the live one are kept apart: a live one holds run-time details
// (generated paths, addresses) and must never become what the domain boots from unasked.
enum class DefinitionView : std::uint8_t { user_xml, live_xml, xl_config };

struct ContentMark {
  std::uint64_t bytes = 0;
  std::string hash{};  // XXH3-128 of the bytes, 32 lower-case hex digits

  friend bool operator==(const ContentMark&, const ContentMark&) = default;
};

inline bool describes(const ContentMark& mark, std::uint64_t bytes, std::string_view hash) {
  return mark.bytes == bytes && mark.hash == hash;
}

struct ExportRecord {
  std::string uuid{};
  std::string name{};  // of the domain
  DefinitionView view = DefinitionView::user_xml;
  std::uint32_t generation = 1;  // 1.., one more with each changed definition
  std::uint32_t epoch = 0;       // newest claim when it was dumped; 0: none
  std::string writer{};          // node
  ContentMark content{};
  std::string written{};  // wall time as text; for people only

  friend bool operator==(const ExportRecord&, const ExportRecord&) = default;
};

struct QuarantineRecord {
  std::string uuid{};
  std::string name{};
  std::string resource{};
  std::string node{};       // where the definition was found
  std::uint32_t epoch = 0;  // newest claim when it was found; 0: none
  std::string reason{};     // one line for people
  ContentMark content{};
  std::string written{};

  friend bool operator==(const QuarantineRecord&, const QuarantineRecord&) = default;
};

template <>
struct RecordKind<ExportRecord> {
  static constexpr Schema schema{"export", 1, {}};
  static std::string fault_of(const ExportRecord& record);
};
template <>
struct RecordKind<QuarantineRecord> {
  static constexpr Schema schema{"quarantine", 1, {}};
  static std::string fault_of(const QuarantineRecord& record);
};

}  // namespace xvm::records

namespace xvm {

template <>
struct EnumText<records::DefinitionView> {
  static constexpr std::array text{"user-xml"sv, "live-xml"sv, "xl-config"sv};
};

}  // namespace xvm

template <>
struct xvm::json::Shape<xvm::records::ContentMark> {
  using T = records::ContentMark;
  static constexpr std::tuple fields{Field{"bytes"sv, &T::bytes}, Field{"hash"sv, &T::hash}};
};
template <>
struct xvm::json::Shape<xvm::records::ExportRecord> {
  using T = records::ExportRecord;
  static constexpr std::tuple fields{
      Field{"uuid"sv, &T::uuid},       Field{"name"sv, &T::name},
      Field{"view"sv, &T::view},       Field{"generation"sv, &T::generation},
      Field{"epoch"sv, &T::epoch},     Field{"writer"sv, &T::writer},
      Field{"content"sv, &T::content}, Field{"written"sv, &T::written}};
};
template <>
struct xvm::json::Shape<xvm::records::QuarantineRecord> {
  using T = records::QuarantineRecord;
  static constexpr std::tuple fields{
      Field{"uuid"sv, &T::uuid},         Field{"name"sv, &T::name},
      Field{"resource"sv, &T::resource}, Field{"node"sv, &T::node},
      Field{"epoch"sv, &T::epoch},       Field{"reason"sv, &T::reason},
      Field{"content"sv, &T::content},   Field{"written"sv, &T::written}};
};
