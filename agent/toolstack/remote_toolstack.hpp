// agent/toolstack/remote_toolstack.hpp
//
// Purpose: Hypervisor over the toolstack of a peer: each call is one xvm_toolstack there, begun by
// ssh with plain words; what is no plain word goes through its standard input.
// Thread rule: see hypervisor.hpp; every call ends by itself, questions within 9 s, acts within 29
// s.
//
//   RemoteToolstack peer(read_toolstack_uri("xl+ssh://root@node2/").address);
//   peer.observe({uuid, name});
//
// Refused: xvm_toolstack said so, or ssh proved that it never connected. All else without an answer
// is unknown.
#pragma once

#include <atomic>

#include "agent/hypervisor/hypervisor.hpp"
#include "agent/process/command_run.hpp"
#include "agent/toolstack/toolstack_address.hpp"
#include "agent/toolstack/wire.hpp"

namespace xvm::agent {

class RemoteToolstack final : public Hypervisor {
 public:
  // `mark`: put into the environment of ssh (marked_processes.hpp); empty: none.
  explicit RemoteToolstack(ToolstackAddress address, std::string mark = {});

  Looked observe(const DomainKey& key) override;
  Called define(const DomainKey& key, const std::string& text) override;
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
  void withdraw() override { withdrawn_ = true; }

  // See ToolstackHypervisor::receive: `bytes` of the file `input` go over.
  Called receive(const DomainKey& key, std::uint64_t bytes, int input);

 private:
  struct Request {
    std::string call;  // as in serve.hpp
    DomainKey key;
    std::string more{};  // a further plain word
    std::string text{};  // standard input, unless `input` is given
    int input = -1;      // the same as a file
    std::uint32_t bound_ms = 9'000;
  };
  struct Reply {
    CallOutcome outcome = CallOutcome::unknown;  // ok: `answer` is one
    Json answer{};
    std::string detail{};
  };
  Reply ask(const Request& request) const;
  Called change(Request request) const;
  std::vector<std::string> words_of(const Request& request) const;

  ToolstackAddress address_;
  std::string mark_;
  std::atomic<bool> withdrawn_ = false;
};

}  // namespace xvm::agent
