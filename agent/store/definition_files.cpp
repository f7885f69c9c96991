#include "agent/store/definition_files.hpp"

#include <fmt/format.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>

namespace xvm::agent {
namespace {

// Metadata of older definitions is kept for a while: another writer may be about to need its own.
constexpr std::size_t metadata_kept = 16;

// "definition.xml" -> "definition.previous.xml"
std::string file_of(const std::string& name, Generation generation) {
  if (generation == Generation::current) return name;
  const auto dot = std::min(name.rfind('.'), name.size());
  return name.substr(0, dot) + ".previous" + name.substr(dot);
}
std::string metadata_of(const std::string& name, std::string_view text) {
  return fmt::format("{}.{}.meta", name, content_hash(text));
}

StoredDefinition not_intact(FileFault fault, std::string why, Generation which) {
  return {{fault, std::move(why)}, false, which, "", ""};
}

StoredDefinition look_once(const Folder& folder, const std::string& name, Generation which) {
  const std::string file_name = file_of(name, which);
  FileContent file = folder.read(file_name);
  if (!file.status) return not_intact(file.status.fault, file.status.text, which);
  FileContent metadata = folder.read(metadata_of(name, file.text));
  if (metadata.status.ok()) {
    return {{}, true, which, std::move(file.text), std::move(metadata.text)};
  }
  if (metadata.status.fault != FileFault::missing) {
    return not_intact(metadata.status.fault, metadata.status.text, which);
  }
  return not_intact(
      FileFault::io,
      fmt::format("{}/{} is damaged: no metadata has its hash", folder.path(), file_name), which);
}

// Others may write while we read: the XML may be old and its metadata pruned by the time we get
// there. Looking again tells that from damage, which stays; a writer is never that fast thrice.
StoredDefinition read_generation(const Folder& folder, const std::string& name, Generation which) {
  StoredDefinition seen = look_once(folder, name, which);
  for (int again = 0; again < 2 && seen.status.fault == FileFault::io; ++again) {
    seen = look_once(folder, name, which);
  }
  return seen;
}

bool belongs_to_a_generation(const Folder& folder, const std::string& name,
                             const std::string& metadata) {
  for (const Generation g : {Generation::current, Generation::previous}) {
    const FileContent file = folder.read(file_of(name, g));
    if (file.status.fault == FileFault::missing) continue;
    // A generation that cannot be read now may be read later, and may need this file then.
    if (!file.status || metadata == metadata_of(name, file.text)) return true;
  }
  return false;
}

void prune_metadata(const Folder& folder, const std::string& name) {
  std::vector<std::string> surplus = folder.list().names;
  std::erase_if(surplus, [&](const std::string& n) {
    return !n.starts_with(name + ".") || !n.ends_with(".meta");
  });
  if (surplus.size() <= metadata_kept) return;
  folder.sort_oldest_first(surplus);
  surplus.resize(surplus.size() - metadata_kept);
  for (const std::string& metadata : surplus) {
    if (!belongs_to_a_generation(folder, name, metadata)) (void)folder.remove(metadata);
  }
}

}  // namespace

std::string content_hash(std::string_view text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

StoredDefinition write_definition(const Folder& folder, const std::string& name,
                                  std::string_view text, std::string_view metadata) {
  if (text.empty()) {
    return not_intact(FileFault::other, "an empty definition is not written to " + folder.path(),
                      Generation::current);
  }
  StoredDefinition current = read_generation(folder, name, Generation::current);
  if (current.intact && current.text == text) return current;
  FileStatus status;
  if (current.intact) {
    status =
        folder.keep_as(file_of(name, Generation::current), file_of(name, Generation::previous));
  }
  if (status.ok()) status = folder.replace(metadata_of(name, text), metadata);
  if (status.ok()) status = folder.replace(file_of(name, Generation::current), text);
  if (!status) return {std::move(status), false, Generation::current, "", ""};
  StoredDefinition back = read_generation(folder, name, Generation::current);
  if (back.intact && back.text != text) {
    return not_intact(FileFault::exists,
                      fmt::format("{}/{} was written by another node at the same time",
                                  folder.path(), file_of(name, Generation::current)),
                      Generation::current);
  }
  if (back.intact) prune_metadata(folder, name);
  return back;
}

StoredDefinition read_definition(const Folder& folder, const std::string& name) {
  StoredDefinition current = read_generation(folder, name, Generation::current);
  if (current.intact) return current;
  StoredDefinition previous = read_generation(folder, name, Generation::previous);
  if (!previous.intact) return current;
  previous.status = std::move(current.status);
  return previous;
}

}  // namespace xvm::agent
