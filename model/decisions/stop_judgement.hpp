// model/decisions/stop_judgement.hpp
//
// Purpose: what a stop (or hand-over) does next, given its intent, the newest claim and what was
// seen here (2008 design, section 5; R1, R10, R15).
// Thread rule: pure function.
//
//   judge_stop(view) -> {StopMove::migrate, Reason::none, target}
#pragma once

#include "model/ports/cluster_facts.hpp"
#include "model/ports/hypervisor.hpp"
#include "model/vocabulary/method.hpp"
#include "model/vocabulary/observation.hpp"
#include "model/vocabulary/reason.hpp"

namespace xvm {

enum class StopMove : std::uint8_t {
  finish,       // the method is over: success with the reason
  fail,         // hand-over only: nothing can be handed over
  ask_witness,  // the hypervisor is silent: ask the emulator's pid, or xl
  settle,       // a migration from or to here is unfinished
  migrate,      // to node
  bring_down,   // phased shutdown of the copy on node
  clean,        // inactive here, definition left: undefine it
  release,      // nothing here, claim still ours: write released
};
template <>
struct EnumText<StopMove> {
  static constexpr std::array text{"finish"sv,  "fail"sv,       "ask-witness"sv, "settle"sv,
                                   "migrate"sv, "bring-down"sv, "clean"sv,       "release"sv};
};

struct StopVerdict {
  StopMove move = StopMove::fail;
  Reason reason = Reason::none;
  NodeId node = NodeId::none;
  friend constexpr bool operator==(const StopVerdict&, const StopVerdict&) = default;
};

struct StopView {
  const Setting& setting;
  const Facts& facts;
  const Claim& claim;  // the newest, or the last seen one when ADMIN is unreadable
  bool admin_readable;
  Seen here;
  bool migration_spent;  // this method tried one already
  bool settle_spent;     // a settle ended without a result
};

StopVerdict judge_stop(const StopView& view);

// R4 asks for the claim before every act. A stop must not hang on a dead ADMIN (R1): its own copy
// may be destroyed blind, and undefined blind unless the last seen claim is moving from here. It is
// never resumed blind: another node may have settled meanwhile, and runs the domain.
bool may_act_blind(Method method, bool on_self, Verb verb, const Claim& last_seen, NodeId self);

}  // namespace xvm
