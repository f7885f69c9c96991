// model/decisions/reconcile_judgement.hpp
//
// Purpose: what the janitor does next (R13): settles moving claims, resumes what is owed, pays
// debts, sweeps, reports overlaps. It never starts a domain.
// Thread rule: pure function.
//
//   judge_reconcile(view) -> {ReconcileMove::retire, Reason::swept, self}
#pragma once

#include "model/decisions/survey.hpp"
#include "model/ports/cluster_facts.hpp"
#include "model/vocabulary/method.hpp"
#include "model/vocabulary/reason.hpp"

namespace xvm {

enum class ReconcileMove : std::uint8_t {
  finish,        // nothing (more) to do: reason says what there was
  settle,        // finish an unfinished migration
  destroy_copy,  // a stale copy, while the owner of the claim is seen executing elsewhere (R4)
  retire,        // a shut-off definition here that the claim does not give us
  export_it,     // ours and executing: keep the export current (R8)
  release,       // owed since a stop without ADMIN
};
template <>
struct EnumText<ReconcileMove> {
  static constexpr std::array text{"finish"sv, "settle"sv,    "destroy-copy"sv,
                                   "retire"sv, "export-it"sv, "release"sv};
};

struct ReconcileVerdict {
  ReconcileMove move = ReconcileMove::finish;
  Reason reason = Reason::none;
  NodeId node = NodeId::none;
  friend constexpr bool operator==(const ReconcileVerdict&, const ReconcileVerdict&) = default;
};

struct ReconcileView {
  const Setting& setting;
  const Facts& facts;
  const Claim& claim;
  const Survey& survey;
  bool settle_spent;
  bool exported;  // by this run
  bool tried;     // this run tried to destroy, retire or release already
};

ReconcileVerdict judge_reconcile(const ReconcileView& view);

}  // namespace xvm
