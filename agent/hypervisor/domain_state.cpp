#include "agent/hypervisor/domain_state.hpp"

#include <libvirt/libvirt.h>

namespace xvm::agent {
namespace {

Observation paused(PauseReason why) { return {.activity = Activity::paused, .pause = why}; }
Observation incomplete(PauseReason why) { return {.activity = Activity::incomplete, .pause = why}; }

// Half of a migration, or an emulator that is being set up (for a start or an incoming migration):
// neither may be resumed. A post-copy source lacks the pages that its guest has changed since, a
// failed post-copy target those that never arrived.
Observation read_paused(int reason) {
  switch (reason) {
    case VIR_DOMAIN_PAUSED_USER: return paused(PauseReason::user);
    case VIR_DOMAIN_PAUSED_IOERROR: return paused(PauseReason::io_error);
    case VIR_DOMAIN_PAUSED_WATCHDOG: return paused(PauseReason::watchdog);
    case VIR_DOMAIN_PAUSED_CRASHED: return paused(PauseReason::crashed);
    case VIR_DOMAIN_PAUSED_SAVE:
    case VIR_DOMAIN_PAUSED_DUMP:
    case VIR_DOMAIN_PAUSED_SNAPSHOT: return paused(PauseReason::saving);
    case VIR_DOMAIN_PAUSED_MIGRATION:
    case VIR_DOMAIN_PAUSED_STARTING_UP: return incomplete(PauseReason::migration);
    case VIR_DOMAIN_PAUSED_POSTCOPY:
    case VIR_DOMAIN_PAUSED_POSTCOPY_FAILED: return incomplete(PauseReason::postcopy);
    case VIR_DOMAIN_PAUSED_SHUTTING_DOWN: return {.activity = Activity::in_shutdown};
    default: return paused(PauseReason::other);
  }
}

OffReason read_off(int reason) {
  switch (reason) {
    case VIR_DOMAIN_SHUTOFF_SHUTDOWN: return OffReason::shutdown;
    case VIR_DOMAIN_SHUTOFF_DESTROYED: return OffReason::destroyed;
    case VIR_DOMAIN_SHUTOFF_CRASHED: return OffReason::crashed;
    case VIR_DOMAIN_SHUTOFF_MIGRATED: return OffReason::migrated;
    case VIR_DOMAIN_SHUTOFF_SAVED: return OffReason::saved;
    case VIR_DOMAIN_SHUTOFF_FAILED:
    case VIR_DOMAIN_SHUTOFF_DAEMON: return OffReason::failed;  // given up by a restarted daemon
    default: return OffReason::none;
  }
}

}  // namespace

Observation read_state(int state, int reason, bool shut_off_with_id) {
  switch (state) {
    case VIR_DOMAIN_NOSTATE: return {.activity = Activity::no_state};
    case VIR_DOMAIN_RUNNING: return {.activity = Activity::running};
    case VIR_DOMAIN_BLOCKED: return {.activity = Activity::blocked};
    case VIR_DOMAIN_PAUSED: return read_paused(reason);
    case VIR_DOMAIN_SHUTDOWN: return {.activity = Activity::in_shutdown};
    case VIR_DOMAIN_SHUTOFF:
      if (shut_off_with_id) return {.activity = Activity::crashed};
      return {.activity = Activity::inactive, .off = read_off(reason)};
    case VIR_DOMAIN_CRASHED: return {.activity = Activity::crashed};
    case VIR_DOMAIN_PMSUSPENDED: return {.activity = Activity::pmsuspended};
    default: return {};
  }
}

}  // namespace xvm::agent
