#include "fakes/gds/requests.hpp"

#include <fmt/format.h>

namespace xvm::fakes::gds {

using rgm::GroupId;

namespace {

SchaError scha_error(rgm::SchaErr err) {
  switch (err) {
    case rgm::SchaErr::noerr: return SchaError::noerr;
    case rgm::SchaErr::inval: return SchaError::inval;
    case rgm::SchaErr::state: return SchaError::state;
    case rgm::SchaErr::checks: return SchaError::checks;
    case rgm::SchaErr::node: return SchaError::node;
    case rgm::SchaErr::depend: return SchaError::depend;
    case rgm::SchaErr::fail: return SchaError::fail;
  }
  return SchaError::internal;
}

std::optional<rgm::Control> control_word(std::string_view optag) {
  return from_text<rgm::Control>(optag);
}

}  // namespace

void Requests::handle(const Json& r, const ReplyPtr& reply) {
  const std::string what = r.value("do", "");
  if (what == "group")
    group_request(r, reply);
  else if (what == "resource")
    resource_request(r, reply);
  else if (what == "control")
    control(r, reply);
  else if (what == "set-status")
    set_status(r, reply);
  else if (what == "type-register" || what == "type-unregister")
    change_types(r, reply);
  else if (what == "node-died" || what == "node-joined")
    membership(r, reply);
  else if (what == "wait-idle")
    executor_.when_idle([reply] {});
  else if (what == "pmf") {
    executor_.process_monitor_says(std::atoi(r.value("launch", "0").c_str()), r.value("what", ""),
                                   r.value("code", 0));
  } else
    reply->refuse(ClError::inval, "unknown request " + what);
}

void Requests::report(const rgm::Answer& answer, const ReplyPtr& reply) const {
  std::string text(to_text(answer.why));
  if (cluster_.has(answer.group)) text = cluster_.group(answer.group).name + ": " + text;
  if (answer.node != NodeId::none) text += " (" + cluster_.node_name(answer.node) + ")";
  if (answer.err != rgm::SchaErr::noerr)
    reply->refuse(exit_code(scha_error(answer.err)), text);
  else if (answer.why != rgm::Why::done)
    reply->say(text);
}

void Requests::give(rgm::Verb verb, GroupId id, NodeId node, const ReplyPtr& reply,
                    std::uint16_t seconds) {
  executor_.command({.verb = verb, .group = id, .node = node, .seconds = seconds},
                    [this, reply](const rgm::Answer& answer) { report(answer, reply); });
}

NodeId Requests::want_node(const Json& r, const ReplyPtr& reply) const {
  const std::string name = r.value("nodes", "");
  const NodeId node = cluster_.node_id(name);
  if (node == NodeId::none) reply->refuse(ClError::noent, name + ": there is no such node");
  return node;
}

void Requests::control(const Json& r, const ReplyPtr& reply) {
  const GroupId id = cluster_.find_resource(r.value("resource", ""));
  const NodeId caller = cluster_.node_id(r.value("node", ""));
  const std::string optag = r.value("optag", "");
  if (id == GroupId::none)
    return reply->refuse(exit_code(SchaError::rsrc), r.value("resource", ""));
  if (cluster_.group(id).name != r.value("group", "")) {
    return reply->refuse(exit_code(SchaError::rg), r.value("group", ""));
  }
  if (caller == NodeId::none) return reply->refuse(exit_code(SchaError::node), r.value("node", ""));
  if (optag == "RESOURCE_DISABLE") return give(rgm::Verb::disable, id, NodeId::none, reply);
  const auto what = control_word(optag);
  if (!what) return reply->refuse(exit_code(SchaError::tag), optag + " is not simulated");
  executor_.control({.what = *what, .group = id, .caller = caller},
                    [this, reply](const rgm::Answer& answer) { report(answer, reply); });
}

void Requests::set_status(const Json& r, const ReplyPtr& reply) {
  const GroupId id = cluster_.find_resource(r.value("resource", ""));
  const NodeId node = cluster_.node_id(r.value("node", ""));
  const auto status = from_text<rgm::Status>(r.value("status", ""));
  if (id == GroupId::none)
    return reply->refuse(exit_code(SchaError::rsrc), r.value("resource", ""));
  if (cluster_.group(id).name != r.value("group", "")) {
    return reply->refuse(exit_code(SchaError::rg), r.value("group", ""));
  }
  if (node == NodeId::none) return reply->refuse(exit_code(SchaError::node), r.value("node", ""));
  if (!status) return reply->refuse(exit_code(SchaError::rstatus), r.value("status", ""));
  cluster_.group(id).messages[xvm::index(node)] = {*status, r.value("message", "")};
  executor_.feed(rgm::StatusSet{id, node, *status});
}

void Requests::change_types(const Json& r, const ReplyPtr& reply) {
  Json& types = cluster_.types();
  if (r.value("do", "") == "type-register") {
    const Json& type = r.at("type");
    const std::string name = type.at("name");
    if (types.contains(name)) return reply->refuse(ClError::exist, name + ": registered already");
    types[name] = type;
    return;
  }
  const std::string full = r.value("name", "");
  const std::string name = full.substr(0, full.find(':'));
  if (!types.contains(name)) return reply->refuse(ClError::noent, full + ": not registered");
  for (const GroupId id : cluster_.group_ids()) {
    const Json& resource = cluster_.group(id).resource;
    if (resource.is_object() && resource.value("type", "") == name) {
      return reply->refuse(ClError::state, full + ": in use by " + resource.value("name", ""));
    }
  }
  types.erase(name);
}

void Requests::membership(const Json& r, const ReplyPtr& reply) {
  if (r.value("do", "") == "node-died") {
    const NodeId node = cluster_.node_id(r.value("name", ""));
    const auto how = from_text<rgm::Death>(r.value("how", "fenced"));
    if (node == NodeId::none)
      return reply->refuse(ClError::noent, r.value("name", "") + ": no such node");
    if (!how) return reply->refuse(ClError::inval, "a node dies fenced, failfast or shutdown");
    return executor_.node_died(node, *how);
  }
  NodeSet joined;
  for (const std::string name : part(r, "names")) {
    const NodeId node = cluster_.node_id(name);
    if (node == NodeId::none) return reply->refuse(ClError::noent, name + ": no such node");
    joined = joined.with(node);
  }
  executor_.feed(rgm::NodesJoined{joined});
}

}  // namespace xvm::fakes::gds
