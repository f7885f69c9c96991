#include "fakes/gds/scha_commands.hpp"
#include "fakes/gds/scha_question.hpp"

namespace xvm::fakes::gds {
namespace {

int resource_list(Call& call, const SchaQuestion& q) {
  for (const Json& resource : part(q.cluster.all(), "resources")) {
    if (resource.value("group", "") == q.group) call.out += resource.value("name", "") + "\n";
  }
  return 0;
}

int state(Call& call, const SchaQuestion& q, const Json& group) {
  const bool named = q.asks("RG_STATE_NODE");
  if (named && q.cluster.node(q.argument(0)) == nullptr) {
    return call.refuse(SchaError::node, q.argument(0));
  }
  const std::string node = named ? q.argument(0) : call.folder.node;
  call.out += node_text(group, "state", node, "OFFLINE") + "\n";
  return 0;
}

// Told only on the node that goes offline or comes online (SCHA_TARGET_NODES, 4.2 and later).
int target_nodes(Call& call, const SchaQuestion& q, const Json& group) {
  if (!q.cluster.all().value("has_target_nodes", true)) {
    return call.refuse(SchaError::tag, q.optag);
  }
  const std::string here = node_text(group, "state", call.folder.node, "OFFLINE");
  if (here.starts_with("PENDING"))
    for (const Json& node : part(group, "target_nodes")) call.out += value_lines(node);
  return 0;
}

}  // namespace

int scha_resourcegroup_get(Call& call) {
  SchaQuestion q;
  if (const auto code = q.read(call)) return *code;
  const Json* group = q.cluster.group(q.group);
  if (group == nullptr) return call.refuse(SchaError::rg, q.group);
  if (q.asks("RESOURCE_LIST")) return resource_list(call, q);
  if (q.asks("RG_STATE") || q.asks("RG_STATE_NODE")) return state(call, q, *group);
  if (q.asks("TARGET_NODES")) return target_nodes(call, q, *group);
  if (q.asks("SUSPEND_AUTOMATIC_RECOVERY")) {
    call.out += value_lines(group->value("suspended", false));
    return 0;
  }
  const Json* value = member(part(*group, "properties"), q.optag);
  if (value == nullptr) return call.refuse(SchaError::tag, q.optag);
  call.out += value_lines(*value);
  return 0;
}

}  // namespace xvm::fakes::gds
