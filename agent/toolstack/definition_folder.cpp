#include "agent/toolstack/definition_folder.hpp"

#include <fmt/format.h>

#include "agent/hypervisor/xl_config.hpp"
#include "agent/store/atomic_file.hpp"

namespace xvm::agent {
namespace {

constexpr std::string_view ending = ".cfg";

StoredFile damaged(std::string why) { return {{FileFault::io, std::move(why)}, {}}; }

}  // namespace

StoredFile DefinitionFolder::read(const std::string& uuid) const {
  const OpenedFolder opened = open_folder(path_);
  if (!opened.status) return {opened.status, {}};
  FileContent file = opened.folder.read(uuid + std::string(ending));
  if (!file.status) return {file.status, {}};
  const DefinitionReading reading = read_any_definition(file.text);
  if (!reading.error.empty()) return damaged(fmt::format("{}: {}", file_of(uuid), reading.error));
  if (reading.facts.uuid != uuid) {
    return damaged(fmt::format("{} is of the domain '{}'", file_of(uuid), reading.facts.uuid));
  }
  return {{}, std::move(file.text)};
}

FileStatus DefinitionFolder::make() const {
  const std::string parent = path_.substr(0, path_.rfind('/'));
  if (FileStatus made = make_folder(parent); !made) return made;
  return make_folder(path_);
}

FileStatus DefinitionFolder::write(const std::string& uuid, const std::string& text) const {
  if (FileStatus made = make(); !made) return made;
  const OpenedFolder opened = open_folder(path_);
  if (!opened.status) return opened.status;
  return opened.folder.replace(uuid + std::string(ending), text);
}

FileStatus DefinitionFolder::remove(const std::string& uuid) const {
  const OpenedFolder opened = open_folder(path_);
  if (!opened.status) return opened.status;
  return opened.folder.remove(uuid + std::string(ending));
}

StoredNames DefinitionFolder::all() const {
  const OpenedFolder opened = open_folder(path_);
  if (opened.status.fault == FileFault::missing) return {};
  if (!opened.status) return {opened.status, {}};
  const FolderListing listing = opened.folder.list();
  StoredNames found{listing.status, {}};
  for (const std::string& name : listing.names) {
    if (!name.ends_with(ending)) continue;
    const FileContent file = opened.folder.read(name);
    if (!file.status) continue;
    DefinitionReading reading = read_any_definition(file.text);
    if (reading.error.empty()) found.definitions.push_back(std::move(reading.facts));
  }
  return found;
}

}  // namespace xvm::agent
