// agent/toolstack/definition_folder.hpp
//
// Purpose: the definitions of a node without libvirt: xl keeps none, so that a domain is defined
// exactly when its file UUID.cfg (xl.cfg(5), mode 0600) is in a folder of the agent. Beside it:
// UUID.lock, held by who moves the domain; UUID.abort, asks him to stop; UUID.save, a guest's
// memory on its way. Thread rule: blocks as the local file system does; any number at a time.
//
//   DefinitionFolder folder("/var/lib/ha-xvm/toolstack");
//   StoredFile here = folder.read(uuid);     // here.is_missing(): answered, not defined
#pragma once

#include <string>
#include <vector>

#include "agent/hypervisor/definition_facts.hpp"
#include "agent/store/file_fault.hpp"

namespace xvm::agent {

struct StoredFile {
  FileStatus status;
  std::string text;

  bool is_missing() const { return status.fault == FileFault::missing; }
};

struct StoredNames {
  FileStatus status;
  std::vector<DefinitionFacts> definitions;  // those that could be read
};

class DefinitionFolder {
 public:
  explicit DefinitionFolder(std::string path) : path_(std::move(path)) {}

  // A folder that is missing holds no definition. A file that is not of this UUID is damaged: fault
  // io, because neither "defined" nor "not defined" would be true.
  StoredFile read(const std::string& uuid) const;
  // Makes the folder, but not its parents' parents.
  FileStatus write(const std::string& uuid, const std::string& text) const;
  FileStatus remove(const std::string& uuid) const;
  StoredNames all() const;
  FileStatus make() const;

  std::string file_of(const std::string& uuid) const { return path_ + "/" + uuid + ".cfg"; }
  std::string lock_of(const std::string& uuid) const { return path_ + "/" + uuid + ".lock"; }
  std::string abort_of(const std::string& uuid) const { return path_ + "/" + uuid + ".abort"; }
  std::string save_of(const std::string& uuid) const { return path_ + "/" + uuid + ".save"; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace xvm::agent
