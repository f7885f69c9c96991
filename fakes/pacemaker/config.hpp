// fakes/pacemaker/config.hpp
//
// Purpose: what an administrator wrote into the CIB and corosync.conf, as far as it is modelled.
// Defaults are those of Pacemaker 2.1.5 and Corosync 3.1.7 of Debian 12, timeouts those of the
// recorded lab. Durations of resources are seconds (1..65535), those of Corosync milliseconds.
// Thread rule: plain values.
//
//   ResourceConfig c{.exists = true, .allow_migrate = true, .stickiness = 100};
//   c.colocations[0] = {ResourceId{0}, -infinity}; c.colocation_count = 1;   // never beside it
#pragma once

#include "fakes/pacemaker/names.hpp"

namespace xvm::fakes::pacemaker {

struct Colocation {  // rsc = the resource that holds this, with-rsc = `with`
  Score score = 0;
  ResourceId with = ResourceId::none;
  std::array<std::uint8_t, 3> even{};  // always 0: no padding
  friend constexpr bool operator==(const Colocation&, const Colocation&) = default;
};
inline constexpr unsigned max_colocations = 8;
inline constexpr unsigned max_orders = 4;

struct ResourceConfig {
  std::array<Score, max_nodes> location{};  // rsc_location
  std::array<Colocation, max_colocations> colocations{};
  Score stickiness = 0;
  Score priority = 0;
  std::uint16_t start_timeout_s = 20;
  std::uint16_t stop_timeout_s = 20;
  std::uint16_t monitor_timeout_s = 10;  // also of probes
  std::uint16_t migrate_to_timeout_s = 30;
  std::uint16_t migrate_from_timeout_s = 30;
  std::uint16_t monitor_interval_s = 5;   // 0: no recurring monitor
  std::uint16_t migration_threshold = 0;  // failures on a node that ban it from there; 0: no limit
  std::uint16_t memory = 0;               // utilization
  std::array<ResourceId, max_orders> after{};  // rsc_order: these start before it (mandatory)
  std::uint8_t colocation_count = 0;
  std::uint8_t order_count = 0;
  ResourceClass kind = ResourceClass::ocf;
  OnFail on_monitor_fail = OnFail::restart;
  OnFail on_stop_fail = OnFail::fence;  // fence or block
  MultipleActive multiple_active = MultipleActive::stop_start;
  bool exists = false;
  bool allow_migrate = false;

  friend constexpr bool operator==(const ResourceConfig&, const ResourceConfig&) = default;
};

struct ClusterConfig {
  std::uint16_t token_ms = 1000;
  std::uint16_t join_ms = 1500;        // from membership to the transition that counts the node in
  std::uint16_t migration_limit = 0;   // migrations at once on a node; 0: no limit
  std::uint16_t batch_limit = 0;       // actions at once; 0: no limit. A busy machine gets 1
  std::uint8_t fencing_attempts = 10;  // stonith-max-attempts
  std::uint8_t node_count = 0;         // votes expected
  NoQuorumPolicy no_quorum_policy = NoQuorumPolicy::stop;
  PlacementStrategy placement = PlacementStrategy::by_count;
  bool two_node = false;      // corosync.conf; of effect with two nodes
  bool wait_for_all = false;  // ... implied by two_node
  // Recorded once (a killed pacemaker-controld): the guest that its probe found was restarted.
  // crm_simulate, given the digest of the operation, would have left it alone.
  bool respawn_restarts = true;
  std::uint8_t even = 0;  // always 0: no padding

  friend constexpr bool operator==(const ClusterConfig&, const ClusterConfig&) = default;
};

// How long the others need to notice that a node is silent: the token, lost, and the consensus
// about it, both stretched by 650 ms for each node above two (facts: measured for three nodes).
constexpr std::uint32_t detection_ms(const ClusterConfig& c) {
  const std::uint32_t above_two = c.node_count > 2 ? c.node_count - 2u : 0u;
  const std::uint32_t token = c.token_ms + 650u * above_two;
  return token + token * 12u / 10u;
}

}  // namespace xvm::fakes::pacemaker
