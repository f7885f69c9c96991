#include "fakes/gds/method_command.hpp"
#include "fakes/gds/requests.hpp"

namespace xvm::fakes::gds {

using rgm::GroupId;
using rgm::Verb;

void Requests::resource_request(const Json& r, const ReplyPtr& reply) {
  if (r.value("subcommand", "") == "create") return create_resource(r, reply);
  std::vector<GroupId> ids;
  for (const std::string& name : r.value("operands", std::vector<std::string>())) {
    if (name == "+") {
      for (const GroupId id : cluster_.group_ids()) {
        if (cluster_.group(id).resource.is_object()) ids.push_back(id);
      }
    } else if (const GroupId id = cluster_.find_resource(name); id != GroupId::none) {
      ids.push_back(id);
    } else {
      reply->refuse(ClError::noent, name + ": there is no such resource");
    }
  }
  for (const GroupId id : ids) act_on_resource(r, id, reply);
}

void Requests::create_resource(const Json& r, const ReplyPtr& reply) {
  const auto names = r.value("operands", std::vector<std::string>());
  const std::string type_name = r.value("type", "");
  const std::string plain = type_name.substr(0, type_name.find(':'));
  const GroupId id = cluster_.find_group(r.value("group", ""));
  if (names.size() != 1) return reply->refuse(ClError::inval, "create wants one name");
  if (id == GroupId::none)
    return reply->refuse(ClError::noent, "no resource group " + r.value("group", ""));
  if (!cluster_.types().contains(plain)) {
    return reply->refuse(ClError::noent,
                         type_name + ": not registered; see clresourcetype register");
  }
  if (cluster_.find_resource(names[0]) != GroupId::none) {
    return reply->refuse(ClError::exist, names[0] + ": the resource exists already");
  }
  ClusterGroup& g = cluster_.group(id);
  if (g.resource.is_object()) {
    return reply->refuse(ClError::state, "this fake cluster has one resource per group");
  }
  Json resource{{"name", names[0]},
                {"type", plain},
                {"properties", Json::object()},
                {"extensions", Json::object()}};
  const Json& type = cluster_.types().at(plain);
  std::string wrong;
  for (const Assignment& a : r.value("properties", std::vector<Assignment>())) {
    if (wrong.empty()) wrong = set_resource_property(type, resource, a, Moment::create);
  }
  if (wrong.empty()) wrong = complete_resource(type, resource);
  if (!wrong.empty()) return reply->refuse(ClError::prop, names[0] + ": " + wrong);
  if (!cluster_.at_rest(id)) return reply->refuse(ClError::state, g.name + ": it is busy");
  g.resource = resource;
  const bool disabled = r.value("disabled", false);
  validate(id, [=, this](bool valid) {
    if (valid) return commit_new_resource(id, disabled, reply);
    cluster_.group(id).resource = Json();
    reply->refuse(ClError::method, names[0] + ": the validate method failed");
  });
}

void Requests::commit_new_resource(GroupId id, bool disabled, const ReplyPtr& reply) {
  const std::string wrong = cluster_.configure(id);
  if (!wrong.empty()) {
    cluster_.group(id).resource = Json();
    return reply->refuse(ClError::prop, wrong);
  }
  if (disabled) return;
  if (cluster_.group(id).managed) return give(Verb::enable, id, NodeId::none, reply);
  cluster_.state().groups[rgm::index(id)].enabled = true;
}

void Requests::validate(GroupId id, std::function<void(bool)> then) {
  const ClusterGroup& g = cluster_.group(id);
  const std::string line =
      method_command(cluster_.type_of(g), g.resource, g.name, rgm::Method::validate);
  if (line.empty()) return then(true);
  executor_.validate(id, line, std::move(then));
}

void Requests::set_resource(const Json& r, GroupId id, const ReplyPtr& reply) {
  ClusterGroup& g = cluster_.group(id);
  const Json before = g.resource;
  const Moment moment =
      rgm::on_off_switch(cluster_.state(), id) ? Moment::enabled : Moment::disabled;
  std::string wrong = cluster_.at_rest(id) ? "" : "the resource group is busy";
  for (const Assignment& a : r.value("properties", std::vector<Assignment>())) {
    if (wrong.empty()) wrong = set_resource_property(cluster_.type_of(g), g.resource, a, moment);
  }
  if (!wrong.empty()) {
    g.resource = before;
    return reply->refuse(ClError::prop, wrong);
  }
  validate(id, [=, this](bool valid) {
    const std::string refused = valid ? cluster_.configure(id) : "the validate method failed";
    if (refused.empty()) return;
    cluster_.group(id).resource = before;
    reply->refuse(valid ? ClError::prop : ClError::method, refused);
  });
}

void Requests::act_on_resource(const Json& r, GroupId id, const ReplyPtr& reply) {
  const std::string word = r.value("subcommand", "");
  if (word == "set") return set_resource(r, id, reply);
  if (word == "delete") return delete_resource(r, id, reply);
  if (word == "clear") {
    if (r.value("file", "") != "STOP_FAILED") {
      return reply->refuse(ClError::inval, "clear knows -f STOP_FAILED only");
    }
    bool failed_somewhere = false;
    for (std::size_t n = 0; n < cluster_.nodes().size(); ++n) {
      const auto node = static_cast<NodeId>(n);
      const bool asked =
          r.value("nodes", "").empty() || r.value("nodes", "") == cluster_.nodes()[n];
      if (!asked ||
          rgm::resource_state(cluster_.state(), id, node) != rgm::ResourceState::stop_failed)
        continue;
      failed_somewhere = true;
      give(Verb::clear_stop_failed, id, node, reply);
    }
    if (!failed_somewhere) reply->refuse(ClError::state, "the resource is not STOP_FAILED there");
    return;
  }
  const Verb verb = word == "enable"    ? Verb::enable
                    : word == "disable" ? Verb::disable
                    : word == "monitor" ? Verb::monitor
                                        : Verb::unmonitor;
  // A group that is not managed has its switches, but nothing runs.
  if (!cluster_.group(id).managed) {
    rgm::Group& group = cluster_.state().groups[rgm::index(id)];
    if (verb == Verb::enable || verb == Verb::disable)
      group.enabled = verb == Verb::enable;
    else
      group.monitored = verb == Verb::monitor;
    return;
  }
  give(verb, id, NodeId::none, reply);
}

void Requests::delete_resource(const Json& r, GroupId id, const ReplyPtr& reply) {
  ClusterGroup& g = cluster_.group(id);
  const bool forced = r.value("force", false) && !g.managed;
  if (rgm::on_off_switch(cluster_.state(), id) && !forced) {
    return reply->refuse(ClError::state, "the resource is enabled; disable it first");
  }
  if (!cluster_.at_rest(id)) return reply->refuse(ClError::state, g.name + ": it is busy");
  g.resource = Json();
  cluster_.state().groups[rgm::index(id)].enabled = false;
  const std::string wrong = cluster_.configure(id);
  if (!wrong.empty()) reply->refuse(ClError::internal, wrong);
}

}  // namespace xvm::fakes::gds
