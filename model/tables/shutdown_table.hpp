// model/tables/shutdown_table.hpp
//
// Purpose: the phased shutdown of one copy on one node: graceful, then immediate, then proof (2008
// design, section 5: "Adopt a phased shutdown of the guest domain"; R1, R11, S6).
// Thread rule: constant types only. Loaded by machine/step.cpp.
//
//   callers set subject and call; they get stopped (proven inactive), failed or overtaken
#pragma once

#include "model/tables/building_blocks.hpp"

namespace xvm {

struct ShutdownTable : TableOf<ShutdownTable> {
  struct Idle : State {};
  struct Looking : State {};     // where does the copy stand?
  struct Graceful : State {};    // 70 %: asked, asked again, watched
  struct Destroying : State {};  // 25 %: destroy is under way
  struct Proving : State {};     // decide from observation, not from the destroy's answer
  struct Pausing : State {};     // a moment before the next destroy
  struct Witnessing : State {};  // the hypervisor cannot prove it: ask the second witness
  struct Done : State {};
  using initial_state = Idle;

  static void send(Context& c, Outbox& out) {
    c.request_pending = true;
    out.push(SendShutdown{c.subject});
  }
  static void send_unless_pending(Context& c, Outbox& out) {
    if (!c.request_pending) send(c, out);
  }
  static void note_sent(Context& c, Outbox&) { c.request_pending = false; }
  static void watch(Context& c, Outbox& out) { out.push(Watch{c.subject}); }
  static void unwatch(Context& c, Outbox& out) { out.push(Unwatch{c.subject}); }
  static void ask_witness(Context& c, Outbox& out) { out.push(AskWitness{c.subject}); }

  // A crashed copy hears nothing, an incomplete or condemned paused one must not wake up.
  static bool is_beyond_grace(const Context& c, const Observed& e) {
    const Seen seen = classify(e.seen);
    if (seen == Seen::dead || seen == Seen::incomplete) return true;
    return seen == Seen::paused && c.claim.state == ClaimState::condemned;
  }
  static bool can_listen(const Context& c, const Observed& e) {
    return !is_seen_inactive(c, e) && !is_beyond_grace(c, e);
  }
  static bool is_not_seen_inactive(const Context& c, const Observed& e) {
    return !is_seen_inactive(c, e);
  }
  static bool is_not_overtaken(const Context& c) { return c.returned != Return::overtaken; }

  static constexpr auto destroy = act_on_subject<Verb::destroy>;

  // clang-format off
  using transition_table = Rows<
    // Whoever asks must note the answer: a caller that surveys later would wait for it for ever.
    // R12: it may be the second call of a stop that was killed: look first.
    Row<Idle,       Called,       Looking,    Do<observe_subject>>,
    // Section 5: stop is idempotent; nothing runs, nothing to do.
    Row<Looking,    Observed,     Done,       Do<note_seen, give<Return::stopped>>, When<is_seen_inactive>>,
    // Section 6: a crashed domain is restartable, not shut down: no graceful phase for the dead.
    Row<Looking,    Observed,     Destroying, Do<note_seen, arm<Timer::immediate>, destroy>, When<is_beyond_grace>>,
    // Section 5: "70% of the Stop_timeout will be allocated to a graceful shutdown".
    Row<Looking,    Observed,     Graceful,   Do<note_seen, arm<Timer::graceful>, arm<Timer::repeat>, watch, send>, When<can_listen>>,
    // R11: the request is repeated; one sent right after boot is lost for good.
    Row<Graceful,   ShutdownSent, Stay,       Do<note_sent>>,
    Row<Graceful,   Expired,      Stay,       Do<arm<Timer::repeat>, send_unless_pending>, When<is<Timer::repeat>>>,
    Row<Graceful,   Observed,     Done,       Do<unwatch, disarm, give<Return::stopped>>, When<is_seen_inactive>>,
    Row<Graceful,   Observed,     Destroying, Do<unwatch, disarm, arm<Timer::immediate>, destroy>, When<is_beyond_grace>>,
    Row<Graceful,   Observed,     Stay,       none, When<can_listen>>,
    // Section 5: "after which 25% ... will be allocated to an immediate shutdown of the domain" (S6).
    Row<Graceful,   Expired,      Destroying, Do<unwatch, disarm, arm<Timer::immediate>, destroy>, When<is<Timer::graceful>>>,
    // R4: somebody else owns the domain now; the caller looks again.
    Row<Destroying, Returned,     Done,       Do<disarm, give<Return::overtaken>>, When<Return::overtaken>>,
    // R1: stopped only after positive proof, whatever the destroy said.
    Row<Destroying, Returned,     Proving,    Do<observe_subject>, When<is_not_overtaken>>,
    Row<Proving,    Observed,     Done,       Do<note_seen, disarm, give<Return::stopped>>, When<is_seen_inactive>>,
    Row<Proving,    Observed,     Pausing,    Do<note_seen, arm<Timer::repeat>>, When<is_not_seen_inactive, is_not_over<Timer::immediate>>>,
    Row<Proving,    Observed,     Witnessing, Do<note_seen, ask_witness>, When<is_not_seen_inactive, is_over<Timer::immediate>>>,
    Row<Pausing,    Expired,      Destroying, Do<destroy>, When<is<Timer::repeat>>>,
    Row<Pausing,    Expired,      Proving,    Do<observe_subject>, When<is<Timer::immediate>>>,
    // R1: "or a second witness when it is silent: the emulator's pid and start time, or xl".
    Row<Witnessing, Witnessed,    Done,       Do<disarm, give<Return::stopped>>, When<is_witnessed_gone>>,
    // Section 5: the remaining 5 % is for the cluster: an honest failure, in time.
    Row<Witnessing, Witnessed,    Done,       Do<disarm, give<Return::failed>>, When<is_not_witnessed_gone>>
  >;
  // clang-format on
};

}  // namespace xvm
