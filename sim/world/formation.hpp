// sim/world/formation.hpp
//
// Purpose: what a cluster looks like before its first event: how many nodes, and for each domain
// its policy, its group and what which node holds. What is left as it is here is what an
// administrator leaves after xvm_register: defined on the node that the group prefers, exported,
// shut off.
// Thread rule: plain values; pure functions.
//
//   Formation f = alike({.nodes = 2, .domains = 1}, {.temper = fakes::Temper::hung});
//   f.domains[0].group.stop_timeout_s = 120;
//   if (const FormationFault fault = check(f)) refuse(text_of(fault));
#pragma once

#include "fakes/rgm/configure.hpp"
#include "sim/world/world.hpp"

#include <optional>
#include <string>
#include <vector>

namespace xvm::sim {

struct ClusterSize {
  unsigned nodes = 3;    // 1..16
  unsigned domains = 3;  // 1..64
  friend constexpr bool operator==(const ClusterSize&, const ClusterSize&) = default;
};

struct DomainForm {
  Policy policy{};
  // node_count 0: all nodes, domain 0 preferring node 0, domain 1 node 1 and so on.
  rgm::GroupConfig group{};
  fakes::Temper temper = fakes::Temper::graceful;
  fakes::OnCrash on_crash = fakes::OnCrash::preserve;
  bool locks_image = false;
  bool exported = true;
  std::optional<NodeSet> defined = {};  // nullopt: on the node that the group prefers
  NodeSet executing = {};               // booted by hand before the cluster formed
};

struct Formation {
  std::uint8_t node_count = 3;                                   // 1..16
  std::vector<DomainForm> domains = std::vector<DomainForm>(3);  // 1..64
  std::uint8_t faults_of_a_kind = 0;                             // that may still strike, each
};

// All domains alike.
Formation alike(ClusterSize size, const DomainForm& form = {});

constexpr ClusterSize size_of(const Formation& f) {
  return {f.node_count, static_cast<unsigned>(f.domains.size())};
}

// The configuration of the domain's group, with its node list filled in.
rgm::GroupConfig group_config(const Formation& f, unsigned domain);

struct FormationFault {
  enum class What : std::uint8_t { none, node_count, domain_count, unknown_node, group };
  What what = What::none;
  unsigned domain = 0;
  rgm::ConfigError group = rgm::ConfigError::none;
  explicit operator bool() const { return what != What::none; }
};

// The first thing that no cluster could be formed of.
FormationFault check(const Formation& f);
std::string text_of(const FormationFault& fault);

}  // namespace xvm::sim
