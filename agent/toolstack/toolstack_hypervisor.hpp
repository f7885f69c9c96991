// agent/toolstack/toolstack_hypervisor.hpp
//
// Purpose: Hypervisor over the command-line toolstack of its own node, xl or xm, for a Domain-0
// without libvirt. Definitions are files of the agent (definition_folder.hpp). Peers:
// remote_toolstack.hpp.
// Thread rule: see hypervisor.hpp; every call ends by itself, questions within 8 s, acts within 27
// s, a migration within a day. No connection is kept; withdraw() only keeps acts from being begun.
//
//   ToolstackHypervisor node({.paths = {.tool = Tool::xl}});
//   node.observe({uuid, name}).seen.activity == Activity::blocked
//
// Refused stands for: the toolstack's list proved that the act does not fit; or the command ended
// by itself with an error and the list proves that nothing came of it. A command that was killed,
// and an answer that is not understood, leave it unknown.
#pragma once

#include <atomic>
#include <optional>

#include "agent/hypervisor/hypervisor.hpp"
#include "agent/toolstack/copy_progress.hpp"
#include "agent/toolstack/definition_folder.hpp"
#include "agent/toolstack/toolstack_command.hpp"

namespace xvm::agent {

class RemoteToolstack;

struct ToolstackSettings {
  ToolstackPaths paths{};
  // DOMAIN, when it is a file: the definition of a guest that an administrator created by hand.
  std::string domain_file{};
  ToolstackBounds bounds{};
};

class ToolstackHypervisor final : public Hypervisor {
 public:
  explicit ToolstackHypervisor(ToolstackSettings settings);

  Looked observe(const DomainKey& key) override;
  Called define(const DomainKey& key, const std::string& text) override;
  Called send_shutdown(const DomainKey& key, ShutdownBy by) override;
  Called act(Verb verb, const DomainKey& key) override;
  // xl has no managed saves: both are the same.
  Called create(const DomainKey& key, ManagedSave save) override;
  Called migrate(const DomainKey& key, const MigrationOrder& order) override;
  MigrationProgress progress(const DomainKey& key) override;
  Called abort_job(const DomainKey& key) override;
  Called job_idle(const DomainKey& key) override;
  Resolved resolve(const std::string& name) override;
  Dumped dump_definition(const DomainKey& key) override;
  NeedsAnswer describe_needs(const DomainKey& key) override;
  TargetAnswer check_target(const TargetNeeds& needs) override;
  PolicyAnswer inspect_policy(const DomainKey& key) override;
  void withdraw() override { withdrawn_ = true; }

  // The target's half of a move by save and restore: `bytes` of a saved guest are read from the
  // descriptor `input`, and restored paused. A stream that is cut short restores nothing.
  Called receive(const DomainKey& key, std::uint64_t bytes, int input);

 private:
  friend class SaveMove;
  friend class LiveMove;

  // What is known of a domain at one moment.
  struct Standing {
    std::optional<ListedDomain> domain;  // none: it is not active here
    StoredFile file;                     // its definition
    Listing all;
    std::string error;  // the toolstack does not tell; the rest means nothing then
  };
  Standing stand(const DomainKey& key) const;

  enum class Afterwards : std::uint8_t { absent, paused, executing };
  // Of a command that changes `key`. Refused: it ended with an error and the domain still stands as
  // before (`unchanged`).
  Called after(const DomainKey& key, const CommandRun& run, Afterwards unchanged) const;

  Called resume(const DomainKey& key);
  Called destroy(const DomainKey& key);
  Called undefine(const DomainKey& key);
  std::string who_has_the_name(const DomainKey& key, const Listing& all) const;
  // The definition of a domain that is active or defined: the file's, else DOMAIN's.
  StoredFile definition_of(const DomainKey& key, const Standing& now) const;
  Called undefine_after_move(const DomainKey& key, std::string detail);
  void take_back_definition(const DomainKey& key, RemoteToolstack& peer) const;

  ToolstackCommand tools_;
  DefinitionFolder folder_;
  std::string domain_file_;
  CopyProgress progress_;
  std::atomic<bool> withdrawn_ = false;
};

}  // namespace xvm::agent
