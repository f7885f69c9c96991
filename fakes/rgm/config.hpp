// fakes/rgm/config.hpp
//
// Purpose: what an administrator registered for one resource group and its guest resource.
// Defaults are those of the 2008 design (Stop_timeout) and of SUNW.gds and ORCL.gds (facts: GDS,
// chapters 4 and 7). All durations are seconds, 1..65535 unless said.
// Thread rule: plain values.
//
//   GroupConfig c{.node_count = 2, .node_list = {NodeId{1}, NodeId{0}}};   // prefers node 1
//   c.affinities[0] = {Affinity::strong_negative, GroupId{3}}; c.affinity_count = 1;
#pragma once

#include "fakes/rgm/names.hpp"

namespace xvm::fakes::rgm {

struct AffinityTo {
  Affinity kind = Affinity::weak_positive;
  GroupId target = GroupId::none;
  friend constexpr bool operator==(const AffinityTo&, const AffinityTo&) = default;
};
inline constexpr unsigned max_affinities = 8;

struct GroupConfig {
  std::uint16_t retry_interval_s = 370;
  std::uint16_t thorough_probe_interval_s = 60;
  std::uint16_t start_timeout_s = 300;
  std::uint16_t stop_timeout_s = 600;
  std::uint16_t probe_timeout_s = 30;
  std::uint16_t boot_timeout_s = 300;
  std::uint16_t validate_timeout_s = 300;  // also of MONITOR_CHECK
  std::uint16_t pingpong_interval_s = 3600;
  std::uint8_t retry_count = 2;             // 0..10
  std::uint8_t probe_timeout_weight = 100;  // what a probe that was killed counts; unconfirmed
  bool exists = true;                       // false: this position holds no group
  bool managed = true;                      // false: UNMANAGED
  bool failback = false;
  bool pre_evict = true;
  bool failover_enabled = true;  // SUNW.gds: false: nothing more once Retry_count is exceeded
  bool has_boot = true;          // Boot_command set; of no effect with SUNW.gds
  FailoverMode failover_mode = FailoverMode::soft;
  Form form = Form::own_methods;
  std::uint8_t node_count = 0;
  std::uint8_t affinity_count = 0;
  std::array<NodeId, max_nodes> node_list{};  // the first node_count, most preferred first
  std::array<AffinityTo, max_affinities> affinities{};

  friend constexpr bool operator==(const GroupConfig&, const GroupConfig&) = default;
};

// SUNW.gds gives the stop command 80 % of Stop_timeout (facts: GDS, section 5.2).
constexpr std::uint16_t stop_command_share_s(const GroupConfig& c) {
  return static_cast<std::uint16_t>(c.form == Form::sunw_gds ? c.stop_timeout_s * 80u / 100u
                                                             : c.stop_timeout_s);
}
constexpr std::uint16_t final_kill_share_s(const GroupConfig& c) {
  return static_cast<std::uint16_t>(c.stop_timeout_s * 15u / 100u);
}
// The wait before the first probe of SUNW.gds's START: 3 % of Start_timeout; then steps of 5 s.
constexpr std::uint16_t first_start_wait_s(const GroupConfig& c) {
  return static_cast<std::uint16_t>(c.start_timeout_s * 3u / 100u);
}
inline constexpr std::uint16_t next_start_wait_s = 5;

}  // namespace xvm::fakes::rgm
