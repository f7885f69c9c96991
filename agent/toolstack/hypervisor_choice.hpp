// agent/toolstack/hypervisor_choice.hpp
//
// Purpose: the Hypervisor that a URI means: libvirt's, or the command-line toolstack of this node
// or of a peer. Thread rule: never blocks; the objects are as hypervisor.hpp says.
//
//   auto h = make_hypervisor("xl+ssh://root@node2/", true);
#pragma once

#include <memory>
#include <string>

#include "agent/hypervisor/hypervisor.hpp"

namespace xvm::agent {

// `domain_file`: DOMAIN, when it is a file of this node (toolstack_hypervisor.hpp). A URI of the
// toolstack that is malformed makes an object whose every answer says so, as libvirt's does.
std::shared_ptr<Hypervisor> make_hypervisor(const std::string& uri, bool is_peer,
                                            const std::string& domain_file = {});

}  // namespace xvm::agent
