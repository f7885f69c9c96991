// agent/driver/production_jobs.hpp
//
// Purpose: the requests of the tables as real calls: libvirt, the administrative file system, the
// cluster's commands, plugins. The only place that knows both sides of the ports.
// Thread rule: job_for() and gave_up() on the loop; the calls they make run on workers and share
// nothing with the loop but what shared_ptr keeps alive.
//
//   ProductionJobs jobs({resource, hypervisors, facts, admin, state});
//   Driver(setting, jobs, times, recorder).run();
#pragma once

#include "agent/driver/cluster_facts.hpp"
#include "agent/driver/hypervisors.hpp"
#include "agent/driver/job.hpp"
#include "agent/driver/node_state.hpp"
#include "agent/hypervisor/watch.hpp"
#include "agent/store/admin_folder.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>

namespace xvm::agent {

// What the jobs work with; all of it outlives every worker (shared) or is copied into its call.
struct Tools {
  std::shared_ptr<const Resource> resource;
  Hypervisors::Make make_hypervisor;
  std::shared_ptr<ClusterFacts> facts;
  std::shared_ptr<const AdminFolder> admin;
  std::shared_ptr<const NodeState> state;
  records::NodeNames names;
  std::function<Answer(Subject)> inspect = {};  // validate
  std::function<Answer()> run_plugin = {};      // probe
  std::int64_t call_bound_ms = 10'000;          // one question
  std::int64_t stranger_bound_ms = 1'500;       // one look at a node that is no member
  std::int64_t act_bound_ms = 30'000;           // one act; a destroy of QEMU takes up to 15 s
  std::int64_t idle_wait_ms = 10'000;           // R14: how long a stop waits for calls to end
  std::int64_t migration_return_ms = 10'000;    // from the abort of a copy until its call is back
  // When the machine's migration_limit runs out (R11).
  std::chrono::steady_clock::time_point migrate_until = {};
  std::string node_folder = {};  // node-local, shared by all resources: migration slots
  std::function<void(const std::string&)> say = [](const std::string&) {};  // a line for the log
  std::int64_t plugin_bound_ms = 25'000;
};

class ProductionJobs final : public JobMaker {
 public:
  explicit ProductionJobs(Tools tools);

  Job job_for(const Action& action) override;
  void gave_up(const Action& action) override;
  void watch(NodeId node, std::function<void()> nudge) override;
  void unwatch(NodeId node) override;

  // A node whose hypervisor did not answer a call that changes something (R14).
  bool has_abandoned_call(NodeId node) const { return abandoned_.contains(node); }

 private:
  // hypervisor_jobs.cpp
  Job make(const Observe& a);
  Job make(const Define& a);
  Job make(const SendShutdown& a);
  Job make(const Act& a);
  Job make(const AbortJob& a);
  Job make(const AwaitIdle& a);
  Job make(const AskWitness& a);
  // migration_jobs.cpp
  Job make(const CheckTarget& a);
  Job make(const StartMigration& a);
  // store_jobs.cpp
  Job make(const ReadClaim& a);
  Job make(const LinkClaim& a);
  Job make(const Export& a);
  Job make(const Quarantine& a);
  Job make(const RecordDebt& a);
  Job make(const SettleDebts& a);
  // other_jobs.cpp
  Job make(const ReadFacts& a);
  Job make(const SilenceProcessMonitor& a);
  Job make(const Inspect& a);
  Job make(const RunPlugin& a);
  template <class Other>
  Job make(const Other& a);  // timers and the like never get here

  Tools tools_;
  Hypervisors hypervisors_;
  std::shared_ptr<Facts> last_facts_ = std::make_shared<Facts>();
  NodeSet abandoned_;
  // Nodes whose hypervisor let a call run out, or whose last observation was unknown: a daemon that
  // is dead is as silent as one that hangs. Workers write it.
  std::shared_ptr<std::array<std::atomic<bool>, max_nodes>> silent_ =
      std::make_shared<std::array<std::atomic<bool>, max_nodes>>();
  std::array<std::unique_ptr<Watch>, max_nodes> watches_{};
};

}  // namespace xvm::agent
