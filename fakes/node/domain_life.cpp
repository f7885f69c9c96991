#include "fakes/node/domain_life.hpp"

namespace xvm::fakes {
namespace {

// A graceful guest leaves the emulator to be torn down; that is a step of its own.
DomainCell powered_off(DomainCell cell) {
  cell.activity = Activity::in_shutdown;
  return cell;
}

DomainCell rebooted(DomainCell cell) {
  cell.guest.boot = Boot::booting;
  cell.guest.asked = Asked::no;
  return set_going(cell);
}

DomainCell crashed(DomainCell cell) {
  if (cell.guest.on_crash == OnCrash::destroy) return switched_off(cell, OffReason::crashed);
  cell.activity = Activity::crashed;
  cell.guest.panicked = true;
  return cell;
}

std::optional<DomainCell> obeyed(DomainCell cell) {
  if (cell.guest.asked == Asked::no) return std::nullopt;
  switch (cell.guest.temper) {
    case Temper::hung: return std::nullopt;
    case Temper::crashing: return crashed(cell);
    case Temper::rebooting: return rebooted(cell);
    case Temper::graceful: return powered_off(cell);
    case Temper::slow:
      if (cell.guest.asked == Asked::closing) return powered_off(cell);
      cell.guest.asked = Asked::closing;
      return cell;
  }
  return std::nullopt;
}

std::optional<DomainCell> booted(DomainCell cell) {
  if (cell.guest.boot != Boot::booting) return std::nullopt;
  cell.guest.boot = Boot::ready;
  return cell;
}

}  // namespace

std::optional<DomainCell> happen(const DomainCell& cell, Ask ask) {
  if (ask == Ask::kill_emulator) {
    if (!active(cell)) return std::nullopt;
    return switched_off(cell, OffReason::crashed);
  }
  if (ask == Ask::teardown_done) {
    if (cell.activity != Activity::in_shutdown) return std::nullopt;
    return switched_off(cell, OffReason::shutdown);
  }
  // All else is the guest's doing, and a guest does nothing while it is stopped or dead.
  if (cell.activity != Activity::running || cell.guest.panicked) return std::nullopt;
  switch (ask) {
    case Ask::boot_done: return booted(cell);
    case Ask::guest_obeys: return obeyed(cell);
    case Ask::guest_powers_off: return powered_off(cell);
    case Ask::guest_reboots: return rebooted(cell);
    case Ask::guest_crashes: return crashed(cell);
    case Ask::guest_io_error: return stopped(cell, PauseReason::io_error);
    default: return std::nullopt;
  }
}

DomainCell daemon_lost(const DomainCell& cell) {
  DomainCell after = cell;
  if (!active(cell)) after.off = OffReason::none;
  return after;
}

// An unfinished incoming copy is killed. A source whose copy was not complete runs on; one whose
// copy was stays "paused (migrating)", without a job, for somebody else to decide. libxl forgets
// that a preserved domain crashed.
DomainCell adopted(const DomainCell& cell) {
  if (cell.role == Role::target) return switched_off(cell, OffReason::failed);
  const bool cancelled = cell.role == Role::source && cell.activity == Activity::incomplete;
  DomainCell after = cancelled ? set_going(cell) : cell;
  after.role = Role::none;
  after.job = after.abort_asked = false;
  const bool forgets = cell.driver == Driver::libxl && cell.activity == Activity::crashed;
  if (forgets) after.activity = Activity::running;
  return after;
}

// The reason is lost with the daemon's memory: "shut off (unknown)".
DomainCell host_crashed(const DomainCell& cell) { return switched_off(cell, OffReason::none); }

}  // namespace xvm::fakes
