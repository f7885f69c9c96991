// agent/store/export_check.hpp
//
// Purpose: whether a definition that was read back may be relied upon (R8): intact, described by
// its metadata, and of the domain in question. Only then may the original be undefined. Thread
// rule: pure function.
//
//   Checked<records::ExportRecord> e = check_export(admin.read_export(kind), uuid);
//   if (!e) return refuse(e.error().text);
#pragma once

#include <string_view>

#include "agent/store/definition_files.hpp"
#include "model/records/definition_record.hpp"

namespace xvm::agent {

// `uuid` as in records: lower case, with dashes.
Checked<records::ExportRecord> check_export(const StoredDefinition& stored, std::string_view uuid);

// What print_record wants beside the text.
records::ContentMark mark_of(std::string_view text);

}  // namespace xvm::agent
