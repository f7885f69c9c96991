#include "fakes/rgm/configure.hpp"

#include "fakes/rgm/eligibility.hpp"

namespace xvm::fakes::rgm {
namespace {

using Set = std::uint64_t;
constexpr Set one(GroupId g) { return Set{1} << index(g); }

bool is_strong(Affinity a) { return a != Affinity::weak_positive && a != Affinity::weak_negative; }

Set strong_targets(const GroupConfig& c) {
  Set targets = 0;
  for (unsigned i = 0; i < c.affinity_count; ++i) {
    if (is_strong(c.affinities[i].kind)) targets |= one(c.affinities[i].target);
  }
  return targets;
}

// Is `g` among what its own strong affinities lead to, when it has the new configuration?
bool circular(const View& v, GroupId g, const GroupConfig& c) {
  Set reached = strong_targets(c);
  for (Set before = 0; before != reached;) {
    before = reached;
    for (unsigned i = 0; i < v.group_capacity; ++i) {
      const GroupId other = static_cast<GroupId>(i);
      if (other != g && (reached & one(other)) != 0) {
        reached |= strong_targets(v.group(other).config);
      }
    }
  }
  return (reached & one(g)) != 0;
}

ConfigError check_nodes(const View& v, const GroupConfig& c) {
  if (c.node_count == 0 || c.node_count > max_nodes) return ConfigError::empty_node_list;
  for (unsigned i = 0; i < c.node_count; ++i) {
    if (!v.has(c.node_list[i])) return ConfigError::unknown_node;
    if (rank(c, c.node_list[i]) != i) return ConfigError::node_twice;
  }
  return ConfigError::none;
}

ConfigError check_affinities(const View& v, GroupId g, const GroupConfig& c) {
  if (c.affinity_count > max_affinities) return ConfigError::unknown_affinity_target;
  for (unsigned i = 0; i < c.affinity_count; ++i) {
    const GroupId target = c.affinities[i].target;
    if (target == g) return ConfigError::affinity_to_itself;
    if (!v.has(target)) return ConfigError::unknown_affinity_target;
  }
  return circular(v, g, c) ? ConfigError::circular_affinities : ConfigError::none;
}

ConfigError check_numbers(const GroupConfig& c) {
  if (c.retry_count > 10) return ConfigError::retry_count_above_10;
  for (const std::uint16_t duration_s :
       {c.retry_interval_s, c.thorough_probe_interval_s, c.start_timeout_s, c.stop_timeout_s,
        c.probe_timeout_s, c.boot_timeout_s, c.validate_timeout_s, c.pingpong_interval_s}) {
    if (duration_s == 0) return ConfigError::duration_of_0_s;
  }
  return ConfigError::none;
}

bool somebody_leans_on(const View& v, GroupId g) {
  for (unsigned i = 0; i < v.group_capacity; ++i) {
    const GroupConfig& c = v.groups[i].config;
    for (unsigned a = 0; c.exists && a < c.affinity_count; ++a) {
      if (c.affinities[a].target == g) return true;
    }
  }
  return false;
}

bool busy(const View& v, GroupId g) {
  const Group& group = v.group(g);
  return v.has(g) &&
         (group.phase != Phase::idle || group.check != Check::none || !group.validating.empty());
}

ConfigError remove(const View& v, GroupId g) {
  if (v.group(g).master != NodeId::none) return ConfigError::group_busy;
  if (somebody_leans_on(v, g)) return ConfigError::unknown_affinity_target;
  v.group(g) = Group{};
  v.group(g).config.exists = false;
  return ConfigError::none;
}

}  // namespace

ConfigError configure_view(View view, GroupId g, const GroupConfig& config) {
  if (index(g) >= view.group_capacity) return ConfigError::no_such_position;
  if (busy(view, g)) return ConfigError::group_busy;
  if (!config.exists) return remove(view, g);
  for (const ConfigError e :
       {check_nodes(view, config), check_affinities(view, g, config), check_numbers(config)}) {
    if (e != ConfigError::none) return e;
  }
  if (!view.has(g)) view.group(g) = Group{};
  view.group(g).config = config;
  return ConfigError::none;
}

}  // namespace xvm::fakes::rgm
