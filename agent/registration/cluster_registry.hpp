// agent/registration/cluster_registry.hpp
//
// Purpose: what the cluster holds already: its nodes, types and groups, and one resource with the
// properties that a registration sets. Asked by scha_*, whose answers have documented forms (facts:
// GDS, 6.4). What is absent is known by the lists, never by an error: an error is not an absence.
// Thread rule: blocks until the bound of `cluster` at most.
//
//   RegistryReading r = read_registry(cluster, wanted_names);
//   if (!r.error.empty()) complain(r.error);  else use(r.registry);
#pragma once

#include "agent/gds/cluster_commands.hpp"
#include "agent/registration/wanted_registration.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace xvm::agent {

struct PresentGroup {
  std::vector<std::string> nodelist;
  std::vector<std::string> affinities;
  std::vector<std::string> dependencies;
  std::vector<std::string> resources;
  std::map<std::string, std::string> states;  // of each node of the list, as RG_STATE_NODE says

  bool managed() const;
  bool online() const;  // on any node in any way: neither OFFLINE nor UNMANAGED
};

struct PresentResource {
  std::string group;
  std::string type;  // without a version
  bool enabled = false;
  std::map<std::string, std::string> states;      // of each node of its group
  std::map<std::string, std::string> properties;  // of those that were asked for
};

struct Registry {
  std::vector<std::string> nodes;
  std::vector<std::string> types;  // without versions
  std::map<std::string, PresentGroup> groups;
  std::map<std::string, std::string> types_in_use;  // of every resource, without a version
  std::optional<PresentResource> resource;          // the one that was asked for

  bool has_type(const std::string& type) const;
};

struct RegistryReading {
  Registry registry;
  std::string error;  // one line; empty: all was told
};

// All but the properties of the resource.
RegistryReading read_registry(const ClusterCommands& cluster, const std::string& resource);

// Fills registry.resource->properties; returns what went wrong, one line, or nothing.
std::string read_properties(const ClusterCommands& cluster, const WantedRegistration& wanted,
                            Registry& registry);

// The service from which a registered type is made, by its RT_basedir; nullopt: not told.
std::optional<GdsForm> form_of_type(const ClusterCommands& cluster, const std::string& type);

}  // namespace xvm::agent
