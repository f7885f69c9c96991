#include "agent/store/local_folder.hpp"

#include "agent/store/quarantine_files.hpp"

namespace xvm::agent {
namespace {

constexpr const char* state_file = "state";
std::string file_name(DefinitionKind kind) { return std::string(to_text(kind)); }

}  // namespace

LocalFolder::LocalFolder(const std::string& base, const std::string& resource)
    : base_(base), path_(base + "/" + resource), refusal_(check_plain_name(resource)) {}

OpenedFolder LocalFolder::open() const {
  return refusal_.ok() ? open_folder(path_) : OpenedFolder{refusal_, {}};
}

FileStatus LocalFolder::create() const {
  if (!refusal_) return refusal_;
  FileStatus status = make_folder(base_);
  return status.ok() ? make_folder(path_) : status;
}

FileContent LocalFolder::read_state() const {
  const OpenedFolder opened = open();
  return opened.status.ok() ? opened.folder.read(state_file) : FileContent{opened.status, ""};
}

FileStatus LocalFolder::change_state(const Change& change) const {
  const OpenedFolder opened = open();
  if (!opened.status) return opened.status;
  const NodeLock lock = NodeLock::take(path_ + "/state.lock", lock_patience_ms);
  if (!lock.held()) return lock.status();
  const FileContent before = opened.folder.read(state_file);
  // Writing over what cannot be read would lose debts.
  if (!before.status && before.status.fault != FileFault::missing) return before.status;
  const std::optional<std::string> after = change(before);
  if (!after || (before.status.ok() && *after == before.text)) return {};
  return opened.folder.replace(state_file, *after);
}

FileStatus LocalFolder::set_state_aside() const {
  const OpenedFolder opened = open();
  if (!opened.status) return opened.status;
  const NodeLock lock = NodeLock::take(path_ + "/state.lock", lock_patience_ms);
  if (!lock.held()) return lock.status();
  return opened.folder.move(state_file, "state.damaged." + random_nonce());
}

StoredDefinition LocalFolder::write_copy(DefinitionKind kind, std::string_view text,
                                         std::string_view metadata) const {
  const OpenedFolder opened = open();
  if (!opened.status) return {opened.status, false, Generation::current, "", ""};
  return write_definition(opened.folder, file_name(kind), text, metadata);
}

StoredDefinition LocalFolder::read_copy(DefinitionKind kind) const {
  const OpenedFolder opened = open();
  if (!opened.status) return {opened.status, false, Generation::current, "", ""};
  return read_definition(opened.folder, file_name(kind));
}

FileStatus LocalFolder::write_quarantine(const std::string& node, std::string_view text,
                                         std::string_view metadata) const {
  const OpenedFolder opened = open();
  if (!opened.status) return opened.status;
  return agent::write_quarantine(opened.folder, node, text, metadata);
}

NodeLock LocalFolder::take_method_lock(int patience_ms) const {
  return NodeLock::take(path_ + "/method.lock", patience_ms);
}

}  // namespace xvm::agent
