// agent/store/admin_folder.hpp
//
// Purpose: what one resource keeps on the administrative file system (2008 design, section 7), a
// folder ADMIN/<resource>: claims, exports, quarantined definitions, the hint of `xvm switch`.
// Texts in, texts out; their meaning is model/records' business.
// Thread rule: any number of threads; each call opens the folder anew, so that a file system that
// was unmounted or mounted over meanwhile is noticed. Calls block as long as the file system does.
//
//   AdminFolder admin("/global/xvm", "web-rs");
//   NewestClaimFile newest = admin.read_newest_claim();
//
// A missing folder is an error and never "no claim yet": that is what an ADMIN that is not mounted
// looks like. create() is therefore called when a resource is registered, and by nothing else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "agent/store/claim_files.hpp"
#include "agent/store/definition_files.hpp"

namespace xvm::agent {

// Which definition a file holds. The user's persistent one and the live one are kept apart; for xl
// the definition is a configuration file.
enum class DefinitionKind : std::uint8_t { persistent_xml, live_xml, xl_config };
}  // namespace xvm::agent
namespace xvm {
template <>
struct EnumText<agent::DefinitionKind> {
  static constexpr std::array text{"definition.xml"sv, "live.xml"sv, "definition.cfg"sv};
};
}  // namespace xvm
namespace xvm::agent {

class AdminFolder {
 public:
  // `resource` must be a plain file name; anything else makes every call fail.
  AdminFolder(const std::string& admin, const std::string& resource);

  const std::string& path() const { return path_; }

  // Makes ADMIN/<resource> with mode 0700; ADMIN itself must be there.
  FileStatus create() const;

  NewestClaimFile read_newest_claim() const;
  Linking link_claim(std::uint32_t epoch, std::string_view text) const;  // then prunes the oldest

  StoredDefinition write_export(DefinitionKind kind, std::string_view text,
                                std::string_view metadata) const;
  StoredDefinition read_export(DefinitionKind kind) const;

  FileStatus write_quarantine(const std::string& node, std::string_view text,
                              std::string_view metadata) const;

  FileStatus write_hint(std::string_view text) const;
  FileContent read_hint() const;   // fault `missing`: there is none
  FileStatus remove_hint() const;  // ok also when there was none

 private:
  OpenedFolder open() const;

  std::string path_;
  FileStatus refusal_;  // of the constructor's arguments
};

// The refusal of a resource's name that is no plain file name; ok for a good one.
FileStatus check_plain_name(std::string_view name);

}  // namespace xvm::agent
