// model/invariants/state_invariants.hpp
//
// Purpose: what must hold in every single state of a cluster (architecture, section 7). Each
// predicate names the first node that breaks it.
// Thread rule: pure functions.
//
//   if (const Broken broken = find_violation(view)) stop_and_report(broken);
#pragma once

#include "model/invariants/cluster_view.hpp"
#include "model/invariants/violation.hpp"

#include <span>

namespace xvm {

// S1: at most one node executes the domain; overlaps made by administrators or by a false fencing
// confirmation are counted apart (count_excused_overlaps).
Broken two_execute(const ClusterView& view);

// S1b: no copy executes whose memory is behind what the domain executed elsewhere already.
Broken stale_executes(const ClusterView& view);

// S1b: a paused copy beside another copy exists only while the claim says that a migration of these
// two is unfinished (moving, or held with a resume owed), or that one of them is condemned.
Broken paused_beside_another(const ClusterView& view);

// S2: at quiescence, ADMIN readable, the domain is defined on at most one member.
Broken defined_twice(const ClusterView& view);

// S3: an intact export, a node-local copy on a member or a definition on a member exists.
Broken definition_lost(const ClusterView& view);

// S8: at quiescence no resource is online on a node that is a member and has no copy of the domain.
Broken online_without_domain(const ClusterView& view);

// Every predicate above, in this order; the first violation.
Broken find_violation(const ClusterView& view);

// How many further nodes execute the domain for reasons that no agent can prevent.
int count_excused_overlaps(const ClusterView& view);

// Strong affinities between two domains.
enum class Affinity : std::uint8_t { together, apart };
template <>
struct EnumText<Affinity> {
  static constexpr std::array text{"together"sv, "apart"sv};
};
struct AffinityRule {
  std::uint8_t first = 0;  // positions in the list of views
  std::uint8_t second = 0;
  Affinity kind = Affinity::apart;
  bool in_transit = false;  // RGM with Pre_evict: a negative affinity holds at every moment
};

// S9: strong affinities hold at quiescence, negative ones under RGM with Pre_evict in transit too;
// `together` is judged only when both domains execute somewhere.
Broken affinity_broken(std::span<const ClusterView> views, const AffinityRule& rule);

}  // namespace xvm
