// sim/record/sighting.hpp
//
// Purpose: what somebody who sees the whole cluster sees at one moment: hosts, copies of guests,
// groups, running methods, migrations and claims. The recorder compares two of them and writes what
// changed, whatever choice it was that changed it.
// Thread rule: plain values.
//
//   Sighting before = sight(world);  ...  facts_between(before, sight(world), names);
#pragma once

#include "sim/world/world.hpp"

#include <vector>

namespace xvm::sim {

struct HostSight {
  bool up = true;
  bool frozen = false;
  bool member = false;
  bool has_admin = true;
  fakes::Daemon daemon = fakes::Daemon::up;
  NodeSet cut = {};  // nothing goes from here to these
  friend bool operator==(const HostSight&, const HostSight&) = default;
};

struct RunSight {
  Life life = Life::none;
  rgm::Method method = rgm::Method::none;
  std::uint8_t exit_code = 0;
  bool killed = false;
  friend bool operator==(const RunSight&, const RunSight&) = default;
};

struct PlaceSight {
  Observation copy{};
  fakes::Memory memory{};
  fakes::Boot boot = fakes::Boot::none;
  rgm::RgState group = rgm::RgState::offline;
  rgm::ResourceState resource = rgm::ResourceState::offline;
  std::array<RunSight, 2> runs{};  // [1]: of a probe
  friend bool operator==(const PlaceSight&, const PlaceSight&) = default;
};

struct JourneySight {
  NodeId source = NodeId::none;
  NodeId target = NodeId::none;
  fakes::Phase phase = fakes::Phase::begin;
  fakes::Message finish = fakes::Message::unsent;
  bool data = true;
  friend bool operator==(const JourneySight&, const JourneySight&) = default;
};

struct DomainSight {
  Claim claim{};
  bool exported = false;
  JourneySight journey{};
  std::vector<PlaceSight> places;
  friend bool operator==(const DomainSight&, const DomainSight&) = default;
};

struct Sighting {
  Admin admin = Admin::served;
  std::vector<HostSight> hosts;
  std::vector<DomainSight> domains;
  friend bool operator==(const Sighting&, const Sighting&) = default;
};

template <class W>
HostSight sight_host(const W& w, unsigned n) {
  const fakes::Host& host = w.hosts[n];
  return {host.up,
          w.frozen.contains(node_at(n)),
          rgm::node_is_up(w.rgm, node_at(n)),
          !w.no_admin.contains(node_at(n)),
          host.daemon,
          w.cut[n]};
}

template <class W>
PlaceSight sight_place(const W& w, unsigned d, unsigned n) {
  const auto& place = w.domains[d].places[n];
  const auto group = static_cast<rgm::GroupId>(d);
  PlaceSight sight{fakes::observe(place.cell),
                   place.cell.guest.memory,
                   place.cell.guest.boot,
                   rgm::rg_state(w.rgm, group, node_at(n)),
                   rgm::resource_state(w.rgm, group, node_at(n)),
                   {}};
  for (unsigned i = 0; i < sight.runs.size(); ++i) {
    const auto& run = place.runs[i];
    sight.runs[i] = {run.life, run.method, run.exit_code, run.killed};
  }
  return sight;
}

template <class W>
DomainSight sight_domain(const W& w, unsigned d) {
  const auto& domain = w.domains[d];
  const Journey& j = domain.journey;
  DomainSight sight{domain.newest,
                    domain.exported,
                    {j.source, j.target, j.migration.phase, j.migration.finish, j.data},
                    {}};
  for (unsigned n = 0; n < w.node_count; ++n) sight.places.push_back(sight_place(w, d, n));
  return sight;
}

template <class W>
Sighting sight(const W& w) {
  Sighting all;
  all.admin = w.admin;
  for (unsigned n = 0; n < w.node_count; ++n) all.hosts.push_back(sight_host(w, n));
  for (unsigned d = 0; d < w.domain_count; ++d) all.domains.push_back(sight_domain(w, d));
  return all;
}

}  // namespace xvm::sim

namespace xvm {
template <>
struct EnumText<sim::Admin> {
  static constexpr std::array text{"served"sv, "silent"sv, "read-only"sv, "full"sv, "gone"sv};
};
static_assert(enum_count<sim::Admin> == static_cast<std::size_t>(sim::Admin::gone) + 1);
}  // namespace xvm
