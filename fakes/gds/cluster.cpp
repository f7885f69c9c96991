#include "fakes/gds/cluster.hpp"

#include "fakes/gds/method_command.hpp"

#include <fmt/format.h>

namespace xvm::fakes::gds {

using rgm::GroupId;

Cluster::Cluster(std::vector<std::string> node_names, std::string private_pattern, rgm::Rules rules)
    : nodes_(std::move(node_names)), private_pattern_(std::move(private_pattern)) {
  state_->rules = rules;
}

NodeId Cluster::node_id(std::string_view name) const {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i] == name) return static_cast<NodeId>(i);
  }
  return NodeId::none;
}

GroupId Cluster::add_group(const std::string& name) {
  for (unsigned i = 0; i < rgm::max_groups; ++i) {
    if (groups_[i] != nullptr) continue;
    groups_[i] = std::make_unique<ClusterGroup>();
    groups_[i]->name = name;
    return static_cast<GroupId>(i);
  }
  return GroupId::none;
}

void Cluster::remove_group(GroupId id) {
  groups_[rgm::index(id)].reset();
  state_->groups[rgm::index(id)] = rgm::Group{};
  state_->groups[rgm::index(id)].config.exists = false;
  state_->cells[rgm::index(id)] = {};
}

GroupId Cluster::find_group(std::string_view name) const {
  for (const GroupId id : group_ids()) {
    if (group(id).name == name) return id;
  }
  return GroupId::none;
}

GroupId Cluster::find_resource(std::string_view name) const {
  for (const GroupId id : group_ids()) {
    const Json& resource = group(id).resource;
    if (resource.is_object() && resource.value("name", "") == name) return id;
  }
  return GroupId::none;
}

std::vector<GroupId> Cluster::group_ids() const {
  std::vector<GroupId> ids;
  for (unsigned i = 0; i < rgm::max_groups; ++i) {
    if (groups_[i] != nullptr) ids.push_back(static_cast<GroupId>(i));
  }
  return ids;
}

bool Cluster::at_rest(GroupId id) const {
  const rgm::Group& g = state_->groups[rgm::index(id)];
  return !g.config.exists ||
         (g.phase == rgm::Phase::idle && g.check == rgm::Check::none && g.validating.empty());
}

const Json& Cluster::type_of(const ClusterGroup& group) const {
  return types_.at(group.resource.value("type", ""));
}

std::string Cluster::configure(GroupId id) {
  rgm::GroupConfig config;
  const std::string wrong = read_config(group(id), config);
  if (!wrong.empty()) return wrong;
  if (!at_rest(id)) return "the resource group is busy; wait, or quiesce it first";
  const bool fresh = !state_->groups[rgm::index(id)].config.exists;
  const rgm::ConfigError error = rgm::configure(*state_, id, config);
  if (error != rgm::ConfigError::none) return std::string(to_text(error));
  if (fresh) state_->groups[rgm::index(id)].enabled = group(id).resource.is_object();
  return {};
}

namespace {

// A property of the resource or, failing that, of the group; extension or system alike.
template <class T>
void take(const ClusterGroup& group, const char* name, T& into) {
  const Json* found = nullptr;
  if (group.resource.is_object()) {
    for (const char* kind : {"properties", "extensions"}) {
      const Json& home = group.resource.at(kind);
      if (found == nullptr && home.contains(name)) found = &home.at(name);
    }
  }
  const Json& properties = group.group.at("properties");
  if (found == nullptr && properties.contains(name)) found = &properties[name];
  if (found != nullptr && !found->is_null()) into = static_cast<T>(found->get<T>());
}

rgm::FailoverMode failover_mode(const ClusterGroup& group) {
  std::string text = "SOFT";
  take(group, "Failover_mode", text);
  return from_text<rgm::FailoverMode>(text).value_or(rgm::FailoverMode::soft);
}

}  // namespace

std::string Cluster::read_config(const ClusterGroup& g, rgm::GroupConfig& c) const {
  c.managed = g.managed;
  c.failover_mode = failover_mode(g);
  c.stop_timeout_s = 300;  // GDS's own default; the 2008 design sets 600
  c.pre_evict = false;
  take(g, "Retry_interval", c.retry_interval_s);
  take(g, "Retry_count", c.retry_count);
  take(g, "Thorough_probe_interval", c.thorough_probe_interval_s);
  take(g, "Start_timeout", c.start_timeout_s);
  take(g, "Stop_timeout", c.stop_timeout_s);
  take(g, "Probe_timeout", c.probe_timeout_s);
  take(g, "Boot_timeout", c.boot_timeout_s);
  take(g, "Validate_timeout", c.validate_timeout_s);
  take(g, "Pingpong_interval", c.pingpong_interval_s);
  take(g, "Failback", c.failback);
  take(g, "Pre_evict", c.pre_evict);
  take(g, "Failover_enabled", c.failover_enabled);
  c.has_boot = false;
  c.form = rgm::Form::own_methods;
  if (g.resource.is_object()) {
    const Json& type = type_of(g);
    if (runs_through_sunw_gds(type)) c.form = rgm::Form::sunw_gds;
    c.has_boot = !method_command(type, g.resource, g.name, rgm::Method::boot).empty();
  }
  const Json& list = g.group.at("properties").at("Nodelist");
  if (list.size() > max_nodes) return "Nodelist is too long";
  for (const Json& name : list) {
    const NodeId node = node_id(name.get<std::string>());
    if (node == NodeId::none) return fmt::format("there is no node {}", name.get<std::string>());
    c.node_list[c.node_count++] = node;
  }
  return read_affinities(g.group.at("properties").at("RG_affinities"), c);
}

std::string Cluster::read_affinities(const Json& texts, rgm::GroupConfig& c) const {
  if (texts.size() > rgm::max_affinities) return "RG_affinities has too many entries";
  for (const Json& entry : texts) {
    const std::string text = entry.get<std::string>();
    const auto length = std::min(text.find_first_not_of("+-"), text.size());
    const auto kind = from_text<rgm::Affinity>(text.substr(0, length));
    if (!kind) return "RG_affinities: do not understand " + text;
    const GroupId target = find_group(text.substr(length));
    if (target == GroupId::none) return "RG_affinities: there is no group " + text.substr(length);
    c.affinities[c.affinity_count++] = {*kind, target};
  }
  return {};
}

}  // namespace xvm::fakes::gds
