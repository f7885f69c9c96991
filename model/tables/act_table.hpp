// model/tables/act_table.hpp
//
// Purpose: one act (create, resume, destroy, undefine) under R4: immediately before it the claim is
// read again, and the act is done only if the newest claim is the one this actor read or linked.
// Thread rule: constant types only. Loaded by machine/step.cpp.
//
//   callers set act_verb and act_node and call; they get ok, refused, unknown, overtaken or blind
#pragma once

#include "model/decisions/stop_judgement.hpp"
#include "model/tables/building_blocks.hpp"

namespace xvm {

struct ActTable : TableOf<ActTable> {
  struct Idle : State {};
  struct Rereading : State {};
  struct Acting : State {};
  struct Done : State {};
  using initial_state = Idle;

  static void issue(Context& c, Outbox& out) { out.push(Act{c.act_verb, c.act_node}); }
  static void give_outcome(Context& c, Outbox&, const Acted& e) {
    c.returned = e.outcome == CallOutcome::ok        ? Return::ok
                 : e.outcome == CallOutcome::refused ? Return::refused
                                                     : Return::unknown;
    c.next = Next::give_back;
  }
  static bool is_overtaken(const Context& c, const ClaimRead& e) {
    return is_readable(c, e) && !is_still_newest(c, e);
  }
  static bool acts_blind(const Context& c, const ClaimRead& e) {
    return is_unreadable(c, e) && may_act_blind(c.setting.method, c.act_node == c.setting.self,
                                                c.act_verb, c.claim, c.setting.self);
  }
  static bool must_not_act_blind(const Context& c, const ClaimRead& e) {
    return is_unreadable(c, e) && !acts_blind(c, e);
  }

  // clang-format off
  using transition_table = Rows<
    // R4: the claim is read again immediately before every act.
    Row<Idle,      Called,    Rereading, Do<ask_claim>>,
    Row<Rereading, ClaimRead, Acting,    Do<issue>,                   When<is_still_newest>>,
    // R4: whoever finds a newer claim never acts on what it believed before.
    Row<Rereading, ClaimRead, Done,      Do<give<Return::overtaken>>, When<is_overtaken>>,
    // R1: a stop does not hang on a dead administrative file system; nobody else acts blind.
    Row<Rereading, ClaimRead, Acting,    Do<issue>,                   When<acts_blind>>,
    Row<Rereading, ClaimRead, Done,      Do<give<Return::blind>>,     When<must_not_act_blind>>,
    // Section 1 of the architecture: the call is bounded; its outcome may be unknown.
    Row<Acting,    Acted,     Done,      Do<give_outcome>>
  >;
  // clang-format on
};

}  // namespace xvm
