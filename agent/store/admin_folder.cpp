#include "agent/store/admin_folder.hpp"

#include <fmt/format.h>

#include "agent/store/quarantine_files.hpp"

namespace xvm::agent {
namespace {

constexpr const char* hint_file = "hint";
// A writer that is still alive is never that slow.
constexpr long temporary_age_s = 24L * 3600;

std::string file_name(DefinitionKind kind) { return std::string(to_text(kind)); }

}  // namespace

FileStatus check_plain_name(std::string_view name) {
  const bool plain = !name.empty() && name.size() <= 200 && name[0] != '.' &&
                     name.find('/') == std::string_view::npos &&
                     name.find('\0') == std::string_view::npos;
  if (plain) return {};
  return {FileFault::wrong_kind, fmt::format("'{:.60}' cannot be the name of a folder", name)};
}

AdminFolder::AdminFolder(const std::string& admin, const std::string& resource)
    : path_(admin + "/" + resource), refusal_(check_plain_name(resource)) {}

OpenedFolder AdminFolder::open() const {
  return refusal_.ok() ? open_folder(path_) : OpenedFolder{refusal_, {}};
}

FileStatus AdminFolder::create() const { return refusal_.ok() ? make_folder(path_) : refusal_; }

NewestClaimFile AdminFolder::read_newest_claim() const {
  OpenedFolder opened = open();
  if (!opened.status) return {std::move(opened.status), 0, "", ""};
  return newest_claim_file(opened.folder);
}

Linking AdminFolder::link_claim(std::uint32_t epoch, std::string_view text) const {
  OpenedFolder opened = open();
  if (!opened.status) return {LinkEnd::failed, std::move(opened.status)};
  Linking linking = link_claim_file(opened.folder, epoch, text);
  if (linking.end == LinkEnd::linked) {
    prune_claim_files(opened.folder, epoch);
    opened.folder.remove_stale_temporaries(records::claim_name(epoch), temporary_age_s);
  }
  return linking;
}

StoredDefinition AdminFolder::write_export(DefinitionKind kind, std::string_view text,
                                           std::string_view metadata) const {
  OpenedFolder opened = open();
  if (!opened.status) return {std::move(opened.status), false, Generation::current, "", ""};
  return write_definition(opened.folder, file_name(kind), text, metadata);
}

StoredDefinition AdminFolder::read_export(DefinitionKind kind) const {
  OpenedFolder opened = open();
  if (!opened.status) return {std::move(opened.status), false, Generation::current, "", ""};
  return read_definition(opened.folder, file_name(kind));
}

FileStatus AdminFolder::write_quarantine(const std::string& node, std::string_view text,
                                         std::string_view metadata) const {
  OpenedFolder opened = open();
  if (!opened.status) return std::move(opened.status);
  return agent::write_quarantine(opened.folder, node, text, metadata);
}

FileStatus AdminFolder::write_hint(std::string_view text) const {
  OpenedFolder opened = open();
  return opened.status.ok() ? opened.folder.replace(hint_file, text) : std::move(opened.status);
}

FileContent AdminFolder::read_hint() const {
  OpenedFolder opened = open();
  if (!opened.status) {
    // Only a hint that is missing may be called missing.
    if (opened.status.fault == FileFault::missing) opened.status.fault = FileFault::stale;
    return {std::move(opened.status), ""};
  }
  return opened.folder.read(hint_file);
}

FileStatus AdminFolder::remove_hint() const {
  OpenedFolder opened = open();
  if (!opened.status) return std::move(opened.status);
  FileStatus status = opened.folder.remove(hint_file);
  return status.fault == FileFault::missing ? FileStatus{} : status;
}

}  // namespace xvm::agent
