// fakes/node/domain_life.hpp
//
// Purpose: what happens to a domain without any call: its guest boots, obeys, crashes; its
// emulator, the daemon or the host dies and comes back. Thread rule: pure functions.
//
//   if (auto next = happen(cell, Ask::boot_done)) cell = *next;   // nullopt: cannot happen now
#pragma once

#include "fakes/node/domain_cell.hpp"
#include "fakes/node/request.hpp"

#include <optional>

namespace xvm::fakes {

// For requests that are neither calls nor node-wide. A world can list its choices by trying.
std::optional<DomainCell> happen(const DomainCell& cell, Ask ask);

// The daemon dies: emulators live on, but why a domain was shut off is forgotten.
DomainCell daemon_lost(const DomainCell& cell);

// The daemon starts while emulators may have lived on: it adopts them again.
DomainCell adopted(const DomainCell& cell);

// Power is gone: nothing is active, definitions and managed saves are still on the local disk.
DomainCell host_crashed(const DomainCell& cell);

}  // namespace xvm::fakes
