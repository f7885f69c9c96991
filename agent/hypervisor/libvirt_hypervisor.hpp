// agent/hypervisor/libvirt_hypervisor.hpp
//
// Purpose: Hypervisor over libvirt's C API: test://, qemu:// and xen:// URIs.
// Thread rule: see hypervisor.hpp. Hold it by shared_ptr: a stuck worker keeps its copy.
//
//   LibvirtHypervisor local(LibvirtAddress{"qemu:///system"});
//   local.observe({uuid, name});   // connect, look up, state, is it persistent: nothing else
#pragma once

#include <functional>
#include <memory>

#include "agent/hypervisor/call_verdict.hpp"
#include "agent/hypervisor/hypervisor.hpp"
#include "agent/hypervisor/libvirt_connection.hpp"

namespace xvm::agent {

class LibvirtHypervisor final : public Hypervisor {
 public:
  explicit LibvirtHypervisor(LibvirtAddress address);
  explicit LibvirtHypervisor(std::shared_ptr<LibvirtConnection> connection);

  Looked observe(const DomainKey& key) override;
  Called define(const DomainKey& key, const std::string& xml) override;
  Called send_shutdown(const DomainKey& key, ShutdownBy by) override;
  Called act(Verb verb, const DomainKey& key) override;
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
  void withdraw() override { connection_->withdraw(); }

 private:
  struct Located {
    ConnectionLease connection;
    DomainHandle domain;  // null: see error
    LibvirtError error;   // says_no_domain(): answered; else nobody knows
  };
  // Connects and looks the domain up; once more on a new connection if the old one had broken.
  Located locate(const DomainKey& key);
  // Locates, then makes the one libvirt call that changes something: 0, or -1 and libvirt's last
  // error. Everything that fails before that call is refused: nothing was begun.
  using Call = std::function<int(virDomainPtr domain)>;
  Called make(Change change, const DomainKey& key, const Call& call);
  Called before_call(const Located& located) const;
  Called after_call(Change change, ConnectionLease& connection, bool succeeded);
  static CallOutcome failed_question(ConnectionLease& connection, const LibvirtError& error);

  std::shared_ptr<LibvirtConnection> connection_;
};

}  // namespace xvm::agent
