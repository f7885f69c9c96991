#include "model/records/claim_record.hpp"

#include "model/records/named_claim.hpp"
#include "model/records/record_text.hpp"
#include "model/records/text_rules.hpp"

namespace xvm::records {

// The record as its text has it: nodes by name.
struct ClaimText {
  NamedClaim claim;
  std::string nonce;
  std::string writer;
  std::string resource;
  std::string uuid;
  std::string written;
};

template <>
struct RecordKind<ClaimText> {
  static constexpr Schema schema{"claim", 1, {}};
  static std::string fault_of(const ClaimText& text) {
    if (text.claim.state == ClaimState::none) return "claim.state: none is never written";
    std::string fault = claim_fault(text.claim);
    if (!fault.empty()) fault.insert(0, "claim.");
    return first_fault(fault, word_fault("nonce", text.nonce), word_fault("writer", text.writer),
                       word_fault("resource", text.resource), uuid_fault("uuid", text.uuid));
  }
};

}  // namespace xvm::records

template <>
struct xvm::json::Shape<xvm::records::ClaimText> {
  using T = records::ClaimText;
  static constexpr std::tuple fields{
      Field{"claim"sv, &T::claim},   Field{"nonce"sv, &T::nonce},
      Field{"writer"sv, &T::writer}, Field{"resource"sv, &T::resource},
      Field{"uuid"sv, &T::uuid},     Field{"written"sv, &T::written}};
};

namespace xvm::records {

Checked<std::string> print_claim(const ClaimRecord& record, const NodeNames& names) {
  const auto named = with_names(record.claim, names);
  if (!named) return named.error();
  return print_record(
      ClaimText{*named, record.nonce, record.writer, record.resource, record.uuid, record.written});
}

Checked<ClaimRecord> parse_claim(std::string_view text, std::uint32_t file_epoch,
                                 const NodeNames& names) {
  const auto read = parse_record<ClaimText>(text);
  if (!read) return read.error();
  if (read->claim.epoch != file_epoch) {
    return Problem{Fault::malformed,
                   fmt::format("claim record: of epoch {}, but its file name says "
                               "{}: copied or renamed by hand",
                               read->claim.epoch, file_epoch)};
  }
  const auto claim = with_positions(read->claim, names);
  if (!claim) return claim.error();
  return ClaimRecord{*claim, read->nonce, read->writer, read->resource, read->uuid, read->written};
}

LinkOutcome judge_existing(const ClaimRecord& mine, const ClaimRecord& found) {
  return mine == found ? LinkOutcome::won : LinkOutcome::lost;
}

}  // namespace xvm::records
