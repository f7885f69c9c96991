#include "agent/store/export_check.hpp"

#include <fmt/format.h>

namespace xvm::agent {

records::ContentMark mark_of(std::string_view text) { return {text.size(), content_hash(text)}; }

Checked<records::ExportRecord> check_export(const StoredDefinition& stored, std::string_view uuid) {
  if (!stored.intact) return Problem{Fault::malformed, stored.status.text};
  auto record = records::parse_record<records::ExportRecord>(stored.metadata);
  if (!record) return record;
  if (!records::describes(record->content, stored.text.size(), content_hash(stored.text))) {
    return Problem{Fault::malformed, "the export's metadata describes another text"};
  }
  if (record->uuid != uuid) {
    return Problem{Fault::malformed,
                   fmt::format("the export is of domain {}, not {}", record->uuid, uuid)};
  }
  return record;
}

}  // namespace xvm::agent
