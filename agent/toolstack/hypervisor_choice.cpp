#include "agent/toolstack/hypervisor_choice.hpp"

#include "agent/hypervisor/libvirt_hypervisor.hpp"
#include "agent/toolstack/remote_toolstack.hpp"
#include "agent/toolstack/toolstack_hypervisor.hpp"

namespace xvm::agent {
namespace {

// A peer that went silent in the middle of a call is noticed by keepalive; the own daemon is
// bounded by the driver alone, and a probe of it starts no event loop.
std::shared_ptr<Hypervisor> make_libvirt(const std::string& uri, bool is_peer) {
  const KeepAlive keep_alive = is_peer ? KeepAlive{.interval_s = 5, .count = 3} : KeepAlive{};
  return std::make_shared<LibvirtHypervisor>(LibvirtAddress{uri, keep_alive});
}

}  // namespace

std::shared_ptr<Hypervisor> make_hypervisor(const std::string& uri, bool is_peer,
                                            const std::string& domain_file) {
  if (!is_toolstack_uri(uri)) return make_libvirt(uri, is_peer);
  const AddressReading reading = read_toolstack_uri(uri);
  ToolstackAddress address = reading.address;
  // Nobody is there under that name: the note of every failed start tells what is wrong.
  if (!reading.error.empty()) address.paths.command = reading.error;
  if (address.is_remote() && reading.error.empty()) {
    return std::make_shared<RemoteToolstack>(address);
  }
  return std::make_shared<ToolstackHypervisor>(
      ToolstackSettings{.paths = address.paths, .domain_file = domain_file});
}

}  // namespace xvm::agent
