// agent/hypervisor/event_loop.hpp
//
// Purpose: libvirt's default event loop on a thread of its own, for connections with keepalive or
// events. Started when first asked for, never ended: a thread that waits in poll() harms nobody at
// exit, and one that is stuck in libvirt could not be joined anyway.
// Thread rule: any thread. Connections made before the first call do not use the loop.
//
//   start_event_loop();
//   virConnectOpen(uri);  // this one gets keepalive and events
#pragma once

namespace xvm::agent {

// False when libvirt refuses (it has another event loop already).
bool start_event_loop();

}  // namespace xvm::agent
