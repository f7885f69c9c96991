// agent/ssh_probe/guest_probe.hpp
//
// Purpose: asks a guest once, over ssh, and always comes back in time.
// Thread rule: blocks up to order.timeout_s and half a second. The calling thread must live on till
// then: ssh is killed when it ends.
//
//   Finding found = probe_guest(order);   // order has no fault
//   exit(exit_status_of(found.outcome, order.weights));
#pragma once

#include "agent/ssh_probe/finding.hpp"

namespace xvm::agent {

Finding probe_guest(const ProbeOrder& order);

}  // namespace xvm::agent
