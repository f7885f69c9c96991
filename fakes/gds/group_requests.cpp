#include "fakes/gds/requests.hpp"

#include <algorithm>
#include <cmath>

namespace xvm::fakes::gds {

using rgm::GroupId;
using rgm::Verb;

namespace {

std::vector<Assignment> assignments_of(const Json& r) {
  auto assignments = r.value("properties", std::vector<Assignment>());
  const std::string nodes = r.value("nodes", "");
  if (r.value("subcommand", "") == "create" && !nodes.empty()) {
    assignments.emplace_back("Nodelist", nodes);
  }
  return assignments;
}

// Whatever needs no more than the verb and perhaps a node.
std::optional<Verb> plain_verb(const Json& r) {
  const std::string word = r.value("subcommand", "");
  const bool kill = r.value("kill", false);
  if (word == "offline") return Verb::offline;
  if (word == "remaster") return Verb::remaster;
  if (word == "restart") return Verb::restart;
  if (word == "quiesce") return kill ? Verb::quiesce_kill : Verb::quiesce;
  if (word == "suspend") return Verb::suspend;
  if (word == "resume") return Verb::resume;
  return std::nullopt;
}

}  // namespace

void Requests::group_request(const Json& r, const ReplyPtr& reply) {
  auto names = r.value("operands", std::vector<std::string>());
  const std::string word = r.value("subcommand", "");
  if (word == "evacuate") return evacuate(r, reply);
  if (names == std::vector<std::string>{"+"}) {
    names.clear();
    for (const GroupId id : cluster_.group_ids()) names.push_back(cluster_.group(id).name);
  }
  for (const std::string& name : names) {
    if (word == "create") {
      create_group(r, name, reply);
    } else if (const GroupId id = cluster_.find_group(name); id != GroupId::none) {
      act_on_group(r, id, reply);
    } else {
      reply->refuse(ClError::noent, name + ": there is no such resource group");
    }
  }
}

void Requests::create_group(const Json& r, const std::string& name, const ReplyPtr& reply) {
  if (cluster_.find_group(name) != GroupId::none) {
    return reply->refuse(ClError::exist, name + ": the resource group exists already");
  }
  const GroupId id = cluster_.add_group(name);
  if (id == GroupId::none) return reply->refuse(ClError::internal, "too many resource groups");
  Json& group = cluster_.group(id).group;
  group["properties"]["Nodelist"] = cluster_.nodes();
  std::string wrong;
  for (const Assignment& a : assignments_of(r)) {
    if (wrong.empty()) wrong = set_group_property(group, a);
  }
  if (wrong.empty()) wrong = cluster_.configure(id);
  if (wrong.empty()) return;
  cluster_.remove_group(id);
  reply->refuse(ClError::prop, name + ": " + wrong);
}

void Requests::act_on_group(const Json& r, GroupId id, const ReplyPtr& reply) {
  const std::string word = r.value("subcommand", "");
  if (word == "set") return set_group(r, id, reply);
  if (word == "manage" || word == "unmanage") return set_managed(id, word == "manage", reply);
  if (word == "online" || word == "switch") return bring_online(r, id, reply);
  if (word == "delete") return delete_group(r, id, reply);
  const auto verb = plain_verb(r);
  if (!verb) return reply->refuse(ClError::inval, word + " is not simulated");
  give(*verb, id, NodeId::none, reply);
}

void Requests::set_group(const Json& r, GroupId id, const ReplyPtr& reply) {
  ClusterGroup& g = cluster_.group(id);
  const Json before = g.group;
  std::string wrong;
  for (const Assignment& a : assignments_of(r)) {
    if (wrong.empty()) wrong = set_group_property(g.group, a);
  }
  if (wrong.empty()) wrong = cluster_.configure(id);
  if (wrong.empty()) return;
  g.group = before;
  reply->refuse(ClError::prop, g.name + ": " + wrong);
}

void Requests::set_managed(GroupId id, bool managed, const ReplyPtr& reply) {
  ClusterGroup& g = cluster_.group(id);
  if (g.managed == managed) return;
  g.managed = managed;
  const std::string wrong = cluster_.configure(id);
  if (wrong.empty()) return;
  g.managed = !managed;
  reply->refuse(ClError::state, g.name + ": " + wrong);
}

// clrg online [-n node] and switch -n node, with -M, -e and -m done first.
void Requests::bring_online(const Json& r, GroupId id, const ReplyPtr& reply) {
  if (r.value("manage", false)) set_managed(id, true, reply);
  if (r.value("enable", false) && cluster_.group(id).resource.is_object()) {
    give(Verb::enable, id, NodeId::none, reply);
  }
  if (r.value("monitor", false)) give(Verb::monitor, id, NodeId::none, reply);
  if (r.value("nodes", "").empty()) return give(Verb::online, id, NodeId::none, reply);
  const NodeId node = want_node(r, reply);
  if (node != NodeId::none) give(Verb::switch_to, id, node, reply);
}

void Requests::delete_group(const Json& r, GroupId id, const ReplyPtr& reply) {
  ClusterGroup& g = cluster_.group(id);
  if (g.resource.is_object() && !r.value("force", false)) {
    return reply->refuse(ClError::state, g.name + ": it has a resource; delete that first");
  }
  for (std::size_t n = 0; n < cluster_.nodes().size(); ++n) {
    const auto state = rgm::rg_state(cluster_.state(), id, static_cast<NodeId>(n));
    if (state != rgm::RgState::offline && state != rgm::RgState::unmanaged) {
      return reply->refuse(ClError::state, g.name + ": it is not offline");
    }
  }
  if (!cluster_.at_rest(id)) return reply->refuse(ClError::state, g.name + ": it is busy");
  cluster_.remove_group(id);
}

void Requests::evacuate(const Json& r, const ReplyPtr& reply) {
  if (r.value("operands", std::vector<std::string>()) != std::vector<std::string>{"+"}) {
    return reply->refuse(ClError::inval, "evacuate takes all groups: use +");
  }
  const NodeId node = want_node(r, reply);
  const double seconds = std::clamp(r.value("seconds", 60.0), 0.0, 65535.0);
  if (node != NodeId::none) {
    give(Verb::evacuate, GroupId::none, node, reply,
         static_cast<std::uint16_t>(std::ceil(seconds)));
  }
}

}  // namespace xvm::fakes::gds
