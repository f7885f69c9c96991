// model/tables/building_blocks.hpp
//
// Purpose: guards and actions that several tables share, so that a row says the same thing with the
// same word everywhere.
// Thread rule: pure functions over a context; actions only append to the outbox.
//
//   Row<ReadingFacts, FactsRead, ReadingClaim, Do<note_facts, ask_claim>>
#pragma once

#include "model/tables/row.hpp"

namespace xvm {

// A method looks, does one thing and looks again. A world that changes at every look, 40 times, is
// not going to hold still: the method fails instead of spinning (every machine ends).
inline constexpr std::uint8_t max_looks = 40;

// --- calls between tables ------------------------------------------------------------------------

template <Table Callee>
void call(Context& c, Outbox&) {
  c.callee = Callee;
  c.next = Next::call;
}

template <Return Value>
void give(Context& c, Outbox&) {
  c.returned = Value;
  c.next = Next::give_back;
}

inline void pass_on(Context& c, Outbox&) { c.next = Next::give_back; }

template <Verb What>
void act_on_subject(Context& c, Outbox&) {
  c.act_verb = What;
  c.act_node = c.subject;
  c.callee = Table::act;
  c.next = Next::call;
}

template <Verb What>
void act_here(Context& c, Outbox& out) {
  c.subject = c.setting.self;
  act_on_subject<What>(c, out);
}

// --- the end of a method -------------------------------------------------------------------------

inline void finish_as_judged(Context& c, Outbox& out) {
  out.push(Finish{c.result, c.reason, c.subject, c.plugin});
  c.next = Next::finished;
}

template <Result Value, Reason Why>
void finish(Context& c, Outbox& out) {
  c.result = Value;
  c.reason = Why;
  finish_as_judged(c, out);
}

// Success or failure with the reason and node that the verdict left in the context.
template <Result Value>
void finish_for_reason(Context& c, Outbox& out) {
  c.result = Value;
  finish_as_judged(c, out);
}

// --- facts and claims ----------------------------------------------------------------------------

inline void ask_facts(Context&, Outbox& out) { out.push(ReadFacts{}); }
inline void note_facts(Context& c, Outbox&, const FactsRead& e) { c.facts = e.facts; }

inline void ask_claim(Context&, Outbox& out) { out.push(ReadClaim{}); }

// When ADMIN is unreadable the claim this node saw last has to do.
inline void note_claim(Context& c, Outbox&, const ClaimRead& e) {
  c.admin_readable = e.outcome == StoreOutcome::ok;
  c.claim = c.admin_readable ? e.newest : c.setting.last_seen;
}

// Settled, and the owner's copy executes, but ADMIN refused the claim that nothing is owed any more
// (settling: Paying). To settle it once more would come to the same.
inline bool is_unpaid(const Context& c) {
  const bool settled = c.returned == Return::on_source || c.returned == Return::on_target;
  return settled && c.claim.unsettled();
}
inline void look_again(Context& c, Outbox& out) {
  ++c.looks;
  c.tried = false;
  ask_claim(c, out);
}

inline bool is_readable(const Context&, const ClaimRead& e) {
  return e.outcome == StoreOutcome::ok;
}
inline bool is_unreadable(const Context&, const ClaimRead& e) {
  return e.outcome == StoreOutcome::unreadable;
}
inline bool has_looks_left(const Context& c) { return c.looks < max_looks; }
inline bool has_no_looks_left(const Context& c) { return c.looks >= max_looks; }

// R4: nothing was linked since this actor read or linked its claim.
inline bool is_still_newest(const Context& c, const ClaimRead& e) {
  return e.outcome == StoreOutcome::ok && e.newest == c.claim;
}

inline void link_held_here(Context& c, Outbox& out) {
  out.push(LinkClaim{held(c.claim, c.setting.self)});
}
inline void link_released(Context& c, Outbox& out) {
  out.push(LinkClaim{released(c.claim, c.setting.self)});
}
inline void keep_linked(Context& c, Outbox&, const ClaimLinked& e) { c.claim = e.claim; }

template <LinkOutcome Value>
bool link_is(const Context&, const ClaimLinked& e) {
  return e.outcome == Value;
}
// Lost, or nobody knows: read again before anything is believed.
inline bool link_is_doubtful(const Context&, const ClaimLinked& e) {
  return e.outcome == LinkOutcome::lost || e.outcome == LinkOutcome::unknown;
}

// --- observations --------------------------------------------------------------------------------

inline void ask_about(Context& c, Outbox& out, NodeSet nodes) {
  c.survey.ask(nodes);
  for (NodeId n : nodes) out.push(Observe{n});
}
inline void observe_here(Context& c, Outbox& out) {
  ask_about(c, out, NodeSet::of(c.setting.self));
}
inline void observe_subject(Context& c, Outbox& out) { ask_about(c, out, NodeSet::of(c.subject)); }
inline void note_seen(Context& c, Outbox&, const Observed& e) { c.survey.note(e.node, e.seen); }

inline bool is_seen_inactive(const Context&, const Observed& e) {
  return proves_inactive(classify(e.seen));
}
inline bool is_seen_executing(const Context&, const Observed& e) {
  return classify(e.seen) == Seen::executing;
}
inline bool is_not_seen_executing(const Context&, const Observed& e) {
  return classify(e.seen) != Seen::executing;
}

inline bool is_witnessed_gone(const Context&, const Witnessed& e) {
  return e.witness == Witness::gone;
}
inline bool is_not_witnessed_gone(const Context&, const Witnessed& e) {
  return e.witness != Witness::gone;
}

// --- exports and quarantine ----------------------------------------------------------------------

inline void export_here(Context& c, Outbox& out) {
  c.subject = c.setting.self;
  out.push(Export{c.subject});
}
inline void note_export(Context& c, Outbox&, const Exported& e) { c.exported = e.outcome; }

// R8: intact on ADMIN, or an intact node-local copy.
template <class Saved>
bool is_saved(const Context&, const Saved& e) {
  return e.outcome != ExportOutcome::failed;
}
template <class Saved>
bool is_not_saved(const Context&, const Saved& e) {
  return e.outcome == ExportOutcome::failed;
}

// --- timers --------------------------------------------------------------------------------------

template <Timer Which>
void arm(Context& c, Outbox& out) {
  c.expired.erase(Which);
  out.push(ArmTimer{Which});
}
inline void disarm(Context& c, Outbox& out) {
  c.expired.clear();
  out.push(DisarmTimers{});
}
template <Timer Which>
bool is(const Context&, const Expired& e) {
  return e.timer == Which;
}
template <Timer Which>
bool is_over(const Context& c) {
  return c.expired.contains(Which);
}
template <Timer Which>
bool is_not_over(const Context& c) {
  return !c.expired.contains(Which);
}

}  // namespace xvm
