// sim/world/form.hpp
//
// Purpose: makes a world of a formation: a cluster whose nodes have just joined and whose groups
// are about to start.
// Thread rule: pure.
//
//   World33 world = form<World33>(alike({.nodes = 3, .domains = 2}), scratch);
#pragma once

#include "sim/world/cluster.hpp"
#include "sim/world/formation.hpp"

namespace xvm::sim {

// Affinities name other groups, so that all groups are created before the first is restricted.
template <class W>
void form_groups(W& w, const Formation& f) {
  for (const bool with_affinities : {false, true}) {
    for (unsigned i = 0; i < w.domain_count; ++i) {
      rgm::GroupConfig config = group_config(f, i);
      if (!with_affinities) config.affinity_count = 0;
      if (rgm::configure(w.rgm, group_at(i), config) != rgm::ConfigError::none) std::abort();
    }
  }
}

template <class W>
void form_domain(W& w, unsigned domain, const DomainForm& form) {
  auto& d = w.domains[domain];
  const rgm::GroupConfig& config = w.rgm.groups[domain].config;
  d.policy = form.policy;
  d.exported = form.exported;
  d.nature = form.temper;
  for (unsigned i = 0; i < config.node_count; ++i)
    d.node_list = d.node_list.with(config.node_list[i]);
  for (auto& place : d.places) {
    place.cell.guest.temper = form.temper;
    place.cell.guest.on_crash = form.on_crash;
    place.cell.guest.locks_image = form.locks_image;
  }
  for (NodeId n : form.defined.value_or(NodeSet::of(config.node_list[0]))) {
    d.places[index(n)].cell.defined = true;
  }
  for (NodeId n : form.executing) {
    const bool defined = d.places[index(n)].cell.defined;
    ask_node(w, d, n, defined ? fakes::Ask::create : fakes::Ask::create_transient);
    ask_node(w, d, n, fakes::Ask::boot_done);
  }
}

// The formation must pass check() and fit the capacities.
template <class W>
W form(const Formation& f, Scratch& s) {
  const ClusterSize size = size_of(f);
  if (size.nodes > W::node_capacity || size.domains > W::domain_capacity) std::abort();
  W w;
  w.node_count = f.node_count;
  w.domain_count = static_cast<std::uint8_t>(size.domains);
  for (unsigned i = w.node_count; i < W::node_capacity; ++i)
    w.hosts[i] = {false, fakes::Daemon::down};
  w.faults_left.fill(f.faults_of_a_kind);
  form_groups(w, f);
  for (unsigned i = 0; i < w.domain_count; ++i) form_domain(w, i, f.domains[i]);
  s.deeds.forget();
  tell(w, rgm::NodesJoined{NodeSet::first(w.node_count)}, s);
  return w;
}

}  // namespace xvm::sim
