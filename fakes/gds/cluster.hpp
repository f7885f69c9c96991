// fakes/gds/cluster.hpp
//
// Purpose: what fake-rgm knows: the names and properties that administrators gave, and the state of
// fakes/rgm, which knows nodes and groups by position. A group holds at most one resource here; a
// group without one is, to the model, a group whose resource is disabled.
// Thread rule: fake-rgm's one thread.
//
//   Cluster cluster({"A", "B"}, rules);
//   std::string wrong = cluster.configure(*cluster.find_group("web-rg"));
#pragma once

#include "fakes/gds/property_check.hpp"
#include "fakes/rgm/configure.hpp"
#include "fakes/rgm/queries.hpp"

#include <array>
#include <memory>

namespace xvm::fakes::gds {

struct StatusMessage {
  rgm::Status status = rgm::Status::offline;  // it belongs to this status, not to a later one
  std::string text;
};

struct ClusterGroup {
  std::string name;
  bool managed = false;
  Json group = {{"properties", default_group_properties()}};
  Json resource = {};  // {name, type, properties, extensions}; null: none yet
  std::array<StatusMessage, max_nodes> messages = {};
};

class Cluster {
 public:
  Cluster(std::vector<std::string> node_names, std::string private_pattern, rgm::Rules rules);

  // nullopt / none: there is no such thing.
  NodeId node_id(std::string_view name) const;
  const std::string& node_name(NodeId id) const { return nodes_[xvm::index(id)]; }
  const std::vector<std::string>& nodes() const { return nodes_; }

  rgm::GroupId add_group(const std::string& name);  // none: no room
  void remove_group(rgm::GroupId id);
  rgm::GroupId find_group(std::string_view name) const;
  rgm::GroupId find_resource(std::string_view name) const;
  bool has(rgm::GroupId id) const {
    return rgm::index(id) < rgm::max_groups && groups_[rgm::index(id)] != nullptr;
  }
  ClusterGroup& group(rgm::GroupId id) { return *groups_[rgm::index(id)]; }
  const ClusterGroup& group(rgm::GroupId id) const { return *groups_[rgm::index(id)]; }
  std::vector<rgm::GroupId> group_ids() const;
  bool at_rest(rgm::GroupId id) const;

  Json& types() { return types_; }
  const Json& type_of(const ClusterGroup& group) const;

  // Tells the model the group's properties; returns what is wrong, empty: done.
  std::string configure(rgm::GroupId id);
  // The file cluster.json.
  Json snapshot() const;

  rgm::State& state() { return *state_; }
  const rgm::State& state() const { return *state_; }

 private:
  std::string read_config(const ClusterGroup& group, rgm::GroupConfig& config) const;
  std::string read_affinities(const Json& texts, rgm::GroupConfig& config) const;
  Json group_json(rgm::GroupId id) const;
  Json resource_json(rgm::GroupId id) const;

  std::vector<std::string> nodes_;
  std::string private_pattern_;
  Json types_ = Json::object();
  std::array<std::unique_ptr<ClusterGroup>, rgm::max_groups> groups_;
  std::unique_ptr<rgm::State> state_ = std::make_unique<rgm::State>();
};

}  // namespace xvm::fakes::gds
