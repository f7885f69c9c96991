#include "fakes/gds/scha_commands.hpp"
#include "fakes/gds/scha_question.hpp"

#include <sys/syslog.h>

#include <array>

namespace xvm::fakes::gds {
namespace {

int all_of_nodes(Call& call, const SchaQuestion& q, const char* key) {
  for (const Json& node : part(q.cluster.all(), "nodes")) {
    call.out += value_lines(node.at(key));
  }
  return 0;
}

int of_node(Call& call, const SchaQuestion& q, const std::string& name, const char* key) {
  const Json* node = q.cluster.node(name);
  if (node == nullptr) return call.refuse(SchaError::node, name);
  call.out += value_lines(node->at(key));
  return 0;
}

int name_of_id(Call& call, const SchaQuestion& q) {
  for (const Json& node : part(q.cluster.all(), "nodes")) {
    if (node.at("id").dump() != q.argument(0)) continue;
    call.out += value_lines(node.at("name"));
    return 0;
  }
  return call.refuse(SchaError::node, q.argument(0));
}

int of_cluster(Call& call, const SchaQuestion& q) {
  if (q.asks("CLUSTERNAME"))
    call.out += q.cluster.all().value("cluster", "fake") + "\n";
  else if (q.asks("SYSLOG_FACILITY"))
    call.out += std::to_string(LOG_DAEMON) + "\n";
  else if (q.asks("ALL_RESOURCEGROUPS"))
    for (const auto& n : q.cluster.names("groups")) call.out += n + "\n";
  else if (q.asks("ALL_RESOURCETYPES")) {
    for (const auto& [name, type] : part(q.cluster.all(), "types").items()) call.out += name + "\n";
  } else
    return call.refuse(SchaError::tag, q.optag);
  return 0;
}

int node_question(Call& call, const SchaQuestion& q) {
  static constexpr std::array<std::array<std::string_view, 2>, 4> keys{
      {{"NODENAME", "name"},
       {"NODEID", "id"},
       {"NODESTATE", "state"},
       {"PRIVATELINK_HOSTNAME", "private"}}};
  if (q.asks("ALL_NODENAMES")) return all_of_nodes(call, q, "name");
  if (q.asks("ALL_NODEIDS")) return all_of_nodes(call, q, "id");
  if (q.asks("ALL_PRIVATELINK_HOSTNAMES")) return all_of_nodes(call, q, "private");
  if (q.asks("NODENAME_NODEID")) return name_of_id(call, q);
  if (q.asks("NODEID_NODENAME")) return of_node(call, q, q.argument(0), "id");
  for (const auto& [optag, key] : keys) {
    const std::string word(optag);
    if (q.asks(word + "_LOCAL")) return of_node(call, q, call.folder.node, key.data());
    if (q.asks(word + "_NODE")) return of_node(call, q, q.argument(0), key.data());
  }
  return of_cluster(call, q);
}

}  // namespace

int scha_cluster_get(Call& call) {
  SchaQuestion q;
  if (const auto code = q.read(call)) return *code;
  return node_question(call, q);
}

int scha_resourcetype_get(Call& call) {
  SchaQuestion q;
  if (const auto code = q.read(call)) return *code;
  const Json* type = q.cluster.type(q.type);
  if (type == nullptr) return call.refuse(SchaError::rt, q.type);
  const Json* value = member(part(*type, "properties"), q.optag);
  if (value == nullptr) return call.refuse(SchaError::tag, q.optag);
  call.out += value_lines(*value);
  return 0;
}

}  // namespace xvm::fakes::gds
