// agent/hypervisor/look.hpp
//
// Purpose: one look at one domain over a connection that is open: look up, state, is it persistent.
// Thread rule: blocks as long as the daemon likes.
//
//   Look now = look(connection, key, false);
//   if (now.seen.activity == Activity::unknown) log(now.error.text());
#pragma once

#include "agent/hypervisor/hypervisor.hpp"
#include "agent/hypervisor/libvirt_handle.hpp"

namespace xvm::agent {

struct Look {
  Observation seen;
  LibvirtError error;  // with Activity::unknown
};

Look look(virConnectPtr connection, const DomainKey& key, bool is_xen);

}  // namespace xvm::agent
