// agent/toolstack/save_move.hpp
//
// Purpose: moves a domain by save, copy and restore: PV guests, which Xen without shadow paging
// cannot migrate, moves that shall not be live, and xm, whose migration cannot leave the copy
// paused. The memory passes a file on each node (DefinitionFolder::save_of).
// Thread rule: as ToolstackHypervisor::migrate, whose part it is.
//
//   Called end = SaveMove(here, peer, key).run(listed);
//
// xl keeps the source paused until the copy has been seen on the target; xm cannot, so that a copy
// that does not arrive is restored at home, paused.
#pragma once

#include "agent/toolstack/remote_toolstack.hpp"
#include "agent/toolstack/toolstack_hypervisor.hpp"

namespace xvm::agent {

// Parts of a move that both kinds share.
bool copy_is_there(const Looked& looked);
Looked look_for_copy(RemoteToolstack& peer, const DomainKey& key);

class SaveMove {
 public:
  SaveMove(ToolstackHypervisor& here, RemoteToolstack& peer, DomainKey key)
      : here_(here), peer_(peer), key_(std::move(key)) {}

  Called run(const ListedDomain& source);

 private:
  bool is_asked_to_stop() const;
  Called send();
  Called end_source(const ListedDomain& saved);
  Called stays(std::string why);
  bool keeps_source() const;

  ToolstackHypervisor& here_;
  RemoteToolstack& peer_;
  DomainKey key_;
};

}  // namespace xvm::agent
