// agent/store/local_folder.hpp
//
// Purpose: what one resource keeps on this node (architecture, section 4), by default in
// /var/lib/ha-xvm/<resource>: one state file (last seen claim, emulator, debts, stamps, calls), a
// copy of the export for when ADMIN is away, quarantined definitions.
// Thread rule: any number of threads and processes: changes of the state are made under a lock that
// dies with its holder. Calls block as long as the local disk does, and at most lock_patience_ms.
//
//   LocalFolder local(default_state_folder, "web-rs");
//   local.create();
//   local.change_state([&](const FileContent& before) { return with_debt(before.text, debt); });
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/store/admin_folder.hpp"
#include "agent/store/node_lock.hpp"

namespace xvm::agent {

inline constexpr const char* default_state_folder = "/var/lib/ha-xvm";
inline constexpr int lock_patience_ms = 2000;

class LocalFolder {
 public:
  LocalFolder(const std::string& base, const std::string& resource);

  const std::string& path() const { return path_; }

  // Makes base and base/<resource>, mode 0700. Called by every method before anything else: unlike
  // ADMIN the local disk is always the right one.
  FileStatus create() const;

  // Fault `missing`: nothing was ever kept.
  FileContent read_state() const;

  // Reads, lets `change` make the new text from the old (or from its absence), replaces. `change`
  // returns nothing to leave all as it is; it runs under the lock and must be quick.
  using Change = std::function<std::optional<std::string>(const FileContent& before)>;
  FileStatus change_state(const Change& change) const;

  // Keeps a state file that cannot be understood as state.damaged.<nonce>, for people.
  FileStatus set_state_aside() const;

  StoredDefinition write_copy(DefinitionKind kind, std::string_view text,
                              std::string_view metadata) const;
  StoredDefinition read_copy(DefinitionKind kind) const;
  FileStatus write_quarantine(const std::string& node, std::string_view text,
                              std::string_view metadata) const;

  // Held while a method of the resource runs on this node; reconcile takes it with patience 0 to
  // learn whether one does (R13, R14).
  NodeLock take_method_lock(int patience_ms) const;

 private:
  OpenedFolder open() const;

  std::string base_;
  std::string path_;
  FileStatus refusal_;
};

}  // namespace xvm::agent
