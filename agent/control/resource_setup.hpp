// agent/control/resource_setup.hpp
//
// Purpose: from options to a Resource: the configuration is read and checked, the node is found in
// the node list, the domain gets its UUID. Everything that is wrong is one clear line, and nothing
// was changed (R1: a missing configuration is an error, never "stopped").
// Thread rule: main thread; waits for the hypervisor, ADMIN and the cluster at most a few seconds
// each, and less when the method's time is short.
#pragma once

#include "agent/control/call_time.hpp"
#include "agent/control/options.hpp"
#include "agent/driver/hypervisors.hpp"
#include "agent/driver/node_state.hpp"
#include "agent/driver/resource.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace xvm::agent {

struct Prepared {
  std::shared_ptr<Resource> resource;
  std::optional<records::NodeNames> names;
  std::shared_ptr<NodeState> state;
  std::vector<std::string> errors;
};

Prepared prepare_resource(const Options& options, const CallTime& time = CallTime());

// The UUID of the domain that DOMAIN names: from DOMAIN itself, from what this node remembers of
// it, from the definition file, or from the hypervisor. Empty: nobody knows such a domain; `why`
// says so. Makes this node's state folder once the domain is known, and nothing before.
struct FoundDomain {
  DomainKey key;
  std::string why;
};
FoundDomain find_domain(const Prepared& prepared, const Hypervisors::Make& make,
                        const CallTime& time = CallTime());

}  // namespace xvm::agent
