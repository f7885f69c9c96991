#include "agent/driver/hypervisors.hpp"

namespace xvm::agent {

Hypervisors::Hypervisors(const Resource& resource, Make make)
    : resource_(resource), make_(std::move(make)) {}

std::string Hypervisors::uri_of(NodeId node) const {
  if (node == resource_.self) return resource_.uri;
  if (resource_.config.peer_uri.empty()) return {};
  return uri_for_node(resource_.config.peer_uri, resource_.node_name(node));
}

std::shared_ptr<Hypervisor> Hypervisors::at(NodeId node) {
  std::shared_ptr<Hypervisor>& place = at_[index(node)];
  const std::string uri = uri_of(node);
  if (!place && !uri.empty()) place = make_(uri, node != resource_.self);
  return place;
}

void Hypervisors::withdraw(NodeId node) {
  std::shared_ptr<Hypervisor>& place = at_[index(node)];
  if (place) place->withdraw();
  place.reset();
}

}  // namespace xvm::agent
