// fakes/gds/snapshot.hpp
//
// Purpose: the cluster as cluster.json shows it, with look-ups that do not mind case in property
// names. The shape of the file:
//   cluster   name of the cluster
//   nodes     [{name, id, state: "UP"|"DOWN", private}]
//   types     {"SUNW.gds": {version, properties: {...}, rules: {Property: {type, extension,
//   default,
//             required, tunable, min, max, words, per_node}}}}
//   groups    [{name, properties, state: {NODE: "ONLINE"...}, target_nodes: [..], suspended}]
//   resources [{name, group, type, properties, extensions, state: {NODE: ..}, status: {NODE:
//             {status, message}}, on_off, monitored}]
// Thread rule: a value; const calls from anywhere.
//
//   if (auto cluster = Snapshot::read(folder)) cluster->group("web-rg");
#pragma once

#include "fakes/gds/state_folder.hpp"

#include <nlohmann/json.hpp>

namespace xvm::fakes::gds {

using Json = nlohmann::json;

class Snapshot {
 public:
  explicit Snapshot(Json cluster) : cluster_(std::move(cluster)) {}
  // nullopt: no cluster.json or not JSON.
  static std::optional<Snapshot> read(const StateFolder& folder);

  const Json& all() const { return cluster_; }
  // nullptr: there is none.
  const Json* node(std::string_view name) const { return named("nodes", name); }
  const Json* group(std::string_view name) const { return named("groups", name); }
  const Json* resource(std::string_view name) const { return named("resources", name); }
  // "SUNW.gds" or "SUNW.gds:6"
  const Json* type(std::string_view name) const;
  std::vector<std::string> names(const char* list) const;

 private:
  const Json* named(const char* list, std::string_view name) const;
  Json cluster_;
};

// The member whose name is `name` but for case; nullptr: none.
const Json* member(const Json& object, std::string_view name);
// The list or object below `key`; an empty one when there is none.
const Json& part(const Json& object, const char* key);
// As scha_* print it: TRUE/FALSE, decimal, the line, or one element per line (scha_cmds(1HA)).
std::string value_lines(const Json& value);
// The text below `key` for `node`, else `otherwise`.
std::string node_text(const Json& item, const char* key, const std::string& node,
                      const char* otherwise);

}  // namespace xvm::fakes::gds
