#include "agent/driver/hypervisors.hpp"

#include <system_error>
#include <thread>

namespace xvm::agent {
namespace {

void let_go(std::shared_ptr<Hypervisor> hypervisor) {
  if (!hypervisor) return;
  // Held on the heap: when there is no thread to be had it is never let go, which is better than a
  // wait without a bound.
  auto* last = new std::shared_ptr<Hypervisor>(std::move(hypervisor));
  try {
    std::thread([last] { delete last; }).detach();
  } catch (const std::system_error&) {
  }
}

}  // namespace

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
  let_go(std::move(place));
}

Hypervisors::~Hypervisors() {
  for (std::shared_ptr<Hypervisor>& place : at_) let_go(std::move(place));
}

}  // namespace xvm::agent
