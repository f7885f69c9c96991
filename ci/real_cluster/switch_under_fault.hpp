// ci/real_cluster/switch_under_fault.hpp
//
// Purpose: for tests: a switch of the group from A to B that meets a fault, and what an
// administrator does when the fault is over. Whatever happened, the guest must run once again.
// Thread rule: one test, one thread; the switch runs on a thread of its own.
//
//   SwitchUnderFault s(c);
//   s.begin();   s.wait_for_the_copy();   c.node("daemon B kill");   s.end();
//   s.put_right();   s.expect_one_running_copy();
#pragma once

#include "ci/real_cluster/real_cluster.hpp"

#include <optional>
#include <string>
#include <thread>

namespace xvm::real_cluster {

class SwitchUnderFault {
 public:
  explicit SwitchUnderFault(RealCluster& cluster) : c_(cluster) {}
  ~SwitchUnderFault() { end(); }
  SwitchUnderFault(const SwitchUnderFault&) = delete;
  SwitchUnderFault& operator=(const SwitchUnderFault&) = delete;

  void begin();  // clrg switch -n B web-rg
  void end();    // waits for the command and for the cluster to be at rest

  // Until B holds the incomplete copy.
  void wait_for_the_copy() const;
  // Until less than `mib` of memory is still to be sent. With MIGRATE_BANDWIDTH this is a time.
  void wait_until_left_mib(double mib) const;
  // Until B's hypervisor has closed its side: the copy is whole, its agent is not asked yet.
  void wait_for_the_whole_copy() const;

  // Ends every fault, reconciles on both nodes as a boot does, clears STOP_FAILED, and brings the
  // group online where nothing did.
  void put_right();
  // Running and defined on the node where the group is online, nowhere else; exported.
  void expect_one_running_copy();

 private:
  std::string detailed_state(const std::string& node) const;
  std::optional<double> left_mib() const;

  RealCluster& c_;
  std::thread switch_;
};

}  // namespace xvm::real_cluster
