#include "fakes/node/domain_calls.hpp"

#include <algorithm>

namespace xvm::fakes {
namespace {

Done ok(const DomainCell& after) { return {after, CallOutcome::ok}; }
Done refused(const DomainCell& unchanged) { return {unchanged, CallOutcome::refused}; }
Done unanswerable(const DomainCell& unchanged) { return {unchanged, CallOutcome::unknown}; }

bool image_forbids(const DomainCell& cell, const Request& request) {
  return cell.guest.locks_image && !cell.holds_image && request.image_taken;
}

// One boot, or one restore of a managed save (an administrator's: the agent refuses to, R8).
Done power_on(DomainCell cell, const Request& request) {
  if (image_forbids(cell, request)) return refused(switched_off(cell, OffReason::failed));
  if (has_save(cell)) {
    cell.guest.memory = cell.saved;  // it may be older than the disk by now: S1b will tell
    cell.guest.boot = Boot::ready;
    cell.saved = {};
    return ok(set_going(cell));
  }
  const auto next = static_cast<std::uint16_t>(cell.guest.memory.incarnation + 1);
  cell.guest.memory = {request.incarnation != 0 ? request.incarnation : next, 0};
  cell.guest.boot = Boot::booting;
  return ok(set_going(cell));
}

Done start(const DomainCell& cell, const Request& request) {
  if (active(cell)) return refused(cell);  // "domain is already active", crashed ones included
  return cell.defined ? power_on(cell, request) : refused(cell);
}

Done create(const DomainCell& cell, const Request& request) {
  return has_save(cell) ? refused(cell) : start(cell, request);
}

Done create_transient(const DomainCell& cell, const Request& request) {
  if (active(cell) || cell.name_taken) return refused(cell);
  return power_on(cell, request);
}

// The trap of the lab: libvirt resumes a source that a dead migration left behind, and reports 0.
// By libvirt's source, not measured: a panicked guest reads "running" afterwards, and a domain that
// runs is refused ("already running"), which is no failure of whoever wanted it running. A "cont"
// that the image lock fails sets nothing going, but libvirt's error is that of any failed "cont".
Done resume(const DomainCell& cell, const Request& request) {
  switch (cell.activity) {
    case Activity::in_shutdown: return ok(cell);
    case Activity::crashed:
    case Activity::paused:
    case Activity::incomplete:
      return image_forbids(cell, request) ? unanswerable(cell) : ok(set_going(cell));
    default: return refused(cell);
  }
}

Done suspend(const DomainCell& cell) {
  if (cell.activity == Activity::paused) return ok(cell);
  return cell.activity == Activity::running ? ok(stopped(cell, PauseReason::user)) : refused(cell);
}

// Success means "sent". Who is booting, hung or dead inside does not hear it; QEMU's driver sends
// it to nobody who does not run ("domain is not running").
Done send_shutdown(DomainCell cell) {
  const bool xen_hangs = cell.driver == Driver::libxl &&
                         (cell.activity == Activity::crashed || cell.activity == Activity::paused);
  if (xen_hangs) return unanswerable(cell);  // 30 to 60 s without an answer
  if (cell.activity != Activity::running) return refused(cell);
  const bool hears =
      cell.guest.boot == Boot::ready && !cell.guest.panicked && cell.guest.temper != Temper::hung;
  if (hears && cell.guest.asked == Asked::no) cell.guest.asked = Asked::heard;
  return ok(cell);
}

// Refuses what is transient, and what has a managed save, like virDomainUndefine without flags.
Done undefine(DomainCell cell) {
  if (!cell.defined || has_save(cell)) return refused(cell);
  cell.defined = false;
  cell.off = OffReason::none;
  return ok(cell);
}

Done define(DomainCell cell) {
  if (cell.name_taken) return refused(cell);  // "already exists with uuid"
  cell.defined = true;
  return ok(cell);
}

Done managed_save(DomainCell cell) {
  const bool savable = cell.activity == Activity::running || cell.activity == Activity::paused;
  if (!savable || !cell.defined) return refused(cell);
  cell.saved = cell.guest.memory;
  return ok(switched_off(cell, OffReason::saved));
}

Done managed_save_remove(DomainCell cell) {
  if (!has_save(cell)) return refused(cell);
  cell.saved = {};
  return ok(cell);
}

Done abort_job(DomainCell cell) {
  if (!migrates_away(cell)) return refused(cell);
  cell.abort_asked = true;
  return ok(cell);
}

// Begin does not mind a crashed domain (facts: libvirt lab): its copy then reads "running".
Done migrate(DomainCell cell) {
  const bool movable = cell.activity == Activity::running || cell.activity == Activity::paused ||
                       cell.activity == Activity::crashed;
  if (!movable) return refused(cell);
  cell.role = Role::source;
  cell.job = true;
  return ok(cell);
}

// Definitions are changed without a job; QEMU's driver wants one to undefine (libvirt's source).
bool needs_no_job(const DomainCell& cell, Ask ask) {
  const bool undefines = ask == Ask::undefine && cell.driver == Driver::libxl;
  return only_looks(ask) || ask == Ask::define || undefines;
}

// While a job runs, a change waits for it and then fails: "cannot acquire state change lock".
// A migration lets itself be destroyed and aborted; a leaked job does not.
bool job_forbids(const DomainCell& cell, Ask ask) {
  if (!cell.job || needs_no_job(cell, ask)) return false;
  const bool ends_it = ask == Ask::destroy || ask == Ask::abort_job;
  return cell.role == Role::none || !ends_it;
}

}  // namespace

Done carry_out(const DomainCell& cell, const Request& request) {
  if (job_forbids(cell, request.ask)) return refused(cell);
  switch (request.ask) {
    case Ask::observe: return ok(cell);
    case Ask::await_idle: return cell.job ? refused(cell) : ok(cell);
    case Ask::define: return define(cell);
    case Ask::send_shutdown: return send_shutdown(cell);
    case Ask::create: return create(cell, request);
    case Ask::start: return start(cell, request);
    case Ask::create_transient: return create_transient(cell, request);
    case Ask::resume: return resume(cell, request);
    case Ask::destroy:
      return active(cell) ? ok(switched_off(cell, OffReason::destroyed)) : refused(cell);
    case Ask::undefine: return undefine(cell);
    case Ask::abort_job: return abort_job(cell);
    case Ask::migrate: return migrate(cell);
    case Ask::suspend: return suspend(cell);
    case Ask::managed_save: return managed_save(cell);
    case Ask::managed_save_remove: return managed_save_remove(cell);
    default: return refused(cell);
  }
}

}  // namespace xvm::fakes
