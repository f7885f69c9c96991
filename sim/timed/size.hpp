// sim/timed/size.hpp
//
// Purpose: the smallest of the compiled capacities that a cluster fits into. Each is compiled on
// its own (sim/timed/sizes), so that a build goes on in parallel.
// Thread rule: pure functions.
//
//   return with_capacity({.nodes = 5, .domains = 8}, [&]<class W>(CapacityOf<W>) {
//     return std::make_unique<Course<W>>(options)->go();
//   });
#pragma once

#include "sim/world/formation.hpp"

namespace xvm::sim {

inline constexpr ClusterSize largest_size{max_nodes, rgm::max_groups};

template <class W>
struct CapacityOf {
  using World = W;
  static constexpr bool fits(ClusterSize size) {
    return size.nodes <= W::node_capacity && size.domains <= W::domain_capacity;
  }
};

constexpr bool is_possible(ClusterSize size) {
  return size.nodes >= 1 && size.domains >= 1 && CapacityOf<World1664>::fits(size);
}

// The size must be a possible one.
template <class F>
auto with_capacity(ClusterSize size, F&& use) {
  if (CapacityOf<World21>::fits(size)) return use(CapacityOf<World21>{});
  if (CapacityOf<World33>::fits(size)) return use(CapacityOf<World33>{});
  if (CapacityOf<World58>::fits(size)) return use(CapacityOf<World58>{});
  return use(CapacityOf<World1664>{});
}

}  // namespace xvm::sim
