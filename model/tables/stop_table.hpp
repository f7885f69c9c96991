// model/tables/stop_table.hpp
//
// Purpose: stop, and hand-over which is a stop that must not fall back to a shutdown (2008 design,
// section 5; R1, R8, R10, R14, R15).
// Thread rule: constant types only. Loaded by machine/step.cpp.
//
// The method looks, judges (decisions/stop_judgement.hpp), does one thing and looks again; it keeps
// nothing in mind that a second call after a kill would miss (R12).
#pragma once

#include "model/decisions/stop_judgement.hpp"
#include "model/tables/building_blocks.hpp"

namespace xvm {

// What the last look of a stop means.
enum class StopEnd : std::uint8_t {
  release,      // proven inactive: link released
  owe_release,  // proven inactive, but ADMIN is away: a debt
  keep_claim,   // proven inactive, and the claim is not ours to release
  again,        // active after all: a call landed late (R14)
  ask_witness,
  fail,
};
template <>
struct EnumText<StopEnd> {
  static constexpr std::array text{"release"sv, "owe-release"sv, "keep-claim"sv,
                                   "again"sv,   "ask-witness"sv, "fail"sv};
};

struct StopTable : TableOf<StopTable> {
  struct Idle : State {};
  struct ReadingFacts : State {};
  struct ReadingClaim : State {};
  struct Observing : State {};
  struct Witnessing : State {};
  struct Settling : State {};
  struct Migrating : State {};
  struct Exporting : State {};
  struct ShuttingDown : State {};
  struct Draining : State {};  // R14: wait for every call issued for the domain there
  struct Undefining : State {};
  struct LastLook : State {};  // after the undefine: the proof that counts
  struct LastWitness : State {};
  struct Releasing : State {};
  struct Done : State {};
  using initial_state = Idle;

  // --- looking and judging -----------------------------------------------------------------------
  static void judge(Context& c, Outbox&) {
    const StopVerdict verdict = judge_stop({.setting = c.setting,
                                            .facts = c.facts,
                                            .claim = c.claim,
                                            .admin_readable = c.admin_readable,
                                            .here = c.survey.at(c.setting.self),
                                            .migration_spent = c.migration_spent,
                                            .settle_spent = c.settle_spent});
    c.move = static_cast<std::uint8_t>(verdict.move);
    c.reason = verdict.reason;
    c.subject = verdict.node;
    c.next = Next::judged;
  }
  static void ask_witness(Context& c, Outbox& out) { out.push(AskWitness{c.setting.self}); }
  // The second witness proves that nothing is active; whether it is defined nobody can say, so the
  // definition is taken for present and an undefine tried or owed.
  static void note_gone(Context& c, Outbox&, const Witnessed& e) {
    c.survey.note(e.node, {.activity = Activity::inactive, .defined = true});
  }
  static void spend_settle(Context& c, Outbox&) { c.settle_spent = true; }

  // --- acting ------------------------------------------------------------------------------------
  static void migrate_to_subject(Context& c, Outbox& out) {
    c.source = c.setting.self;
    c.target = c.subject;
    c.migration_spent = true;
    call<Table::migration>(c, out);
  }
  static void export_subject(Context& c, Outbox& out) { out.push(Export{c.subject}); }
  static void shut_down_here(Context& c, Outbox& out) {
    c.subject = c.setting.self;
    c.exported = ExportOutcome::failed;
    call<Table::shutdown>(c, out);
  }
  static void await_idle(Context& c, Outbox& out) { out.push(AwaitIdle{c.subject}); }
  static void owe_undefine(Context& c, Outbox& out) {
    out.push(RecordDebt{Debt::undefine, c.subject});
  }
  static void owe_release(Context& c, Outbox& out) {
    out.push(RecordDebt{Debt::release, c.setting.self});
  }
  static void ask_last_witness(Context& c, Outbox& out) { out.push(AskWitness{c.subject}); }
  static void shut_down_again(Context& c, Outbox& out) {
    ++c.looks;
    call<Table::shutdown>(c, out);
  }
  static StopEnd end_of_proven(const Context& c) {
    const bool ours = c.claim.owner == c.setting.self || c.subject != c.setting.self;
    const bool can_end = c.claim.state != ClaimState::none && !c.claim.unsettled() &&
                         c.claim.state != ClaimState::released;
    if (!ours || !can_end) return StopEnd::keep_claim;
    return c.admin_readable ? StopEnd::release : StopEnd::owe_release;
  }
  // Unknown is not stopped, and it is not active either: the administrator is told which it was.
  static void finish_unproven(Context& c, Outbox& out) {
    const bool own = c.subject == c.setting.self;
    const Reason silent = own ? Reason::self_unknown : Reason::peer_not_proven;
    c.reason = is_active(c.survey.at(c.subject)) ? Reason::still_active : silent;
    finish_for_reason<Result::failed>(c, out);
  }
  static void judge_end(Context& c, Outbox&) {
    const Seen seen = c.survey.at(c.subject);
    StopEnd end = end_of_proven(c);
    if (seen == Seen::unknown) end = StopEnd::ask_witness;
    if (is_active(seen)) end = has_looks_left(c) ? StopEnd::again : StopEnd::fail;
    c.move = static_cast<std::uint8_t>(end);
    c.next = Next::judged;
  }

  // --- guards ------------------------------------------------------------------------------------
  static bool is_stop(const Context& c) { return c.setting.method == Method::stop; }
  static bool is_hand_over(const Context& c) { return c.setting.method == Method::hand_over; }
  // Only a migration that failed stays. A target that the check refuses is no failed migration: the
  // node is to be left all the same, so the guest is shut down in phases.
  static bool stays(const Context& c) {
    return is_stop(c) && c.setting.on_migrate_fail == OnMigrateFail::stay &&
           c.returned == Return::on_source;
  }
  // How it ended nobody knows yet: a guest that must not be shut down runs on, wherever it is.
  static bool stays_unsettled(const Context& c) {
    return is_stop(c) && c.setting.on_migrate_fail == OnMigrateFail::stay &&
           c.returned == Return::unsettled;
  }
  static bool looks_again(const Context& c) {
    return is_stop(c) && !stays(c) && is_not_unsettled(c);
  }
  static bool is_unsettled(const Context& c) {
    return c.returned == Return::unsettled || is_unpaid(c);
  }
  static bool is_not_unsettled(const Context& c) { return !is_unsettled(c); }
  static bool gives_up_settling(const Context& c) {
    return is_stop(c) && !stays(c) && !stays_unsettled(c) && is_unsettled(c);
  }
  static bool came_to_nothing(const Context& c) {
    return c.returned != Return::on_target && c.returned != Return::nowhere;
  }
  static bool brings_down(const Context& c) {
    return c.move == static_cast<std::uint8_t>(StopMove::bring_down);
  }
  static bool cleans(const Context& c) { return !brings_down(c); }
  static bool is_drained(const Context&, const JobIdle& e) { return e.outcome == CallOutcome::ok; }
  static bool is_not_drained(const Context& c, const JobIdle& e) { return !is_drained(c, e); }
  // A transient domain left nothing: what is not there can be neither undefined nor owed.
  static bool is_absent(const Context& c) { return c.survey.at(c.subject) == Seen::absent; }
  static bool is_defined(const Context& c) { return !is_absent(c); }
  // R8 and section 6: only with an export read back intact, and never while a migration of ours is
  // unsettled: the definition on the source is evidence.
  static bool may_undefine(const Context& c) {
    return c.exported != ExportOutcome::failed &&
           !(c.claim.unsettled() && c.claim.involves(c.subject));
  }
  static bool must_not_undefine(const Context& c) { return !may_undefine(c); }
  static bool must_owe(const Context& c) {
    return c.returned == Return::refused || c.returned == Return::unknown ||
           c.returned == Return::blind;
  }
  static bool is_seen_again(const Context& c, const ClaimLinked& e) {
    return link_is<LinkOutcome::won>(c, e) || link_is<LinkOutcome::lost>(c, e);
  }
  static bool is_owed_now(const Context& c, const ClaimLinked& e) { return !is_seen_again(c, e); }

  static constexpr auto undefine = act_on_subject<Verb::undefine>;
  using M = StopMove;
  using R = Return;
  using End = StopEnd;

  // clang-format off
  using transition_table = Rows<
    // Section 5: "Determine if the resource is being disabled or switched to another node."
    Row<Idle,         Begin,       ReadingFacts, Do<ask_facts>>,
    Row<ReadingFacts, FactsRead,   ReadingClaim, Do<note_facts, ask_claim>>,
    // R1: an unreadable claim does not keep a stop from stopping; the last seen one has to do.
    Row<ReadingClaim, ClaimRead,   Observing,    Do<note_claim, observe_here>, When<has_looks_left>>,
    Row<ReadingClaim, ClaimRead,   Done,         Do<finish<Result::failed, Reason::looked_too_often>>, When<has_no_looks_left>>,
    Row<Observing,    Observed,    Stay,         Do<note_seen, judge>>,

    // Section 5: a stop that finds nothing, or that follows a migration, is a NO-OP.
    Row<Observing,    Judged,      Done,         Do<finish_for_reason<Result::success>>, When<M::finish>>,
    Row<Observing,    Judged,      Done,         Do<finish_for_reason<Result::failed>>, When<M::fail>>,
    // R1: a silent hypervisor is not a stopped domain.
    Row<Observing,    Judged,      Witnessing,   Do<ask_witness>, When<M::ask_witness>>,
    Row<Witnessing,   Witnessed,   Observing,    Do<note_gone, judge>, When<is_witnessed_gone>>,
    Row<Witnessing,   Witnessed,   ShuttingDown, Do<shut_down_here>, When<is_not_witnessed_gone>>,
    // R12: a stop that was killed in a migration finds the claim moving and continues.
    Row<Observing,    Judged,      Settling,     Do<call<Table::settling>>, When<M::settle>>,
    Row<Settling,     Returned,    ReadingClaim, Do<look_again>, When<is_not_unsettled>>,
    Row<Settling,     Returned,    ReadingClaim, Do<spend_settle, look_again>, When<is_unsettled>>,

    // Section 5: "should perform a migration or live migration if the failover type has requested this".
    Row<Observing,    Judged,      Migrating,    Do<migrate_to_subject>, When<M::migrate>>,
    // Section 5: "If the stop function successfully performs a migration then a NO-OP stop": look, find nothing.
    // Section 5: "that migration is not successful, then ... a phased shutdown": look, find it here.
    Row<Migrating,    Returned,    ReadingClaim, Do<look_again>, When<looks_again>>,
    Row<Migrating,    Returned,    ReadingClaim, Do<spend_settle, look_again>, When<gives_up_settling>>,
    // ON_MIGRATE_FAIL=stay: the guest runs on, the stop fails honestly.
    Row<Migrating,    Returned,    Done,         Do<finish<Result::failed, Reason::stayed_put>>, When<stays>>,
    // ON_MIGRATE_FAIL=stay: the claim stays moving; the next stop or reconcile settles it (R12).
    Row<Migrating,    Returned,    Done,         Do<finish<Result::failed, Reason::unsettled>>, When<stays_unsettled>>,
    // Architecture, section 8: a hand-over never falls back to a shutdown.
    Row<Migrating,    Returned,    Done,         Do<finish<Result::success, Reason::migrated_away>>, When<is_hand_over, R::on_target>>,
    Row<Migrating,    Returned,    Done,         Do<finish<Result::failed, Reason::nowhere>>, When<is_hand_over, R::nowhere>>,
    Row<Migrating,    Returned,    Done,         Do<finish<Result::failed, Reason::migration_failed>>, When<is_hand_over, came_to_nothing>>,

    // R8: export before stop; without ADMIN a node-local copy is kept (R1).
    Row<Observing,    Judged,      Exporting,    Do<export_subject>, When<M::bring_down>>,
    Row<Observing,    Judged,      Exporting,    Do<export_subject>, When<M::clean>>,
    // Section 5: "Adopt a phased shutdown of the guest domain"; evacuation and disable always do.
    Row<Exporting,    Exported,    ShuttingDown, Do<note_export, call<Table::shutdown>>, When<brings_down>>,
    Row<Exporting,    Exported,    Draining,     Do<note_export, await_idle>, When<cleans>>,
    Row<ShuttingDown, Returned,    Draining,     Do<await_idle>, When<R::stopped>>,
    Row<ShuttingDown, Returned,    Done,         Do<finish_unproven>, When<R::failed>>,
    Row<ShuttingDown, Returned,    ReadingClaim, Do<look_again>, When<R::overtaken>>,

    // Section 5: "the domain will be deleted from the node ... only ever defined on one node at any time".
    Row<Draining,     JobIdle,     Undefining,   Do<undefine>, When<is_drained, is_defined, may_undefine>>,
    Row<Draining,     JobIdle,     LastLook,     Do<owe_undefine, observe_subject>, When<is_drained, is_defined, must_not_undefine>>,
    Row<Draining,     JobIdle,     LastLook,     Do<observe_subject>, When<is_drained, is_absent>>,
    Row<Draining,     JobIdle,     Done,         Do<finish<Result::failed, Reason::job_busy>>, When<is_not_drained>>,
    Row<Undefining,   Returned,    LastLook,     Do<observe_subject>, When<R::ok>>,
    Row<Undefining,   Returned,    LastLook,     Do<owe_undefine, observe_subject>, When<must_owe>>,
    Row<Undefining,   Returned,    ReadingClaim, Do<look_again>, When<R::overtaken>>,

    // R14: the last observation comes after the undefine; R1: success only on this proof.
    Row<LastLook,     Observed,    Stay,         Do<note_seen, judge_end>>,
    Row<LastLook,     Judged,      LastWitness,  Do<ask_last_witness>, When<End::ask_witness>>,
    Row<LastWitness,  Witnessed,   LastLook,     Do<note_gone, judge_end>, When<is_witnessed_gone>>,
    Row<LastWitness,  Witnessed,   Done,         Do<finish_unproven>, When<is_not_witnessed_gone>>,
    Row<LastLook,     Judged,      ShuttingDown, Do<shut_down_again>, When<End::again>>,
    Row<LastLook,     Judged,      Done,         Do<finish<Result::failed, Reason::still_active>>, When<End::fail>>,
    Row<LastLook,     Judged,      Done,         Do<finish<Result::success, Reason::stopped>>, When<End::keep_claim>>,
    Row<LastLook,     Judged,      Done,         Do<owe_release, finish<Result::success, Reason::stopped>>, When<End::owe_release>>,
    // Section 4: the claim is the flag that lets the next start go on anywhere.
    Row<LastLook,     Judged,      Releasing,    Do<link_released>, When<End::release>>,
    Row<Observing,    Judged,      Releasing,    Do<link_released>, When<M::release>>,
    Row<Releasing,    ClaimLinked, Done,         Do<finish<Result::success, Reason::stopped>>, When<is_seen_again>>,
    Row<Releasing,    ClaimLinked, Done,         Do<owe_release, finish<Result::success, Reason::stopped>>, When<is_owed_now>>
  >;
  // clang-format on
};

}  // namespace xvm
