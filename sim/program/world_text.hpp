// sim/program/world_text.hpp
//
// Purpose: a world, a choice and a result in words, for people who look into a failure.
// Thread rule: pure functions.
//
//   fmt::print("{}", domain_text(run.world(), 0));
#pragma once

#include "sim/timed/run.hpp"

#include <fmt/format.h>

#include <string>

namespace xvm::sim {

std::string line_of(const Happened& happened);
std::string what_failed(const RunResult& result);
// The same without domains and nodes.
std::string what_kind(const RunResult& result);

inline std::string node_text(NodeId n) {
  return n == NodeId::none ? std::string("-") : fmt::format("n{}", index(n));
}

inline std::string claim_text(const Claim& c) {
  return fmt::format("{} {} {} other {}{}", c.epoch, to_text(c.state), node_text(c.owner),
                     node_text(c.other), c.resume_owed ? " resume-owed" : "");
}

// What the cluster manager, the claim and every node say of a domain.
template <class W>
std::string domain_text(const W& w, unsigned domain) {
  const auto& d = w.domains[domain];
  const rgm::Group& g = w.rgm.groups[domain];
  std::string text = fmt::format(
      "domain {}: claim {}; group phase {} cause {} master {} heading {}{}{}{}{}\n", domain,
      claim_text(d.newest), static_cast<unsigned>(g.phase), to_text(g.cause), node_text(g.master),
      node_text(g.heading), g.wanted ? "" : " not-wanted", g.enabled ? "" : " disabled",
      g.monitored ? "" : " not-monitored", g.quiescing ? " quiescing" : "");
  for (unsigned n = 0; n < w.node_count; ++n) {
    const auto& place = d.places[n];
    const rgm::Cell& cell = w.rgm.cells[domain][n];
    text += fmt::format("  n{}: {} {} memory {}.{}{}; {} {} {}{}; host {} daemon {} member {}\n", n,
                        to_text(place.cell.activity), place.cell.defined ? "defined" : "-",
                        place.cell.guest.memory.incarnation, place.cell.guest.memory.executed,
                        place.cell.job ? " job" : "", to_text(cell.rg), to_text(cell.resource),
                        to_text(cell.running), cell.pingpong ? " pingpong" : "",
                        w.hosts[n].up ? "up" : "down", to_text(w.hosts[n].daemon),
                        rgm::node_is_up(w.rgm, node_at(n)));
  }
  return text;
}

}  // namespace xvm::sim
