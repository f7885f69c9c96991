#include "agent/store/definition_files.hpp"

#include <fmt/format.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

namespace xvm::agent {
namespace {

// Metadata of older definitions is kept for a while: another writer may be about to need its own.
constexpr std::size_t metadata_kept = 16;

std::string file_of(const std::string& kind, Generation generation) {
  return kind + (generation == Generation::current ? ".xml" : ".previous.xml");
}
std::string metadata_of(const std::string& kind, std::string_view text) {
  return fmt::format("{}.{}.meta", kind, content_hash(text));
}

StoredDefinition not_intact(FileFault fault, std::string why, Generation which) {
  return {{fault, std::move(why)}, false, which, "", ""};
}

StoredDefinition look_once(const Folder& folder, const std::string& kind, Generation which) {
  const std::string name = file_of(kind, which);
  FileContent file = folder.read(name);
  if (!file.status) return not_intact(file.status.fault, file.status.text, which);
  FileContent metadata = folder.read(metadata_of(kind, file.text));
  if (metadata.status.ok()) {
    return {{}, true, which, std::move(file.text), std::move(metadata.text)};
  }
  if (metadata.status.fault != FileFault::missing) {
    return not_intact(metadata.status.fault, metadata.status.text, which);
  }
  return not_intact(FileFault::io,
                    fmt::format("{}/{} is damaged: no metadata has its hash", folder.path(), name),
                    which);
}

// Others may write while we read: the XML may be old and its metadata pruned by the time we get
// there. Looking again tells that from damage, which stays; a writer is never that fast thrice.
StoredDefinition read_generation(const Folder& folder, const std::string& kind, Generation which) {
  StoredDefinition seen = look_once(folder, kind, which);
  for (int again = 0; again < 2 && seen.status.fault == FileFault::io; ++again) {
    seen = look_once(folder, kind, which);
  }
  return seen;
}

bool belongs_to_a_generation(const Folder& folder, const std::string& kind,
                             const std::string& name) {
  for (const Generation g : {Generation::current, Generation::previous}) {
    const FileContent file = folder.read(file_of(kind, g));
    if (file.status.fault == FileFault::missing) continue;
    // A generation that cannot be read now may be read later, and may need this file then.
    if (!file.status || name == metadata_of(kind, file.text)) return true;
  }
  return false;
}

void prune_metadata(const Folder& folder, const std::string& kind) {
  std::vector<std::string> names = folder.list().names;
  std::erase_if(names, [&](const std::string& name) {
    return !name.starts_with(kind + ".") || !name.ends_with(".meta");
  });
  if (names.size() <= metadata_kept) return;
  folder.sort_oldest_first(names);
  names.resize(names.size() - metadata_kept);
  for (const std::string& name : names) {
    if (!belongs_to_a_generation(folder, kind, name)) (void)folder.remove(name);
  }
}

}  // namespace

std::string content_hash(std::string_view text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

StoredDefinition write_definition(const Folder& folder, const std::string& kind,
                                  std::string_view text, std::string_view metadata) {
  if (text.empty()) {
    return {{FileFault::other, "an empty definition is not written to " + folder.path()},
            false,
            Generation::current,
            "",
            ""};
  }
  StoredDefinition current = read_generation(folder, kind, Generation::current);
  if (current.intact && current.text == text) return current;
  FileStatus status;
  if (current.intact) {
    status =
        folder.keep_as(file_of(kind, Generation::current), file_of(kind, Generation::previous));
  }
  if (status.ok()) status = folder.replace(metadata_of(kind, text), metadata);
  if (status.ok()) status = folder.replace(file_of(kind, Generation::current), text);
  if (!status) return {std::move(status), false, Generation::current, "", ""};
  StoredDefinition back = read_generation(folder, kind, Generation::current);
  if (back.intact && back.text != text) {
    return {{FileFault::exists, fmt::format("{}/{} was written by another node at the same time",
                                            folder.path(), file_of(kind, Generation::current))},
            false,
            Generation::current,
            "",
            ""};
  }
  if (back.intact) prune_metadata(folder, kind);
  return back;
}

StoredDefinition read_definition(const Folder& folder, const std::string& kind) {
  StoredDefinition current = read_generation(folder, kind, Generation::current);
  if (current.intact) return current;
  StoredDefinition previous = read_generation(folder, kind, Generation::previous);
  if (!previous.intact) return current;
  previous.status = std::move(current.status);
  return previous;
}

}  // namespace xvm::agent
