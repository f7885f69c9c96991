#include "fakes/gds/cluster.hpp"
#include "fakes/gds/method_command.hpp"

namespace xvm::fakes::gds {

using rgm::GroupId;

Json Cluster::group_json(GroupId id) const {
  const ClusterGroup& g = group(id);
  Json result{{"name", g.name}, {"properties", g.group.at("properties")}};
  Json states = Json::object();
  for (const Json& entry : g.group.at("properties").at("Nodelist")) {
    const std::string node = entry;
    const NodeId n = node_id(node);
    if (n != NodeId::none) states[node] = to_text(rgm::rg_state(*state_, id, n));
  }
  const rgm::TargetNodesAnswer target = rgm::target_nodes(*state_, id);
  result["state"] = states;
  result["target_nodes"] = Json::array();
  if (target.node != NodeId::none) result["target_nodes"].push_back(node_name(target.node));
  result["suspended"] = state_->groups[rgm::index(id)].suspended;
  return result;
}

Json Cluster::resource_json(GroupId id) const {
  const ClusterGroup& g = group(id);
  Json result = g.resource;
  result["group"] = g.name;
  result["on_off"] = rgm::on_off_switch(*state_, id) ? "ENABLED" : "DISABLED";
  result["monitored"] = rgm::monitored_switch(*state_, id) ? "ENABLED" : "DISABLED";
  for (const Json& entry : g.group.at("properties").at("Nodelist")) {
    const std::string node = entry;
    const NodeId n = node_id(node);
    if (n == NodeId::none) continue;
    const rgm::Status status = rgm::status(*state_, id, n);
    const StatusMessage& message = g.messages[xvm::index(n)];
    result["state"][node] = to_text(rgm::resource_state(*state_, id, n));
    result["status"][node] = {{"status", to_text(status)},
                              {"message", message.status == status ? message.text : ""}};
  }
  return result;
}

Json Cluster::snapshot() const {
  Json all{{"cluster", "fake"},       {"has_target_nodes", state_->rules.target_nodes},
           {"nodes", Json::array()},  {"types", types_},
           {"groups", Json::array()}, {"resources", Json::array()}};
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const bool up = rgm::node_is_up(*state_, static_cast<NodeId>(i));
    std::string link = replaced(private_pattern_, "{node}", nodes_[i]);
    link = replaced(link, "{id}", std::to_string(i + 1));
    all["nodes"].push_back(
        {{"name", nodes_[i]}, {"id", i + 1}, {"state", up ? "UP" : "DOWN"}, {"private", link}});
  }
  for (const GroupId id : group_ids()) {
    all["groups"].push_back(group_json(id));
    if (group(id).resource.is_object()) all["resources"].push_back(resource_json(id));
  }
  return all;
}

}  // namespace xvm::fakes::gds
