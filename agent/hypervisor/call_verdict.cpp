#include "agent/hypervisor/call_verdict.hpp"

namespace xvm::agent {
namespace {

// What libvirt's drivers say before they touch anything: the arguments, the state or the caller do
// not fit. OPERATION_TIMEOUT is "cannot acquire state change lock": the call waited 30 s for
// another one's job and never got its turn.
bool is_said_beforehand(int code) {
  switch (code) {
    case VIR_ERR_OPERATION_INVALID:
    case VIR_ERR_OPERATION_DENIED:
    case VIR_ERR_OPERATION_UNSUPPORTED:
    case VIR_ERR_OPERATION_TIMEOUT:
    case VIR_ERR_ARGUMENT_UNSUPPORTED:
    case VIR_ERR_ACCESS_DENIED:
    case VIR_ERR_NO_SUPPORT:
    case VIR_ERR_NO_DOMAIN:
    case VIR_ERR_INVALID_ARG:
    case VIR_ERR_XML_ERROR:
    case VIR_ERR_CONFIG_UNSUPPORTED: return true;
    default: return false;
  }
}

// A migration passes through both nodes, and most codes can come from either and from any phase:
// "domain is not running" (55) also when the source's emulator was killed in mid-copy. Only what
// the source says of the request itself is certain.
bool is_said_before_migration(int code) {
  switch (code) {
    case VIR_ERR_OPERATION_DENIED:
    case VIR_ERR_OPERATION_UNSUPPORTED:
    case VIR_ERR_ARGUMENT_UNSUPPORTED:
    case VIR_ERR_ACCESS_DENIED:
    case VIR_ERR_NO_SUPPORT:
    case VIR_ERR_INVALID_ARG:
    case VIR_ERR_MIGRATE_UNSAFE: return true;
    default: return false;
  }
}

}  // namespace

CallOutcome verdict(Change change, const LibvirtError& error) {
  const auto refused_if = [](bool certain) {
    return certain ? CallOutcome::refused : CallOutcome::unknown;
  };
  if (error.is_transport()) return CallOutcome::unknown;
  // The test driver runs in this process and says INTERNAL_ERROR to everything that does not fit.
  if (error.domain == VIR_FROM_TEST) return CallOutcome::refused;
  switch (change) {
    // A daemon that answers a failed start has already ended the emulator that it had begun: image
    // locked elsewhere, no memory, no such bridge.
    case Change::create: return CallOutcome::refused;
    // OPERATION_FAILED: "already exists with uuid". A failed write to disk is no certain refusal.
    case Change::define:
      return refused_if(is_said_beforehand(error.code) || error.code == VIR_ERR_OPERATION_FAILED);
    case Change::migrate: return refused_if(is_said_before_migration(error.code));
    // A failed "cont" may have set the guest going for a moment (the emulator died of it), a failed
    // kill may still succeed, an agent that does not answer may have heard.
    case Change::resume:
    case Change::shutdown:
    case Change::destroy:
    case Change::undefine:
    case Change::abort_job: return refused_if(is_said_beforehand(error.code));
  }
  return CallOutcome::unknown;
}

}  // namespace xvm::agent
