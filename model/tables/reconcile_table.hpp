// model/tables/reconcile_table.hpp
//
// Purpose: reconcile, the janitor (R13): at boot, at join and every minute it settles, resumes what
// is owed, pays debts, sweeps and reports; it never starts a domain. The 2008 design has no such
// function; its hole ("two definitions after a crash") is why this one exists.
// Thread rule: constant types only. Loaded by machine/step.cpp.
#pragma once

#include "model/decisions/reconcile_judgement.hpp"
#include "model/tables/building_blocks.hpp"

namespace xvm {

struct ReconcileTable : TableOf<ReconcileTable> {
  struct Idle : State {};
  struct ReadingFacts : State {};
  struct ReadingClaim : State {};
  struct Surveying : State {};
  struct Settling : State {};
  struct Destroying : State {};
  struct Quarantining : State {};
  struct Retiring : State {};
  struct Exporting : State {};
  struct Releasing : State {};
  struct Done : State {};
  using initial_state = Idle;

  static void survey_concerned(Context& c, Outbox& out) {
    NodeSet nodes = NodeSet::of(c.setting.self).with(c.claim.owner).with(c.claim.other);
    ask_about(c, out, nodes & c.setting.nodes);
  }
  static void judge(Context& c, Outbox&) {
    if (!c.survey.complete()) return;
    const ReconcileVerdict verdict = judge_reconcile({.setting = c.setting,
                                                      .facts = c.facts,
                                                      .claim = c.claim,
                                                      .survey = c.survey,
                                                      .settle_spent = c.settle_spent,
                                                      .exported = c.export_spent,
                                                      .tried = c.tried});
    c.move = static_cast<std::uint8_t>(verdict.move);
    c.reason = verdict.reason;
    c.subject = verdict.node;
    c.next = Next::judged;
  }
  static bool is_overlap(const Context& c) {
    return c.reason == Reason::overlap || c.reason == Reason::claimed_elsewhere;
  }
  static bool is_unfinished(const Context& c) {
    return c.reason == Reason::debts_left || c.reason == Reason::unsettled ||
           c.reason == Reason::self_unknown;
  }
  static bool is_clean(const Context& c) { return !is_overlap(c) && !is_unfinished(c); }
  static void report(Context& c, Outbox& out) { out.push(Report{c.reason, c.subject}); }
  static void settle_debts(Context& c, Outbox& out) {
    if (c.reason == Reason::nothing_to_do) out.push(SettleDebts{});
  }
  static void spend_settle(Context& c, Outbox&) { c.settle_spent = true; }
  static void spend_export(Context& c, Outbox&) { c.export_spent = true; }
  static void quarantine(Context& c, Outbox& out) { out.push(Quarantine{c.subject}); }
  static void try_again(Context& c, Outbox& out) {
    look_again(c, out);
    c.tried = true;
  }
  static bool is_unsettled(const Context& c) {
    return c.returned == Return::unsettled || is_unpaid(c);
  }
  static bool is_not_unsettled(const Context& c) { return !is_unsettled(c); }

  static constexpr auto destroy = act_on_subject<Verb::destroy>;
  static constexpr auto undefine = act_on_subject<Verb::undefine>;
  using M = ReconcileMove;

  // clang-format off
  using transition_table = Rows<
    // R13: decided from facts, claim and observation alone, like every method (R12).
    Row<Idle,         Begin,       ReadingFacts, Do<ask_facts>>,
    Row<ReadingFacts, FactsRead,   ReadingClaim, Do<note_facts, ask_claim>>,
    // R2: without the claim nothing is known, so nothing is done.
    Row<ReadingClaim, ClaimRead,   Done,         Do<finish<Result::failed, Reason::admin_unreadable>>, When<is_unreadable>>,
    Row<ReadingClaim, ClaimRead,   Surveying,    Do<note_claim, survey_concerned>, When<is_readable, has_looks_left>>,
    Row<ReadingClaim, ClaimRead,   Done,         Do<finish<Result::failed, Reason::looked_too_often>>, When<is_readable, has_no_looks_left>>,
    Row<Surveying,    Observed,    Stay,         Do<note_seen, judge>>,

    // R13: "settles moving claims, resumes what is owed"; R14: not while a method of the resource runs.
    Row<Surveying,    Judged,      Settling,     Do<call<Table::settling>>, When<M::settle>>,
    Row<Settling,     Returned,    ReadingClaim, Do<look_again>, When<is_not_unsettled>>,
    Row<Settling,     Returned,    ReadingClaim, Do<spend_settle, look_again>, When<is_unsettled>>,
    // R4: a copy is destroyed only while the claim's owner is seen executing, or when condemned.
    Row<Surveying,    Judged,      Destroying,   Do<destroy>, When<M::destroy_copy>>,
    Row<Destroying,   Returned,    ReadingClaim, Do<try_again>>,
    // R9: a node that rejoins sweeps what it does not hold (2008 design, section 5: defined on one node only).
    Row<Surveying,    Judged,      Quarantining, Do<quarantine>, When<M::retire>>,
    Row<Quarantining, Quarantined, Retiring,     Do<undefine>, When<is_saved<Quarantined>>>,
    Row<Quarantining, Quarantined, ReadingClaim, Do<try_again>, When<is_not_saved<Quarantined>>>,
    Row<Retiring,     Returned,    ReadingClaim, Do<try_again>>,
    // R8: export "whenever reconcile sees a changed definition".
    Row<Surveying,    Judged,      Exporting,    Do<export_here>, When<M::export_it>>,
    Row<Exporting,    Exported,    ReadingClaim, Do<spend_export, look_again>>,
    // R1: the debt of a stop without ADMIN.
    Row<Surveying,    Judged,      Releasing,    Do<link_released>, When<M::release>>,
    Row<Releasing,    ClaimLinked, ReadingClaim, Do<try_again>>,

    // Section 7 of the architecture: overlaps must be reported.
    Row<Surveying,    Judged,      Done,         Do<report, finish_for_reason<Result::degraded>>, When<M::finish, is_overlap>>,
    Row<Surveying,    Judged,      Done,         Do<finish_for_reason<Result::failed>>, When<M::finish, is_unfinished>>,
    Row<Surveying,    Judged,      Done,         Do<settle_debts, finish_for_reason<Result::success>>, When<M::finish, is_clean>>
  >;
  // clang-format on
};

}  // namespace xvm
