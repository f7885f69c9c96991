// model/tables/settling_table.hpp
//
// Purpose: who owns the domain after a migration attempt, and making it so (R4, R6, R7;
// architecture, section 6). Entered with a claim that is moving, or held with a resume owed;
// whoever runs it, on whatever node, does the same.
// Thread rule: constant types only. Loaded by machine/step.cpp.
//
//   callers call with an unsettled claim; they get on_target, on_source, nowhere, unsettled or
//   overtaken
#pragma once

#include "model/decisions/enforcement.hpp"
#include "model/decisions/settling.hpp"
#include "model/decisions/start_judgement.hpp"
#include "model/tables/building_blocks.hpp"

namespace xvm {

struct SettlingTable : TableOf<SettlingTable> {
  struct Idle : State {};
  struct AwaitingIdle : State {};  // the source's job must be idle before anything is believed
  struct Looking : State {};       // both sides
  struct Pausing : State {};
  struct Claiming : State {};   // link the owner
  struct Enforcing : State {};  // both sides again, now that the claim names an owner
  struct Clearing : State {};   // destroy the other copy
  struct Resuming : State {};   // the owner's copy
  struct Holding : State {};    // a moment before both sides are looked at again
  struct Swapping : State {};   // the other copy executes: link it as owner
  struct Paying : State {};     // link that nothing is owed any more
  struct LettingGo : State {};  // active nowhere: link released
  struct Done : State {};
  using initial_state = Idle;

  // --- actions -----------------------------------------------------------------------------------
  static void begin(Context& c, Outbox& out) {
    const bool moves = c.claim.is_moving();
    c.source = moves ? c.claim.owner : c.claim.other;
    c.target = moves ? c.claim.other : c.claim.owner;
    c.tried = false;
    arm<Timer::settle_limit>(c, out);
  }
  static void await_idle(Context& c, Outbox& out) { out.push(AwaitIdle{c.source}); }
  static void abort_job(Context& c, Outbox& out) { out.push(AbortJob{c.source}); }
  static void look_at_both(Context& c, Outbox& out) {
    ask_about(c, out, NodeSet::of(c.source).with(c.target));
  }
  static void pause(Context& c, Outbox& out) {
    c.tried = false;
    arm<Timer::settle_poll>(c, out);
  }
  static void judge(Context& c, Outbox&) {
    if (!c.survey.complete()) return;
    const NodeSet members = members_of(c.setting, c.facts);
    c.move = static_cast<std::uint8_t>(settle({.source = c.survey.at(c.source),
                                               .target = c.survey.at(c.target),
                                               .source_is_member = members.contains(c.source),
                                               .target_is_member = members.contains(c.target),
                                               .out_of_time = is_over<Timer::settle_limit>(c)}));
    c.next = Next::judged;
  }
  static void judge_enforcement(Context& c, Outbox&) {
    if (!c.survey.complete()) return;
    c.move = static_cast<std::uint8_t>(enforce({.owner = c.survey.at(c.claim.owner),
                                                .owner_fenced = is_fenced(c, c.claim.owner),
                                                .other = c.survey.at(c.claim.other),
                                                .other_fenced = is_fenced(c, c.claim.other),
                                                .tried = c.tried,
                                                .out_of_time = is_over<Timer::settle_limit>(c)}));
    c.next = Next::judged;
  }
  static void own_by_target(Context& c, Outbox& out) {
    out.push(LinkClaim{held_after_migration(c.claim, c.target, c.source, true)});
  }
  static void own_by_source(Context& c, Outbox& out) {
    out.push(LinkClaim{held_after_migration(c.claim, c.source, c.target, true)});
  }
  static void own_by_other(Context& c, Outbox& out) {
    out.push(LinkClaim{held_after_migration(c.claim, c.claim.other, c.claim.owner, true)});
  }
  static void condemn_target(Context& c, Outbox& out) {
    out.push(LinkClaim{condemned(c.claim, c.target)});
  }
  static void link_paid(Context& c, Outbox& out) {
    out.push(LinkClaim{held_after_migration(c.claim, c.claim.owner, c.claim.other, false)});
  }
  static void owe_other(Context& c, Outbox& out) {
    out.push(RecordDebt{Debt::destroy_copy, c.claim.other});
  }
  static void clear_other(Context& c, Outbox& out) {
    c.subject = c.claim.other;
    c.tried = true;
    act_on_subject<Verb::destroy>(c, out);
  }
  static void clear_condemned(Context& c, Outbox& out) {
    c.subject = c.claim.owner;
    act_on_subject<Verb::destroy>(c, out);
  }
  static void resume_owner(Context& c, Outbox& out) {
    c.subject = c.claim.owner;
    c.tried = true;
    act_on_subject<Verb::resume>(c, out);
  }
  static void give_side(Context& c, Outbox&) {
    c.returned = c.claim.owner == c.target ? Return::on_target : Return::on_source;
    c.next = Next::give_back;
  }

  // --- guards ------------------------------------------------------------------------------------
  static bool is_fenced(const Context& c, NodeId n) {
    return !members_of(c.setting, c.facts).contains(n) && !is_active(c.survey.at(n));
  }
  static bool moves(const Context& c) { return c.claim.is_moving(); }
  static bool owes(const Context& c) { return !c.claim.is_moving(); }
  static bool is_idle(const Context& c, const JobIdle& e) {
    // A source that is no member is fenced: no job of its survives.
    const bool fenced = !members_of(c.setting, c.facts).contains(c.source);
    return e.outcome == CallOutcome::ok || (fenced && e.outcome == CallOutcome::unknown);
  }
  static bool is_busy(const Context& c, const JobIdle& e) {
    return !is_idle(c, e) && e.outcome == CallOutcome::refused;
  }
  static bool is_silent(const Context& c, const JobIdle& e) {
    return !is_idle(c, e) && e.outcome == CallOutcome::unknown;
  }
  static bool time_left(const Context& c) { return is_not_over<Timer::settle_limit>(c); }
  static bool out_of_time(const Context& c) { return is_over<Timer::settle_limit>(c); }
  static bool owner_is_named(const Context&, const ClaimLinked& e) {
    return e.outcome == LinkOutcome::won && e.claim.state == ClaimState::held;
  }
  static bool target_is_condemned(const Context&, const ClaimLinked& e) {
    return e.outcome == LinkOutcome::won && e.claim.state == ClaimState::condemned;
  }
  static bool is_not_overtaken(const Context& c) { return c.returned != Return::overtaken; }
  static bool names_owner(const Context& c) { return c.claim.state == ClaimState::held; }
  static bool names_condemned(const Context& c) { return c.claim.state == ClaimState::condemned; }

  using S = Settlement;
  using E = Enforcement;

  // clang-format off
  using transition_table = Rows<
    // R6: after every migration attempt observe both sides; first the source's job must be idle.
    Row<Idle,         Called,      AwaitingIdle, Do<begin, await_idle>, When<moves>>,
    Row<Idle,         Called,      Enforcing,    Do<begin, look_at_both>, When<owes>>,
    Row<AwaitingIdle, JobIdle,     Looking,      Do<look_at_both>, When<is_idle>>,
    Row<AwaitingIdle, JobIdle,     Pausing,      Do<abort_job, pause>, When<is_busy, time_left>>,
    Row<AwaitingIdle, JobIdle,     Pausing,      Do<pause>, When<is_silent, time_left>>,
    Row<AwaitingIdle, JobIdle,     Done,         Do<disarm, give<Return::unsettled>>, When<is_busy, out_of_time>>,
    Row<AwaitingIdle, JobIdle,     Done,         Do<disarm, give<Return::unsettled>>, When<is_silent, out_of_time>>,
    Row<Pausing,      JobAborted,  Stay>,
    Row<Pausing,      Expired,     AwaitingIdle, Do<await_idle>, When<is<Timer::settle_poll>>>,
    Row<Pausing,      Expired,     AwaitingIdle, Do<await_idle>, When<is<Timer::settle_limit>>>,

    // R6: the settling table (decisions/settling.hpp) decides what was seen; the claim is swapped first.
    Row<Looking,      Observed,    Stay,         Do<note_seen, judge>>,
    Row<Looking,      Judged,      Pausing,      Do<pause>, When<S::wait>>,
    // Section 3: "Resume the domain on the target node": the commit, and it is ours (R7).
    Row<Looking,      Judged,      Claiming,     Do<own_by_target>, When<S::target_owns>>,
    // R7: the source is resumed only after the claim was swapped back.
    Row<Looking,      Judged,      Claiming,     Do<own_by_source>, When<S::source_owns>>,
    // S1b: the source may have run on past the copy.
    Row<Looking,      Judged,      Claiming,     Do<condemn_target>, When<S::condemn>>,
    Row<Looking,      Judged,      LettingGo,    Do<link_released>, When<S::nowhere>>,
    Row<Looking,      Judged,      Done,         Do<disarm, give<Return::unsettled>>, When<S::keep_moving>>,

    // R4: only whoever wins the link acts on it; whoever lost it believes nothing any more.
    Row<Claiming,     ClaimLinked, Enforcing,    Do<keep_linked, look_at_both>, When<owner_is_named>>,
    Row<Claiming,     ClaimLinked, Clearing,     Do<keep_linked, clear_condemned>, When<target_is_condemned>>,
    Row<Claiming,     ClaimLinked, Done,         Do<disarm, give<Return::overtaken>>, When<link_is_doubtful>>,
    // ADMIN unwritable: nothing is acted on, both copies stay as they are, and time may help.
    Row<Claiming,     ClaimLinked, Pausing,      Do<pause>, When<link_is<LinkOutcome::failed>, time_left>>,
    Row<Claiming,     ClaimLinked, Done,         Do<disarm, give<Return::unsettled>>, When<link_is<LinkOutcome::failed>, out_of_time>>,

    // R7: the claim names an owner: the other copy goes, is proven gone, then the owner's is resumed.
    Row<Enforcing,    Observed,    Stay,         Do<note_seen, judge_enforcement>>,
    Row<Enforcing,    Judged,      Clearing,     Do<clear_other>, When<E::clear_other>>,
    Row<Enforcing,    Judged,      Resuming,     Do<resume_owner>, When<E::resume_owner>>,
    Row<Enforcing,    Judged,      Paying,       Do<link_paid>, When<E::pay>>,
    // "Destroy T's copy or record the debt": a guest that executes is not held up by a silent peer.
    Row<Enforcing,    Judged,      Paying,       Do<owe_other, link_paid>, When<E::pay_with_debt>>,
    Row<Enforcing,    Judged,      Swapping,     Do<own_by_other>, When<E::swap_owner>>,
    Row<Enforcing,    Judged,      LettingGo,    Do<link_released>, When<E::let_go>>,
    Row<Enforcing,    Judged,      Holding,      Do<pause>, When<E::wait>>,
    Row<Enforcing,    Judged,      Done,         Do<disarm, give<Return::unsettled>>, When<E::give_up>>,
    Row<Holding,      JobAborted,  Stay>,
    Row<Holding,      Expired,     Enforcing,    Do<look_at_both>, When<is<Timer::settle_poll>>>,
    Row<Holding,      Expired,     Enforcing,    Do<look_at_both>, When<is<Timer::settle_limit>>>,

    // R4: overtaken between link and act.
    Row<Clearing,     Returned,    Done,         Do<disarm, give<Return::overtaken>>, When<Return::overtaken>>,
    Row<Clearing,     Returned,    Enforcing,    Do<look_at_both>, When<is_not_overtaken, names_owner>>,
    // Condemned: start proves it gone before anything boots.
    Row<Clearing,     Returned,    Done,         Do<disarm, give<Return::nowhere>>, When<is_not_overtaken, names_condemned>>,
    Row<Resuming,     Returned,    Done,         Do<disarm, give<Return::overtaken>>, When<Return::overtaken>>,
    // R7: observed executing, whatever the resume said.
    Row<Resuming,     Returned,    Enforcing,    Do<look_at_both>, When<is_not_overtaken>>,
    Row<Swapping,     ClaimLinked, Enforcing,    Do<keep_linked, look_at_both>, When<link_is<LinkOutcome::won>>>,
    Row<Swapping,     ClaimLinked, Done,         Do<disarm, give<Return::overtaken>>, When<link_is_doubtful>>,
    Row<Swapping,     ClaimLinked, Done,         Do<disarm, give<Return::unsettled>>, When<link_is<LinkOutcome::failed>>>,

    // R12: "resume owed" is the flag that a killed settling leaves behind; its next epoch uses it up.
    Row<Paying,       ClaimLinked, Done,         Do<disarm, keep_linked, give_side>, When<link_is<LinkOutcome::won>>>,
    // The guest executes and the claim names its node: what is owed on paper is paid later.
    Row<Paying,       ClaimLinked, Done,         Do<disarm, give_side>, When<link_is<LinkOutcome::failed>>>,
    Row<Paying,       ClaimLinked, Done,         Do<disarm, give<Return::overtaken>>, When<link_is_doubtful>>,
    Row<LettingGo,    ClaimLinked, Done,         Do<disarm, keep_linked, give<Return::nowhere>>, When<link_is<LinkOutcome::won>>>,
    Row<LettingGo,    ClaimLinked, Done,         Do<disarm, give<Return::unsettled>>, When<link_is<LinkOutcome::failed>>>,
    Row<LettingGo,    ClaimLinked, Done,         Do<disarm, give<Return::overtaken>>, When<link_is_doubtful>>
  >;
  // clang-format on
};

}  // namespace xvm
