#include "sim/replay/forming.hpp"

#include <algorithm>

namespace xvm::sim {
namespace {

using enum OptionWord;

NodeSet set_of(const std::vector<NodeId>& nodes) {
  NodeSet set;
  for (const NodeId n : nodes) set = set.with(n);
  return set;
}

void list_nodes(rgm::GroupConfig& g, const std::vector<NodeId>& nodes) {
  g.node_count = 0;
  for (const NodeId n : nodes) g.node_list[g.node_count++] = n;
}

// The named ones first, then all others.
void prefer_nodes(rgm::GroupConfig& g, const Scenario& s, std::vector<NodeId> nodes) {
  for (std::size_t i = 0; i < s.nodes.size(); ++i) {
    const NodeId n = node_at(i);
    if (std::find(nodes.begin(), nodes.end(), n) == nodes.end()) nodes.push_back(n);
  }
  list_nodes(g, nodes);
}

void add_affinities(rgm::GroupConfig& g, const Option& o) {
  for (const AffinityOption& a : o.affinities) {
    if (g.affinity_count == rgm::max_affinities) return;
    g.affinities[g.affinity_count++] = {a.kind, static_cast<rgm::GroupId>(a.to)};
  }
}

// In the order of the words of the option.
constexpr std::array failovers{FailoverType::migrate_live, FailoverType::migrate,
                               FailoverType::normal};
constexpr std::array modes{rgm::FailoverMode::soft, rgm::FailoverMode::hard,
                           rgm::FailoverMode::none, rgm::FailoverMode::restart_only,
                           rgm::FailoverMode::log_only};

bool set_group(rgm::GroupConfig& g, const Option& o) {
  switch (o.word) {
    case failover_mode: g.failover_mode = modes[o.number]; return true;
    case failback: g.failback = o.number == 1; return true;
    case pre_evict: g.pre_evict = o.number == 0; return true;
    case retry_count:
      g.retry_count = static_cast<std::uint8_t>(std::min<int>(o.number, 255));
      return true;
    case retry_interval: g.retry_interval_s = o.number; return true;
    case probe_interval: g.thorough_probe_interval_s = o.number; return true;
    case pingpong_interval: g.pingpong_interval_s = o.number; return true;
    case start_timeout: g.start_timeout_s = o.number; return true;
    case stop_timeout: g.stop_timeout_s = o.number; return true;
    case probe_timeout: g.probe_timeout_s = o.number; return true;
    case boot_timeout: g.boot_timeout_s = o.number; return true;
    case validate_timeout: g.validate_timeout_s = o.number; return true;
    default: return false;
  }
}

void set_domain(DomainForm& f, const Scenario& s, const Option& o) {
  if (set_group(f.group, o)) return;
  Policy& p = f.policy;
  switch (o.word) {
    case prefer: prefer_nodes(f.group, s, o.nodes); return;
    case only_on: list_nodes(f.group, o.nodes); return;
    case apart_from:
    case with:
    case affinity: add_affinities(f.group, o); return;
    case failover: p.failover = failovers[o.number]; return;
    case on_migrate_fail: p.on_migrate_fail = static_cast<OnMigrateFail>(o.number); return;
    case on_poweroff: p.on_poweroff = static_cast<OnPoweroff>(o.number); return;
    case strict_peers: p.strict_peers = o.number == 1; return;
    case plugin: p.has_plugin = o.number == 1; return;
    case allow_201: p.allow_201 = o.number == 1; return;
    case guest: f.temper = static_cast<fakes::Temper>(o.number); return;
    case on_crash: f.on_crash = static_cast<fakes::OnCrash>(o.number); return;
    case image_lock: f.locks_image = o.number == 1; return;
    case defined_on: f.defined = set_of(o.nodes); return;
    case exported: f.exported = o.number == 0; return;
    case running_on: f.executing = set_of(o.nodes); return;
    case resource_type:
      if (o.number == 1) f.group.form = rgm::Form::sunw_gds;
      return;
    default: return;
  }
}

DomainForm form_of(const Scenario& s, const DomainLine& line, EngineWord engine) {
  DomainForm f;
  prefer_nodes(f.group, s, {});
  if (engine == EngineWord::gds_80) f.group.form = rgm::Form::sunw_gds;
  for (const Option& o : s.group) set_group(f.group, o);
  for (const Option& o : line.options) set_domain(f, s, o);
  return f;
}

}  // namespace

RunOptions options_for(const Scenario& s, EngineWord engine, std::uint64_t seed) {
  RunOptions o;
  o.seed = seed;
  o.repairs_itself = false;
  o.stragglers = s.stragglers;
  o.slow_calls = s.slow_calls;
  o.slow_guests = s.slow_guests;
  o.slow_copies = s.slow_copies;
  o.formation.node_count = static_cast<std::uint8_t>(s.nodes.size());
  o.formation.domains.clear();
  o.formation.faults_of_a_kind = 255;
  for (const DomainLine& line : s.domains) o.formation.domains.push_back(form_of(s, line, engine));
  return o;
}

bool knows_target_nodes(const Scenario& s) {
  return std::none_of(s.cluster.begin(), s.cluster.end(),
                      [](const Option& o) { return o.word == target_nodes && o.number == 1; });
}

}  // namespace xvm::sim
