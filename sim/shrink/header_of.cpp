// What a run drew from its seed, as the header of a scenario (the reverse of
// sim/replay/forming.cpp).
#include "sim/shrink/saved_run.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace xvm::sim {
namespace {

using enum OptionWord;

constexpr std::array failovers{FailoverType::migrate_live, FailoverType::migrate,
                               FailoverType::normal};
constexpr std::array modes{rgm::FailoverMode::soft, rgm::FailoverMode::hard,
                           rgm::FailoverMode::none, rgm::FailoverMode::restart_only,
                           rgm::FailoverMode::log_only};

template <class List, class T>
std::uint16_t position(const List& list, T value) {
  return static_cast<std::uint16_t>(std::find(list.begin(), list.end(), value) - list.begin());
}

class DomainOptions {
 public:
  void set(OptionWord word, std::uint16_t value, std::uint16_t usual) {
    if (value != usual) all.push_back({word, value, {}, {}});
  }
  void of_policy(const Policy& p) {
    set(failover, position(failovers, p.failover), 0);
    set(on_migrate_fail, static_cast<std::uint16_t>(p.on_migrate_fail), 0);
    set(on_poweroff, static_cast<std::uint16_t>(p.on_poweroff), 0);
    set(strict_peers, p.strict_peers, 0);
    set(plugin, p.has_plugin, 0);
    set(allow_201, p.allow_201, 0);
  }
  void of_guest(const DomainForm& f) {
    set(guest, static_cast<std::uint16_t>(f.temper), 0);
    set(on_crash, static_cast<std::uint16_t>(f.on_crash), 0);
    set(image_lock, f.locks_image, 0);
    set(exported, f.exported ? 0 : 1, 0);
    if (f.defined) of_nodes(defined_on, *f.defined);
    if (!f.executing.empty()) of_nodes(running_on, f.executing);
  }
  void of_group(const rgm::GroupConfig& g) {
    const rgm::GroupConfig usual;
    set(resource_type, g.form == rgm::Form::sunw_gds, 0);
    set(failover_mode, position(modes, g.failover_mode), 0);
    set(failback, g.failback, usual.failback);
    set(pre_evict, g.pre_evict ? 0 : 1, usual.pre_evict ? 0 : 1);
    set(retry_count, g.retry_count, usual.retry_count);
    set(retry_interval, g.retry_interval_s, usual.retry_interval_s);
    set(probe_interval, g.thorough_probe_interval_s, usual.thorough_probe_interval_s);
    set(pingpong_interval, g.pingpong_interval_s, usual.pingpong_interval_s);
    set(start_timeout, g.start_timeout_s, usual.start_timeout_s);
    set(stop_timeout, g.stop_timeout_s, usual.stop_timeout_s);
    set(probe_timeout, g.probe_timeout_s, usual.probe_timeout_s);
    set(boot_timeout, g.boot_timeout_s, usual.boot_timeout_s);
    set(validate_timeout, g.validate_timeout_s, usual.validate_timeout_s);
  }
  void of_places(const rgm::GroupConfig& g, unsigned node_count) {
    Option nodes{g.node_count == node_count ? prefer : only_on, 0, {}, {}};
    bool usual = g.node_count == node_count;
    for (unsigned i = 0; i < g.node_count; ++i) {
      nodes.nodes.push_back(g.node_list[i]);
      usual = usual && g.node_list[i] == node_at(i);
    }
    if (!usual) all.push_back(nodes);
    Option others{affinity, 0, {}, {}};
    for (unsigned i = 0; i < g.affinity_count; ++i) {
      const auto to = static_cast<DomainPlace>(g.affinities[i].target);
      others.affinities.push_back({g.affinities[i].kind, to});
    }
    if (!others.affinities.empty()) all.push_back(others);
  }

  Options all;

 private:
  void of_nodes(OptionWord word, NodeSet nodes) {
    Option o{word, 0, {}, {}};
    for (const NodeId n : nodes) o.nodes.push_back(n);
    all.push_back(o);
  }
};

}  // namespace

Scenario header_of(const RunOptions& o) {
  const Formation& f = o.formation;
  Scenario s;
  s.name = fmt::format("a run of seed {}", o.seed);
  s.description = "Faults, repairs and commands of a seeded run, each at its moment.";
  s.origin = fmt::format("xvm-sim run --seed {} --nodes {} --domains {}", o.seed, f.node_count,
                         f.domains.size());
  s.engines = {EngineWord::gds};
  for (unsigned n = 1; n <= f.node_count; ++n) s.nodes.push_back(fmt::format("n{}", n));
  for (unsigned d = 0; d < f.domains.size(); ++d) {
    DomainOptions options;
    const rgm::GroupConfig group = group_config(f, d);
    options.of_policy(f.domains[d].policy);
    options.of_guest(f.domains[d]);
    options.of_group(group);
    options.of_places(group, f.node_count);
    s.domains.push_back({fmt::format("d{}", d + 1), std::move(options.all)});
  }
  s.seed = o.seed;
  s.cold = true;
  s.slow_calls = o.slow_calls;
  s.slow_guests = o.slow_guests;
  s.slow_copies = o.slow_copies;
  s.stragglers = o.stragglers;
  return s;
}

}  // namespace xvm::sim
