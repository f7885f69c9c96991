// model/decisions/start_judgement.hpp
//
// Purpose: what a start (or take-over) does next, given the newest claim and what was seen on every
// node (2008 design, section 4; R3, R5, R9, R14).
// Thread rule: pure function.
//
//   judge_start(view) -> {StartMove::take}       // link held(self), look again, then create
//
// The start loops: look, judge, do one thing, look again. Nothing is remembered between the looks
// but what the claim says, so a start that is killed and called again continues (R12).
#pragma once

#include "model/decisions/survey.hpp"
#include "model/ports/cluster_facts.hpp"
#include "model/vocabulary/method.hpp"
#include "model/vocabulary/reason.hpp"

namespace xvm {

enum class StartMove : std::uint8_t {
  refuse,      // end with failure: reason and node say why
  settle,      // a migration is unfinished: finish it first
  done,        // executing here and ours: the (NO-OP) start is complete but for the export
  take,        // link held(self)
  condemn,     // link condemned(node): an unwanted copy must go before anybody boots
  bring_down,  // shut the condemned (or our own dead) copy on node down
  pull,        // hand-over from node to here
  retire,      // quarantine and undefine a shut-off definition on node (R9)
  create,      // everything is proven: define if need be, create
};
template <>
struct EnumText<StartMove> {
  static constexpr std::array text{"refuse"sv,     "settle"sv, "done"sv,   "take"sv,  "condemn"sv,
                                   "bring-down"sv, "pull"sv,   "retire"sv, "create"sv};
};

struct StartVerdict {
  StartMove move = StartMove::refuse;
  Reason reason = Reason::none;
  NodeId node = NodeId::none;
  friend constexpr bool operator==(const StartVerdict&, const StartVerdict&) = default;
};

struct StartView {
  const Setting& setting;
  const Facts& facts;
  const Claim& claim;
  const Survey& survey;
  bool may_pull;              // no hand-over was tried by this start yet
  NodeSet unretired;          // definitions that could not be retired: left, they are off
  NodeSet named_before = {};  // by the claims that this start replaced: asked once more (R14)
};

StartVerdict judge_start(const StartView& view);

// The nodes that count as members: all of the list when the cluster's facts are unreadable.
NodeSet members_of(const Setting& setting, const Facts& facts);

}  // namespace xvm
