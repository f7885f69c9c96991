// fakes/toolstack/node_file.hpp
//
// Purpose: node.json, and a guest as JSON: what a save and a migration carry.
// Thread rule: under the lock of xen_node.hpp.
//
//   write_node(path, now);  NodeNow same = read_node(path);
#pragma once

#include <nlohmann/json.hpp>

#include "fakes/toolstack/xen_node.hpp"

namespace xvm::fakes::toolstack {

using Json = nlohmann::json;

// A file that is missing is a node without guests.
NodeNow read_node(const std::filesystem::path& file);
void write_node(const std::filesystem::path& file, const NodeNow& now);

Json guest_json(const XenGuest& guest);
XenGuest guest_from(const Json& json);

}  // namespace xvm::fakes::toolstack
