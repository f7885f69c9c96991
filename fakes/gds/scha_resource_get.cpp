#include "fakes/gds/scha_commands.hpp"
#include "fakes/gds/scha_question.hpp"

namespace xvm::fakes::gds {
namespace {

// EXTENSION: the type, then the value or values (scha_cmds(1HA)).
int extension(Call& call, const SchaQuestion& q, const Json& resource) {
  const Json* value = member(part(resource, "extensions"), q.argument(0));
  if (value == nullptr) return call.refuse(SchaError::prop, q.argument(0));
  const Json* type = q.cluster.type(resource.value("type", ""));
  const Json* rule = type == nullptr ? nullptr : member(type->at("rules"), q.argument(0));
  const std::string kind = rule == nullptr ? "STRING" : rule->value("type", "STRING");
  call.out += kind + "\n" + value_lines(*value);
  return 0;
}

int all_extensions(Call& call, const Json& resource) {
  for (const auto& [name, value] : part(resource, "extensions").items()) {
    call.out += name + "\n";
  }
  return 0;
}

// STATUS: the name, then the message; the message's line is there even when it is empty.
int status(Call& call, const Json& resource, const std::string& node) {
  const Json all = part(resource, "status");
  const Json mine = all.value(node, Json::object());
  call.out += mine.value("status", "OFFLINE") + "\n" + mine.value("message", "") + "\n";
  return 0;
}

std::optional<int> state_of_resource(Call& call, const SchaQuestion& q, const Json& resource) {
  const std::string& self = call.folder.node;
  const bool node_form = upper(q.optag).ends_with("_NODE");
  if (node_form && !q.asks("EXTENSION_NODE") && q.cluster.node(q.argument(0)) == nullptr) {
    return call.refuse(SchaError::node, q.argument(0));
  }
  const std::string node = node_form ? q.argument(0) : self;
  if (q.asks("RESOURCE_STATE") || q.asks("RESOURCE_STATE_NODE")) {
    call.out += node_text(resource, "state", node, "OFFLINE") + "\n";
    return 0;
  }
  if (q.asks("STATUS") || q.asks("STATUS_NODE")) return status(call, resource, node);
  if (q.asks("ON_OFF_SWITCH") || q.asks("ON_OFF_SWITCH_NODE")) {
    call.out += resource.value("on_off", "DISABLED") + "\n";
    return 0;
  }
  if (q.asks("MONITORED_SWITCH") || q.asks("MONITORED_SWITCH_NODE")) {
    call.out += resource.value("monitored", "DISABLED") + "\n";
    return 0;
  }
  return std::nullopt;
}

std::optional<int> name_of_resource(Call& call, const SchaQuestion& q, const Json& resource) {
  if (q.asks("TYPE") || q.asks("GROUP")) {
    call.out += resource.value(q.asks("TYPE") ? "type" : "group", "") + "\n";
    return 0;
  }
  if (q.asks("EXTENSION") || q.asks("EXTENSION_NODE")) return extension(call, q, resource);
  if (q.asks("ALL_EXTENSIONS")) return all_extensions(call, resource);
  return std::nullopt;
}

}  // namespace

int scha_resource_get(Call& call) {
  SchaQuestion q;
  if (const auto code = q.read(call)) return *code;
  const Json* resource = q.cluster.resource(q.resource);
  if (resource == nullptr) return call.refuse(SchaError::rsrc, q.resource);
  if (!q.group.empty() && resource->value("group", "") != q.group) {
    return call.refuse(q.cluster.group(q.group) ? SchaError::rsrc : SchaError::rg, q.group);
  }
  if (const auto code = state_of_resource(call, q, *resource)) return *code;
  if (const auto code = name_of_resource(call, q, *resource)) return *code;
  const Json* value = member(part(*resource, "properties"), q.optag);
  if (value == nullptr) return call.refuse(SchaError::tag, q.optag);
  call.out += value_lines(*value);
  return 0;
}

}  // namespace xvm::fakes::gds
