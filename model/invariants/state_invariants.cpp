#include "model/invariants/state_invariants.hpp"

namespace xvm {
namespace {

// Nodes that execute without an excuse; of an excused overlap the others remain.
NodeSet answerable(const ClusterView& view) {
  NodeSet set;
  for (NodeId n : view.executing()) {
    if (!view.at(n).is_excused()) set = set.with(n);
  }
  return set;
}

NodeId last_of(NodeSet set) {
  NodeId last = NodeId::none;
  for (NodeId n : set) last = n;
  return last;
}

bool claim_explains(const ClusterView& view, NodeId paused, NodeId other) {
  const Claim& claim = view.claim;
  if (claim.state == ClaimState::condemned) return claim.owner == paused || claim.owner == other;
  return claim.unsettled() && claim.involves(paused) && claim.involves(other);
}

bool is_paused_copy(const NodeView& node) {
  return node.has_copy() && node.guest.kind != Copy::executing;
}

}  // namespace

Broken two_execute(const ClusterView& view) {
  const NodeSet set = answerable(view);
  return set.size() > 1 ? Broken{Violation::two_execute, last_of(set)} : Broken{};
}

Broken stale_executes(const ClusterView& view) {
  for (NodeId n : answerable(view)) {
    if (view.at(n).guest.memory.is_behind(view.furthest)) return {Violation::stale_executes, n};
  }
  return {};
}

Broken paused_beside_another(const ClusterView& view) {
  for (NodeId n : view.all()) {
    if (!is_paused_copy(view.at(n)) || view.at(n).is_excused()) continue;
    for (NodeId o : view.all().without(n)) {
      const bool beside = view.at(o).has_copy() && !view.at(o).is_excused();
      if (beside && !claim_explains(view, n, o)) return {Violation::paused_beside_another, n};
    }
  }
  return {};
}

Broken defined_twice(const ClusterView& view) {
  if (!view.quiescent || !view.admin_readable) return {};
  NodeSet defined;
  for (NodeId n : view.all()) {
    const NodeView& node = view.at(n);
    if (node.up && node.member && node.defined) defined = defined.with(n);
  }
  return defined.size() > 1 ? Broken{Violation::defined_twice, last_of(defined)} : Broken{};
}

Broken definition_lost(const ClusterView& view) {
  if (!view.had_definition || view.all_destroyed || view.intact_export) return {};
  for (NodeId n : view.all()) {
    const NodeView& node = view.at(n);
    if (node.member && (node.defined || node.local_copy)) return {};
  }
  return {Violation::definition_lost, NodeId::none};
}

Broken online_without_domain(const ClusterView& view) {
  if (!view.quiescent) return {};
  for (NodeId n : view.all()) {
    const NodeView& node = view.at(n);
    const bool online = view.believed[index(n)] == Believed::online;
    if (online && node.up && node.member && node.guest.kind == Copy::none) {
      return {Violation::online_without_domain, n};
    }
  }
  return {};
}

Broken find_violation(const ClusterView& view) {
  constexpr std::array predicates{two_execute,   stale_executes,  paused_beside_another,
                                  defined_twice, definition_lost, online_without_domain};
  for (const auto predicate : predicates) {
    if (const Broken broken = predicate(view)) return broken;
  }
  return {};
}

int count_excused_overlaps(const ClusterView& view) {
  const int all = view.executing().size();
  const int plain = answerable(view).size();
  const int shared = plain > 0 ? all - plain : all - plain - 1;
  return shared > 0 ? shared : 0;
}

Broken affinity_broken(std::span<const ClusterView> views, const AffinityRule& rule) {
  const ClusterView& a = views[rule.first];
  const ClusterView& b = views[rule.second];
  if (!rule.in_transit && !(a.quiescent && b.quiescent)) return {};
  const NodeSet shared = a.executing() & b.executing();
  if (rule.kind == Affinity::apart) {
    return shared.empty() ? Broken{} : Broken{Violation::affinity_broken, last_of(shared)};
  }
  if (!(a.quiescent && b.quiescent) || a.executing().empty() || b.executing().empty()) return {};
  return shared.empty() ? Broken{Violation::affinity_broken, last_of(a.executing())} : Broken{};
}

}  // namespace xvm
