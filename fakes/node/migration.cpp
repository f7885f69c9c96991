#include "fakes/node/migration.hpp"

#include "fakes/node/domain_calls.hpp"

namespace xvm::fakes {
namespace {

using Next = std::optional<Crossing>;

// The source's job lives as long as its daemon and its emulator; a driver that is frozen waits.
bool source_has_job(const Crossing& c) { return migrates_away(c.source.domain); }
bool target_has_job(const Crossing& c) { return c.target.domain.role == Role::target; }

bool driver_works(const Crossing& c) {
  const bool client_needed = !c.migration.plan.peer_to_peer;
  return c.source.host.answers() && source_has_job(c) &&
         (c.migration.client_lives || !client_needed);
}

bool wire_works(const Crossing& c) { return c.wire.there && c.wire.back; }

Crossing over(Crossing c, CallOutcome outcome) {
  c.migration.phase = Phase::over;
  c.migration.outcome = c.migration.client_lives ? outcome : CallOutcome::unknown;
  return c;
}

Crossing at(Crossing c, Phase phase) {
  c.migration.phase = phase;
  return c;
}

void end_source_job(Crossing& c) {
  c.source.domain.role = Role::none;
  c.source.domain.job = c.source.domain.abort_asked = false;
}

void drop_target_copy(Crossing& c) {
  c.target.domain = switched_off(c.target.domain, OffReason::failed);
  if (c.migration.finish == Message::travelling) c.migration.finish = Message::lost;
}

// --- the five phases --------------------------------------------------------------------------

// A frozen daemon keeps the caller's request (apply Ask::migrate) and begins when it thaws.
Next begin(Crossing c) {
  const DomainCell before = c.source.domain;
  if (!source_has_job(c)) {
    if (c.source.host.daemon == Daemon::frozen) return std::nullopt;
    if (c.migration.plan.obstacle == Obstacle::unsafe_storage) return over(c, CallOutcome::refused);
    const Reply reply = apply(c.source, {Ask::migrate});
    c.source = reply.after;
    if (reply.outcome != CallOutcome::ok) return over(c, reply.outcome);
  }
  c.migration.ran = executing(before);
  c.migration.leave_paused = c.migration.plan.paused || before.activity == Activity::paused;
  return at(c, Phase::prepare);
}

bool target_refuses_domain(const DomainCell& t) { return active(t) || t.name_taken || t.job; }

// libxl of libvirt 9.0 leaks the source's job when the target refuses the domain itself.
Crossing refused_by_target(Crossing c, bool domain_itself) {
  end_source_job(c);
  c.source.domain.job = domain_itself && c.source.domain.driver == Driver::libxl;
  return over(c, CallOutcome::refused);
}

// A target with the same domain defined and shut off is no obstacle: it will be overwritten.
Next prepare(Crossing c) {
  if (!driver_works(c)) return std::nullopt;
  if (c.migration.plan.obstacle == Obstacle::no_such_host) return refused_by_target(c, false);
  if (!wire_works(c) || !c.target.host.up) return std::nullopt;  // until the connect times out
  if (c.target.host.daemon == Daemon::frozen) return std::nullopt;
  if (c.target.host.daemon == Daemon::down) return refused_by_target(c, false);
  if (target_refuses_domain(c.target.domain)) return refused_by_target(c, true);
  if (c.migration.plan.obstacle != Obstacle::none) return refused_by_target(c, false);
  DomainCell& t = c.target.domain;
  t = stopped(t, PauseReason::migration);
  t.role = Role::target;
  t.job = true;
  if (!c.migration.plan.live && executing(c.source.domain)) {
    c.source.domain = stopped(c.source.domain, PauseReason::migration);
  }
  return at(c, Phase::perform);
}

// The end of the copy. With only the data port cut this never comes: abort, or wait for good.
Next perform(Crossing c) {
  if (!driver_works(c) || !target_has_job(c) || c.source.domain.abort_asked) return std::nullopt;
  const bool copy_ends = c.migration.plan.converges || !executing(c.source.domain);
  const bool guest_leaves = c.source.domain.activity == Activity::in_shutdown;
  if (!c.wire.data || !copy_ends || guest_leaves) return std::nullopt;
  c.target.domain.guest = c.source.domain.guest;
  if (executing(c.source.domain)) {
    c.source.domain = stopped(c.source.domain, PauseReason::migration);
  }
  c.source.domain.role = Role::copied;
  c.source.domain.holds_image = false;
  return at(c, Phase::finish);
}

Next send_finish(Crossing c) {
  if (!driver_works(c)) return std::nullopt;
  c.migration.finish = Message::travelling;
  return c;
}

// Needs nothing of the source's daemon any more: a thawed target finishes what was given up.
Next carry_out_finish(Crossing c) {
  const bool arrives = c.wire.there && c.source.host.up && c.target.host.answers();
  if (!arrives || !target_has_job(c)) return std::nullopt;
  DomainCell& t = c.target.domain;
  if (!c.migration.leave_paused && t.guest.locks_image && image_guarded(c.source.domain)) {
    t = switched_off(t, OffReason::failed);  // QEMU fails to get the image's write lock
    c.migration.finish = Message::lost;      // the source runs: it gave up waiting for an answer
    return c;
  }
  t = c.migration.leave_paused ? stopped(t, PauseReason::user) : set_going(t);
  t.role = Role::none;
  t.job = false;
  t.defined = t.defined || c.migration.plan.persist_dest;
  c.migration.finish = Message::done;
  return c;
}

// Resume what ran. The image lock is the only protection that libvirt has here, and only guests
// with a disk have it: without it, a target that was set going runs beside this one.
void take_back(Crossing& c) {
  DomainCell& s = c.source.domain;
  end_source_job(c);
  if (s.activity != Activity::incomplete && s.activity != Activity::paused) return;
  if (!c.migration.ran) return;
  const bool locked_out = s.guest.locks_image && image_guarded(c.target.domain);
  if (!locked_out) s = set_going(s);
}

Next receive_reply(Crossing c) {
  if (!driver_works(c) || !c.wire.back || !c.target.host.up) return std::nullopt;
  return at(c, Phase::confirm);
}

Next finish(const Crossing& c) {
  switch (c.migration.finish) {
    case Message::unsent: return send_finish(c);
    case Message::travelling: return carry_out_finish(c);
    case Message::done: return receive_reply(c);
    case Message::lost: return std::nullopt;
  }
  return std::nullopt;
}

Next confirm(Crossing c) {
  if (!driver_works(c)) return std::nullopt;
  c.source.domain.defined = c.source.domain.defined && !c.migration.plan.undefine_source;
  c.source.domain = switched_off(c.source.domain, OffReason::migrated);
  return over(c, CallOutcome::ok);
}

Next proceed(const Crossing& c) {
  switch (c.migration.phase) {
    case Phase::begin: return begin(c);
    case Phase::prepare: return prepare(c);
    case Phase::perform: return perform(c);
    case Phase::finish: return finish(c);
    case Phase::confirm: return confirm(c);
    case Phase::over:  // a late Finish still takes effect
      return c.migration.finish == Message::travelling ? carry_out_finish(c) : std::nullopt;
  }
  return std::nullopt;
}

// --- giving up --------------------------------------------------------------------------------

// What the driver can notice. An answer that only waits to be read is no reason.
bool source_has_reason(const Crossing& c) {
  const Migration& m = c.migration;
  const bool driver_gone = c.source.host.daemon == Daemon::down || !source_has_job(c) ||
                           (!m.plan.peer_to_peer && !m.client_lives);
  if (driver_gone) return true;
  if (m.phase == Phase::confirm) return false;  // nothing is missing any more
  if (m.phase == Phase::perform && c.source.domain.abort_asked) return true;
  const bool answered = m.finish == Message::done;
  const bool target_lost = m.phase != Phase::prepare && !answered && !target_has_job(c);
  return !wire_works(c) || !c.target.host.answers() || target_lost;
}

// The far emulator ends with the memory stream; the far daemon, if it hears, drops a copy that
// waits for Finish. Neither happens through a cut, nor to a Finish that already travels. A source
// whose daemon died still has its job: its emulator does not stop the stream.
void tell_target(Crossing& c, bool copying) {
  if (!target_has_job(c) || c.migration.finish != Message::unsent) return;
  const bool stream_breaks = copying && c.wire.data && c.source.host.up && !source_has_job(c);
  const bool daemon_hears = wire_works(c) && c.source.host.up && c.target.host.answers();
  if (stream_breaks || daemon_hears) drop_target_copy(c);
}

// A client that dies after the copy leaves the source as it is: who knows what the target did?
void leave_source(Crossing& c, bool copied) {
  if (!c.source.host.answers() || !source_has_job(c)) return;
  const bool driver_remains = c.migration.plan.peer_to_peer || c.migration.client_lives;
  if (copied && !driver_remains) return end_source_job(c);
  take_back(c);
}

Next source_gives_up(Crossing c) {
  const Phase phase = c.migration.phase;
  const bool under_way = phase != Phase::begin && phase != Phase::over;
  if (!under_way || c.source.host.daemon == Daemon::frozen || !source_has_reason(c)) {
    return std::nullopt;
  }
  const bool nothing_begun = phase == Phase::prepare && source_has_job(c);
  leave_source(c, phase >= Phase::finish);
  tell_target(c, phase == Phase::perform);
  return over(c, nothing_begun ? CallOutcome::refused : CallOutcome::unknown);
}

Next target_gives_up(Crossing c) {
  if (!c.target.host.answers() || !target_has_job(c)) return std::nullopt;
  const bool finish_arrives =
      c.migration.finish == Message::travelling && c.wire.there && c.source.host.up;
  const bool driver_silent = !wire_works(c) || !driver_works(c) || c.migration.phase == Phase::over;
  if (finish_arrives || !driver_silent) return std::nullopt;
  drop_target_copy(c);
  return c;
}

}  // namespace

Next advance(const Crossing& now, Turn turn) {
  switch (turn) {
    case Turn::proceed: return proceed(now);
    case Turn::source_gives_up: return source_gives_up(now);
    case Turn::target_gives_up: return target_gives_up(now);
  }
  return std::nullopt;
}

Disturbed disturb(const Crossing& now, Side side, Request request) {
  Crossing c = now;
  NodeState& here = side == Side::source ? c.source : c.target;
  const NodeState& there = side == Side::source ? c.target : c.source;
  request.image_taken = request.image_taken || image_guarded(there.domain);
  const Reply reply = apply(here, request);
  here = reply.after;
  const bool kernel_dies = side == Side::source && request.ask == Ask::crash_host;
  if (kernel_dies && c.migration.finish == Message::travelling) c.migration.finish = Message::lost;
  return {c, reply.outcome};
}

Crossing disturb(const Crossing& now, Nudge nudge) {
  Crossing c = now;
  switch (nudge) {
    case Nudge::client_dies: c.migration.client_lives = false; break;
    case Nudge::timeout_suspends:
      if (c.migration.phase == Phase::perform && executing(c.source.domain)) {
        c.source.domain = stopped(c.source.domain, PauseReason::user);
      }
      break;
  }
  return c;
}

}  // namespace xvm::fakes
