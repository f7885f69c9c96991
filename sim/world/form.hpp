// sim/world/form.hpp
//
// Purpose: a cluster whose nodes have just joined: each domain is defined on the node that its
// group prefers and its definition is exported, as an administrator leaves it after xvm_register.
// Thread rule: pure.
//
//   World33 world = form<World33>({}, scratch);   // the groups are about to start
#pragma once

#include "fakes/rgm/configure.hpp"
#include "sim/world/cluster.hpp"

namespace xvm::sim {

struct Formation {
  Policy policy{};
  rgm::GroupConfig group{};  // node list and affinities are filled in
  fakes::Temper temper = fakes::Temper::graceful;
  bool locks_image = false;
  bool apart = false;  // each group has a strong negative affinity to the one before it
  std::uint8_t faults_of_a_kind = 0;
};

template <class W>
rgm::GroupConfig group_config(const Formation& f, unsigned domain) {
  rgm::GroupConfig c = f.group;
  c.node_count = W::node_count;
  for (unsigned i = 0; i < W::node_count; ++i) {
    c.node_list[i] = node_at((domain + i) % W::node_count);
  }
  if (f.apart && domain > 0) {
    c.affinities[0] = {rgm::Affinity::strong_negative, group_at(domain - 1)};
    c.affinity_count = 1;
  }
  return c;
}

template <class W>
W form(const Formation& f, Scratch& s) {
  W w;
  w.faults_left.fill(f.faults_of_a_kind);
  for (unsigned i = 0; i < W::domain_count; ++i) {
    const rgm::GroupConfig config = group_config<W>(f, i);
    if (rgm::configure(w.rgm, group_at(i), config) != rgm::ConfigError::none) std::abort();
    auto& d = w.domains[i];
    d.policy = f.policy;
    d.exported = true;
    for (auto& place : d.places) {
      place.cell.guest.temper = f.temper;
      place.cell.guest.locks_image = f.locks_image;
    }
    d.places[i % W::node_count].cell.defined = true;
  }
  s.deeds.forget();
  tell(w, rgm::NodesJoined{NodeSet::first(W::node_count)}, s);
  return w;
}

}  // namespace xvm::sim
