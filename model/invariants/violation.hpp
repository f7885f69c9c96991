// model/invariants/violation.hpp
//
// Purpose: the bounded list of what can be wrong, one word for each, shared by reports, tests and
// planted bugs (architecture, section 7).
// Thread rule: plain values.
//
//   const Broken broken = find_violation(view);
//   if (broken) std::cerr << to_text(broken.violation);
#pragma once

#include "model/vocabulary/enum_text.hpp"
#include "model/vocabulary/node.hpp"

namespace xvm {

enum class Violation : std::uint8_t {
  none,
  two_execute,            // S1
  stale_executes,         // S1b
  paused_beside_another,  // S1b
  defined_twice,          // S2
  definition_lost,        // S3
  unproven_stop,          // S4
  unproven_start,         // S4
  forbidden_migration,    // S5
  act_of_old_epoch,       // S7: R4
  destroyed_unheld,       // S7: R4
  claim_skips,            // section 4
  claim_changed,          // section 4
  online_without_domain,  // S8
  good_copy_destroyed,    // S8b
  good_copy_refused,      // S8b
  affinity_broken,        // S9
};
template <>
struct EnumText<Violation> {
  static constexpr std::array text{"none"sv,
                                   "S1-two-execute"sv,
                                   "S1b-stale-executes"sv,
                                   "S1b-paused-beside-another"sv,
                                   "S2-defined-twice"sv,
                                   "S3-definition-lost"sv,
                                   "S4-unproven-stop"sv,
                                   "S4-unproven-start"sv,
                                   "S5-forbidden-migration"sv,
                                   "S7-act-of-old-epoch"sv,
                                   "S7-destroyed-unheld"sv,
                                   "claim-skips"sv,
                                   "claim-changed"sv,
                                   "S8-online-without-domain"sv,
                                   "S8b-good-copy-destroyed"sv,
                                   "S8b-good-copy-refused"sv,
                                   "S9-affinity-broken"sv};
};
static_assert(enum_count<Violation> == static_cast<std::size_t>(Violation::affinity_broken) + 1);

struct Broken {
  Violation violation = Violation::none;
  NodeId node = NodeId::none;  // the node that the violation is about, or none
  constexpr explicit operator bool() const { return violation != Violation::none; }
  friend constexpr bool operator==(const Broken&, const Broken&) = default;
};

}  // namespace xvm
