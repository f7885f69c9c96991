// agent/store/definition_files.hpp
//
// Purpose: definitions on disk such that "intact" can be proven: <kind>.xml, its previous
// generation <kind>.previous.xml, and beside them one metadata file <kind>.<hash>.meta for each. A
// definition is intact exactly when the metadata file of its own hash is there (R8). Used for the
// export on ADMIN and for its node-local copy. Thread rule: as atomic_file.hpp.
//
//   StoredDefinition back = write_definition(folder, "definition.xml", xml, metadata);
//   if (back.intact) ...                       // read back from the file system, not remembered
//
// Why the hash names the metadata: renaming definition.xml is then the one moment at which the
// export changes. Whoever is killed, and whoever else writes at the same time, no XML can meet
// metadata of another one, and the generation before is never touched unless it was proven intact.
#pragma once

#include <string>
#include <string_view>

#include "agent/store/atomic_file.hpp"

namespace xvm::agent {

enum class Generation : std::uint8_t { current, previous };
}  // namespace xvm::agent
namespace xvm {
template <>
struct EnumText<agent::Generation> {
  static constexpr std::array text{"current"sv, "previous"sv};
};
}  // namespace xvm
namespace xvm::agent {

struct StoredDefinition {
  FileStatus status;  // not ok: why it is not intact
  bool intact = false;
  Generation generation = Generation::current;
  std::string text;      // only when intact
  std::string metadata;  // only when intact
};

// 32 hex digits of XXH3-128: finds damage, not forgery (the folder is root's).
std::string content_hash(std::string_view text);

// Writes and reads back. The same text again is not written again, but is read back all the same;
// its metadata then stays the first one. An empty text is refused: it is never a definition.
StoredDefinition write_definition(const Folder& folder, const std::string& name,
                                  std::string_view text, std::string_view metadata);

// The current generation; or the previous one when the current one is missing or damaged, with
// `status` saying why, although it is intact.
StoredDefinition read_definition(const Folder& folder, const std::string& name);

}  // namespace xvm::agent
