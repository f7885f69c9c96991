// agent/hypervisor/call_verdict.hpp
//
// Purpose: after libvirt failed a call that changes something: was it refused, so that nothing will
// come of it, or does nobody know? In doubt: unknown.
// Thread rule: a pure function.
//
//   verdict(Change::destroy, {VIR_ERR_OPERATION_INVALID, VIR_FROM_QEMU, ""}) ==
//   CallOutcome::refused verdict(Change::destroy, {VIR_ERR_SYSTEM_ERROR, VIR_FROM_RPC, ""}) ==
//   CallOutcome::unknown
#pragma once

#include <cstdint>

#include "agent/hypervisor/libvirt_handle.hpp"
#include "model/ports/outcome.hpp"

namespace xvm::agent {

enum class Change : std::uint8_t {
  define,
  create,
  resume,
  shutdown,
  destroy,
  undefine,
  abort_job,
  migrate,
};

CallOutcome verdict(Change change, const LibvirtError& error);

}  // namespace xvm::agent
