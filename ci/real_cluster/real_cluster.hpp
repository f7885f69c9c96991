// ci/real_cluster/real_cluster.hpp
//
// Purpose: for tests: one guest under the real control_xvm on real nodes (ci/node: libvirtd and
// QEMU in namespaces), called by a fake RGM + GDS as the real ones would.
// Thread rule: one test, one thread; a watcher thread of its own looks at the consoles.
//
//   RealCluster c({.failover = "migrate -live"});
//   c.online();                                    // on A, booted
//   EXPECT_EQ(c.rgm("clrg switch -n B web-rg").code, 0);
//   EXPECT_EQ(c.runs_on(), "B");   c.expect_one_history();
#pragma once

#include "ci/real_cluster/histories.hpp"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace xvm::real_cluster {

struct Ran {
  int code = -1;
  std::string out;  // standard output and error
  double seconds = 0;
};

// A shell line on this machine, bounded.
Ran run(const std::string& line, int timeout_s = 120);

struct ClusterOptions {
  std::vector<std::string> nodes{"A", "B"};
  std::string failover = "migrate -live";
  std::string configuration{};  // further lines of the configuration file
  std::string guest{};          // further words for `ci/node domain`
  std::string devices{};        // further devices of the guest, as XML
  std::string type = "ORCL.gds";
  std::string peer_uri = "qemu+tcp://%n/system";
  bool tells_targets = true;  // false: a cluster of 2008, a stop is not told where a switch goes
  int stop_timeout_s = 60;
  std::string kill{};  // "METHOD before|during ACTION DELAY_MS": control_xvm is killed there
};

class RealCluster {
 public:
  explicit RealCluster(ClusterOptions options = {});
  ~RealCluster();
  RealCluster(const RealCluster&) = delete;
  RealCluster& operator=(const RealCluster&) = delete;

  // What an administrator types on node A: clrg, clrs, scha_control, fake-rgm-ctl.
  Ran rgm(const std::string& line) const;
  // `ci/node WORDS`: faults, power.
  Ran node(const std::string& words) const;
  Ran virsh(const std::string& node, const std::string& words) const;
  // control_xvm METHOD on `node`, as GDS would call it.
  Ran method(const std::string& node, const std::string& method) const;
  // `xvm switch --to TARGET` on node A; `commands`: another folder of cluster commands.
  Ran xvm_switch(const std::string& target, const std::string& commands = {}) const;

  // The next call of `method`, on whichever node, is killed at "before|during ACTION DELAY_MS"
  // (agent/crash/); those after it are not.
  void kill_next(const std::string& method, const std::string& order) const;
  // SIGKILL for the control_xvm that runs `method` on `node`; "xvm": for `xvm switch`.
  Ran kill_agent(const std::string& node, const std::string& method) const;

  // Calls of `method` on `node` wait before their first instruction until release().
  void hold(const std::string& node, const std::string& method) const;
  void release(const std::string& node, const std::string& method) const;
  // What the agent keeps on the node itself: last claim, debts, node-local definitions.
  std::string notes(const std::string& node) const;

  // Brings the group online on A and waits until the guest has booted.
  void online();
  // Power loss of a node, as the cluster sees it: fenced, then its groups move.
  void power_off(const std::string& node);
  void power_on(const std::string& node);

  // "running", "paused", "shut off", "absent", "unknown": the first word(s) of virsh's state.
  std::string state(const std::string& node) const;
  // The nodes where the domain executes, in order: "A", "B", "AB", "".
  std::string runs_on() const;
  std::string defined_on() const;
  bool is_exported() const;
  std::string group_state(const std::string& node) const;
  // The node where the group is online; empty: none.
  std::string online_on() const;
  std::string resource_state(const std::string& node) const;
  // The agent's log lines of all methods so far.
  std::string log() const;
  std::string boot_id(const std::string& node) const;
  // Every boot of the guest so far, on whatever node.
  std::set<std::string> boots() const;
  // How many definitions of `node` are kept in quarantine on ADMIN.
  int quarantined(const std::string& node) const;

  bool eventually(const std::function<bool()>& holds, int seconds = 60) const;

  // At most one copy ever executed: no tick of one boot is on two consoles, and no two consoles
  // grew at the same time.
  void expect_one_history();
  // Defined and running on `node` alone, exported, nothing paused anywhere.
  void expect_settled_on(const std::string& node);

  const std::string& admin() const { return admin_; }
  // Of this test alone; removed with it.
  const std::string& folder() const { return folder_; }

 private:
  void make_configuration() const;
  void make_agent() const;
  void start_rgm();
  void create_resource() const;
  std::string agent_line(const std::string& method) const;
  void clean_node(const std::string& node) const;
  std::vector<std::string> boots_on(const std::string& node) const;
  void print_what_happened() const;

  ClusterOptions options_;
  std::string folder_;
  std::string admin_;
  pid_t rgm_pid_ = -1;
  Histories histories_;
};

}  // namespace xvm::real_cluster
