#include "sim/world/formation.hpp"

#include <fmt/format.h>

#include <memory>

namespace xvm::sim {
namespace {

using What = FormationFault::What;

bool names_unknown_node(const DomainForm& form, unsigned node_count) {
  const NodeSet known = NodeSet::first(node_count);
  for (unsigned i = 0; i < form.group.node_count && i < max_nodes; ++i) {
    if (!known.contains(form.group.node_list[i])) return true;
  }
  return !form.defined.value_or(NodeSet{}).without(known).empty() ||
         !form.executing.without(known).empty();
}

}  // namespace

Formation alike(ClusterSize size, const DomainForm& form) {
  Formation f;
  f.node_count = static_cast<std::uint8_t>(size.nodes);
  f.domains.assign(size.domains, form);
  return f;
}

rgm::GroupConfig group_config(const Formation& f, unsigned domain) {
  rgm::GroupConfig c = f.domains[domain].group;
  if (c.node_count != 0) return c;
  c.node_count = f.node_count;
  for (unsigned i = 0; i < c.node_count; ++i) c.node_list[i] = node_at((domain + i) % c.node_count);
  return c;
}

FormationFault check(const Formation& f) {
  if (f.node_count < 1 || f.node_count > max_nodes) return {What::node_count};
  if (f.domains.empty() || f.domains.size() > rgm::max_groups) return {What::domain_count};
  const auto trial = std::make_unique<rgm::State>();
  for (const bool with_affinities : {false, true}) {
    for (unsigned d = 0; d < f.domains.size(); ++d) {
      if (names_unknown_node(f.domains[d], f.node_count)) return {What::unknown_node, d};
      rgm::GroupConfig c = group_config(f, d);
      if (!with_affinities) c.affinity_count = 0;
      const auto id = static_cast<rgm::GroupId>(d);
      const rgm::ConfigError error = rgm::configure(*trial, id, c);
      if (error != rgm::ConfigError::none) return {What::group, d, error};
    }
  }
  return {};
}

std::string text_of(const FormationFault& fault) {
  switch (fault.what) {
    case What::none: break;
    case What::node_count: return "a cluster has 1 to 16 nodes";
    case What::domain_count: return "a cluster has 1 to 64 domains";
    case What::unknown_node:
      return fmt::format("domain {} names a node that the cluster has not", fault.domain);
    case What::group: return fmt::format("domain {}: {}", fault.domain, to_text(fault.group));
  }
  return "nothing is wrong";
}

}  // namespace xvm::sim
