// agent/driver/hypervisors.hpp
//
// Purpose: the hypervisors of a resource's nodes: the own one and, by PEER_URI, every other. After
// a call that did not answer the object is withdrawn and a new connection is used (architecture,
// section 1); its thread is left behind.
// Thread rule: used by the loop only; the objects it hands out are shared with workers.
//
//   auto h = hypervisors.at(node);      // shared: the worker keeps its copy
//   hypervisors.withdraw(node);         // the next at() makes a new one
#pragma once

#include "agent/driver/resource.hpp"
#include "agent/hypervisor/hypervisor.hpp"

#include <array>
#include <functional>
#include <memory>

namespace xvm::agent {

class Hypervisors {
 public:
  using Make = std::function<std::shared_ptr<Hypervisor>(const std::string& uri, bool is_peer)>;

  Hypervisors(const Resource& resource, Make make);

  std::shared_ptr<Hypervisor> at(NodeId node);
  void withdraw(NodeId node);

  // The URI under which `node` is reached from here; empty for a peer without PEER_URI.
  std::string uri_of(NodeId node) const;

 private:
  const Resource& resource_;
  Make make_;
  std::array<std::shared_ptr<Hypervisor>, max_nodes> at_{};
};

}  // namespace xvm::agent
