// agent/migration/slots.hpp
//
// Purpose: how many guests may leave a node at the same time. Twenty at once share one network and
// none arrives before its deadline; a few at a time all do. Slots are locks of this node's file
// system: a killed agent gives its slot back. Thread rule: any thread; waits up to its patience.
//
//   MigrationSlots slots("/var/lib/ha-xvm", 2);
//   MigrationSlot slot = slots.take(60'000);      // keep it until the migration is over
//   if (!slot.may_go) return refuse(slot.remark);
#pragma once

#include "agent/store/node_lock.hpp"

#include <cstdint>
#include <string>

namespace xvm::agent {

struct MigrationSlot {
  bool may_go = false;
  std::string remark;  // why not; or why it goes without a lock
  NodeLock lock;
};

class MigrationSlots {
 public:
  // `folder`: of this node, shared by all its resources. `count`: 1..64.
  MigrationSlots(std::string folder, std::uint32_t count);

  // The first slot that gets free within patience_ms; 0: one look. A node on which no lock can be
  // made (its disk is full or read-only) is one to leave: then the guest goes without a slot.
  MigrationSlot take(std::int64_t patience_ms) const;

 private:
  MigrationSlot look() const;

  std::string folder_;
  std::uint32_t count_;
};

}  // namespace xvm::agent
