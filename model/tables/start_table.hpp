// model/tables/start_table.hpp
//
// Purpose: start, and take-over which is a start that never boots (2008 design, section 4; R3, R5,
// R8, R9, R14).
// Thread rule: constant types only. Loaded by machine/step.cpp.
//
// The method looks at every node, judges (decisions/start_judgement.hpp), does one thing and looks
// again; only a look that leaves nothing else to do leads to a create.
#pragma once

#include "model/decisions/start_judgement.hpp"
#include "model/tables/building_blocks.hpp"

namespace xvm {

struct StartTable : TableOf<StartTable> {
  struct Idle : State {};
  struct SilencingMonitor : State {};
  struct ReadingFacts : State {};
  struct ReadingClaim : State {};
  struct Surveying : State {};
  struct Settling : State {};
  struct Pulling : State {};
  struct Claiming : State {};
  struct BringingDown : State {};
  struct Quarantining : State {};
  struct Retiring : State {};
  struct Defining : State {};
  struct ExportingBefore : State {};
  struct Creating : State {};
  struct ProvingRun : State {};
  struct ProvingMove : State {};  // here since a migration whose claim could not be settled
  struct ExportingAfter : State {};
  struct Persisting : State {};  // a transient guest that somebody started by hand
  struct Consuming : State {};   // the NO-OP flag is used up by the next epoch
  struct Done : State {};
  using initial_state = Idle;

  // --- looking and judging -----------------------------------------------------------------------
  static void silence_process_monitor(Context&, Outbox& out) { out.push(SilenceProcessMonitor{}); }
  static void survey_all(Context& c, Outbox& out) { ask_about(c, out, c.setting.nodes); }
  static void judge(Context& c, Outbox&) {
    if (!c.survey.complete()) return;
    const StartVerdict verdict = judge_start({.setting = c.setting,
                                              .facts = c.facts,
                                              .claim = c.claim,
                                              .survey = c.survey,
                                              .may_pull = !c.migration_spent,
                                              .unretired = c.unretired,
                                              .named_before = c.named_before});
    c.move = static_cast<std::uint8_t>(verdict.move);
    c.reason = verdict.reason;
    c.subject = verdict.node;
    c.next = Next::judged;
  }

  // --- acting ------------------------------------------------------------------------------------
  static void link_condemned(Context& c, Outbox& out) {
    out.push(LinkClaim{condemned(c.claim, c.subject)});
  }
  static void pull_from_subject(Context& c, Outbox& out) {
    c.source = c.subject;
    c.target = c.setting.self;
    c.migration_spent = true;
    call<Table::migration>(c, out);
  }
  static void quarantine(Context& c, Outbox& out) { out.push(Quarantine{c.subject}); }
  // One try each: what stays behind is off, and its own node sweeps it.
  static void note_try(Context& c, Outbox&) { c.unretired = c.unretired.with(c.subject); }
  static void define_here(Context& c, Outbox& out) { out.push(Define{c.setting.self}); }
  static void note_started(Context& c, Outbox&) { c.reason = Reason::started; }
  static void note_migrated(Context& c, Outbox&) { c.reason = Reason::migrated_here; }
  static void note_named(Context& c, Outbox&) { c.named_before = c.named_before | c.claim.named(); }
  static void survey_after_link(Context& c, Outbox& out) {
    ++c.looks;
    survey_all(c, out);
  }

  // --- guards ------------------------------------------------------------------------------------
  static bool is_defined_here(const Context& c) {
    return c.survey.defined.contains(c.setting.self);
  }
  static bool is_not_defined_here(const Context& c) { return !is_defined_here(c); }
  template <CallOutcome Value>
  static bool define_is(const Context&, const Defined& e) {
    return e.outcome == Value;
  }
  static bool has_acted(const Context& c) {
    return c.returned == Return::ok || c.returned == Return::refused ||
           c.returned == Return::unknown;
  }
  static bool is_unpaid_here(const Context& c) {
    return is_unpaid(c) && c.claim.held_by(c.setting.self);
  }
  static bool is_settled(const Context& c) {
    return c.returned != Return::unsettled && !is_unpaid_here(c);
  }
  static bool is_not_overtaken(const Context& c) { return c.returned != Return::overtaken; }
  static bool is_not_failed(const Context& c) { return c.returned != Return::failed; }
  static bool must_persist(const Context& c, const Exported& e) {
    return is_not_defined_here(c) && is_saved(c, e);
  }
  static bool need_not_persist(const Context& c, const Exported& e) { return !must_persist(c, e); }
  // "Such a flag is consumed by the next epoch" (architecture, section 4).
  static bool must_consume(const Context& c) { return c.claim.other != NodeId::none; }
  static bool need_not_consume(const Context& c) { return !must_consume(c); }

  static constexpr auto undefine = act_on_subject<Verb::undefine>;
  static constexpr auto create = act_here<Verb::create>;
  using M = StartMove;
  using R = Return;

  // clang-format off
  using transition_table = Rows<
    // Section 4: "Ensure that the Process Monitor Facility (PMF) is turned off."
    Row<Idle,             Begin,       SilencingMonitor, Do<silence_process_monitor>>,
    Row<SilencingMonitor, ProcessMonitorSilenced, ReadingFacts, Do<ask_facts>>,
    Row<ReadingFacts,     FactsRead,   ReadingClaim,     Do<note_facts, ask_claim>>,
    // R3: "if ADMIN cannot be read start fails".
    Row<ReadingClaim,     ClaimRead,   Done,             Do<finish<Result::failed, Reason::admin_unreadable>>, When<is_unreadable>>,
    Row<ReadingClaim,     ClaimRead,   Surveying,        Do<note_claim, survey_all>, When<is_readable, has_looks_left>>,
    Row<ReadingClaim,     ClaimRead,   Done,             Do<finish<Result::failed, Reason::looked_too_often>>, When<is_readable, has_no_looks_left>>,
    // R3: every node is asked, in parallel, before anything is touched.
    Row<Surveying,        Observed,    Stay,             Do<note_seen, judge>>,
    Row<Surveying,        Judged,      Done,             Do<finish_for_reason<Result::failed>>, When<M::refuse>>,

    // R5: a NO-OP is believed only when observed; an unfinished migration is settled first (R6).
    Row<Surveying,        Judged,      Settling,         Do<call<Table::settling>>, When<M::settle>>,
    Row<Settling,         Returned,    ReadingClaim,     Do<look_again>, When<is_settled>>,
    // S8b: nor is a good migrated copy refused because what is owed on paper cannot be paid.
    Row<Settling,         Returned,    ProvingMove,      Do<observe_here>, When<is_unpaid_here>>,
    Row<ProvingMove,      Observed,    ExportingAfter,   Do<note_seen, note_migrated, export_here>, When<is_seen_executing>>,
    Row<ProvingMove,      Observed,    Done,             Do<finish<Result::failed, Reason::admin_unwritable>>, When<is_not_seen_executing>>,
    Row<Settling,         Returned,    Done,             Do<finish<Result::failed, Reason::unsettled>>, When<R::unsettled>>,
    // R3: a copy where the engine says offline is pulled here: hand-over if the failover type allows.
    Row<Surveying,        Judged,      Pulling,          Do<pull_from_subject>, When<M::pull>>,
    Row<Pulling,          Returned,    ReadingClaim,     Do<look_again>>,

    // R3: "Start links its claim first and only then touches other nodes"; R14: then it looks again.
    Row<Surveying,        Judged,      Claiming,         Do<note_named, link_held_here>, When<M::take>>,
    Row<Surveying,        Judged,      Claiming,         Do<note_named, link_condemned>, When<M::condemn>>,
    Row<Claiming,         ClaimLinked, Surveying,        Do<keep_linked, survey_after_link>, When<link_is<LinkOutcome::won>>>,
    Row<Claiming,         ClaimLinked, ReadingClaim,     Do<look_again>, When<link_is_doubtful>>,
    Row<Claiming,         ClaimLinked, Done,             Do<finish<Result::failed, Reason::admin_unwritable>>, When<link_is<LinkOutcome::failed>>>,
    // R3: "else phased shutdown through that peer's hypervisor".
    Row<Surveying,        Judged,      BringingDown,     Do<call<Table::shutdown>>, When<M::bring_down>>,
    Row<BringingDown,     Returned,    ReadingClaim,     Do<look_again>, When<is_not_failed>>,
    Row<BringingDown,     Returned,    Done,             Do<finish<Result::failed, Reason::still_active>>, When<R::failed>>,

    // R9: shut-off definitions elsewhere are exported, quarantined and undefined before the create.
    Row<Surveying,        Judged,      Quarantining,     Do<note_try, quarantine>, When<M::retire>>,
    Row<Quarantining,     Quarantined, Retiring,         Do<undefine>, When<is_saved<Quarantined>>>,
    Row<Quarantining,     Quarantined, Surveying,        Do<survey_all>, When<is_not_saved<Quarantined>>>,
    Row<Retiring,         Returned,    Surveying,        Do<survey_all>, When<is_not_overtaken>>,
    Row<Retiring,         Returned,    ReadingClaim,     Do<look_again>, When<R::overtaken>>,

    // Section 4: "Ensure that the guest domain to be started has been defined to the node."
    Row<Surveying,        Judged,      ExportingBefore,  Do<export_here>, When<M::create, is_defined_here>>,
    // Section 4: "If the guest domain does not exist, ... define it if the domain definitions were previously exported".
    Row<Surveying,        Judged,      Defining,         Do<define_here>, When<M::create, is_not_defined_here>>,
    Row<Defining,         Defined,     Creating,         Do<create>, When<define_is<CallOutcome::ok>>>,
    Row<Defining,         Defined,     Done,             Do<finish<Result::failed, Reason::no_definition>>, When<define_is<CallOutcome::refused>>>,
    Row<Defining,         Defined,     Done,             Do<finish<Result::failed, Reason::self_unknown>>, When<define_is<CallOutcome::unknown>>>,
    // R8: export before create; a crash in between must not leave the only definition on a dead node.
    Row<ExportingBefore,  Exported,    Creating,         Do<create>, When<is_saved<Exported>>>,
    Row<ExportingBefore,  Exported,    Done,             Do<finish<Result::failed, Reason::export_failed>>, When<is_not_saved<Exported>>>,
    // Section 4: "Start the guest domain using xm or virsh commands."
    Row<Creating,         Returned,    ProvingRun,       Do<observe_here>, When<has_acted>>,
    Row<Creating,         Returned,    ReadingClaim,     Do<look_again>, When<R::overtaken>>,
    Row<Creating,         Returned,    Done,             Do<finish<Result::failed, Reason::admin_unreadable>>, When<R::blind>>,
    // S4: success is observed, not reported.
    Row<ProvingRun,       Observed,    ExportingAfter,   Do<note_seen, note_started, export_here>, When<is_seen_executing>>,
    Row<ProvingRun,       Observed,    Done,             Do<finish<Result::failed, Reason::not_executing>>, When<is_not_seen_executing>>,

    // Section 4: "tolerate a manually started guest domain"; "adhere to a NO-OP request".
    Row<Surveying,        Judged,      ExportingAfter,   Do<export_here>, When<M::done>>,
    // Section 4: "If ... successfully started, the start function should dump the domain's definitions to an XML file."
    // R9: adopting a manually started transient guest makes it persistent.
    Row<ExportingAfter,   Exported,    Persisting,       Do<define_here>, When<must_persist>>,
    Row<ExportingAfter,   Exported,    Consuming,        Do<link_held_here>, When<need_not_persist, must_consume>>,
    Row<ExportingAfter,   Exported,    Done,             Do<finish_for_reason<Result::success>>, When<need_not_persist, need_not_consume>>,
    Row<Persisting,       Defined,     Consuming,        Do<link_held_here>, When<must_consume>>,
    Row<Persisting,       Defined,     Done,             Do<finish_for_reason<Result::success>>, When<need_not_consume>>,
    // S8b: a good migrated copy is not refused because a flag could not be used up.
    Row<Consuming,        ClaimLinked, Done,             Do<finish_for_reason<Result::success>>>
  >;
  // clang-format on
};

}  // namespace xvm
