// sim/world/rest.hpp
//
// Purpose: what must hold when nothing goes on any more: one definition (S2), no resource online
// without its domain (S8), strong affinities (S9); and the names of what may stand in the way
// (architecture, section 7).
// Thread rule: one owner; nothing is allocated after it was made.
//
//   RestJudge<World33> rest(world);
//   if (const Verdict v = rest.check(world)) ...      // world must be at rest
#pragma once

#include "sim/world/judge.hpp"
#include "sim/world/recovery.hpp"

namespace xvm::sim {

// Why a definition may be left beside the one that counts.
enum class Leftover : std::uint8_t {
  none,
  owed,         // an undefine is owed: a note says so
  unswept,      // no BOOT swept up since the node joined: SUNW.gds calls none, or it failed
  by_hand,      // an administrator defined it
  not_retired,  // by a start that found the domain running, or refused by a managed save, or
                // landed late (R14), and nothing swept up since
  contested,    // the cluster manager took a node for free that was not: two starts, no stop since
  claims_lost,  // nobody knows any more whose it is
  nobody_won,   // the group is not online: the next start retires it
};

template <class W>
Leftover leftover_of(const W& w, unsigned domain, NodeId n) {
  const auto& d = w.domains[domain];
  if (d.places[index(n)].by_hand.defined) return Leftover::by_hand;
  for (const auto& place : d.places) {
    if (place.notes.undefine_owed.contains(n)) return Leftover::owed;
  }
  if (d.places[index(n)].unswept) return Leftover::unswept;
  if (d.contested) return Leftover::contested;
  if (d.places[index(n)].not_retired) return Leftover::not_retired;
  if (d.claims_lost || d.newest.state == ClaimState::none) return Leftover::claims_lost;
  const rgm::Group& group = w.rgm.groups[domain];
  const bool online = group.master != NodeId::none &&
                      w.rgm.cells[domain][index(group.master)].rg == rgm::RgState::online;
  return online && group.enabled ? Leftover::none : Leftover::nobody_won;
}

// The cluster manager and the hypervisors agree on where the domain is.
template <class W>
bool is_where_believed(const W& w, unsigned domain, NodeSet executing) {
  const NodeId master = w.rgm.groups[domain].master;
  return master != NodeId::none && executing == NodeSet::of(master) &&
         w.rgm.cells[domain][index(master)].rg == rgm::RgState::online;
}

template <class W>
class RestJudge {
 public:
  explicit RestJudge(const W& w) {
    for (unsigned d = 0; d < w.domain_count; ++d) {
      const rgm::GroupConfig& c = w.rgm.groups[d].config;
      for (unsigned i = 0; i < c.affinity_count; ++i) add_rule(d, c.affinities[i]);
    }
  }

  Verdict check(W& w) {
    for (unsigned d = 0; d < w.domain_count; ++d) {
      look_at(w, d, true, views_[d]);
      if (const Broken broken = check_domain(w, d)) {
        return {broken, static_cast<std::uint8_t>(d), false};
      }
    }
    for (std::size_t i = 0; i < rule_count_; ++i) {
      const AffinityRule& rule = rules_[i];
      if (!is_judged(w, rule.first) || !is_judged(w, rule.second)) continue;
      if (const Broken broken = affinity_broken(std::span(views_), rule)) {
        return {broken, rule.first, false};
      }
    }
    return {};
  }

 private:
  void add_rule(unsigned d, const rgm::AffinityTo& a) {
    const auto from = static_cast<std::uint8_t>(d);
    const auto to = static_cast<std::uint8_t>(rgm::index(a.target));
    if (a.kind == rgm::Affinity::strong_negative) {
      rules_[rule_count_++] = {from, to, Affinity::apart, false};
    } else if (a.kind == rgm::Affinity::strong_positive ||
               a.kind == rgm::Affinity::strong_positive_delegating) {
      rules_[rule_count_++] = {from, to, Affinity::together, false};
    }
  }
  bool is_judged(const W& w, unsigned d) const {
    return is_where_believed(w, d, views_[d].executing());
  }
  Broken check_domain(W& w, unsigned d) {
    ClusterView& view = views_[d];
    // A definition that is explained does not count; the claim's owner has the one that does.
    for (NodeId n : view.all()) {
      const bool counts = view.claim.owner == n;
      if (!counts && leftover_of(w, d, n) != Leftover::none) view.at(n).defined = false;
    }
    if (const Broken broken = defined_twice(view)) return broken;
    if (w.rgm.groups[d].master == NodeId::none || !view.executing().empty()) return {};
    if (why_at_master(w, d) != NoRecovery::none || !w.rgm.groups[d].enabled) return {};
    return online_without_domain(view);
  }

  std::array<ClusterView, W::domain_capacity> views_{};
  std::array<AffinityRule, std::size_t{W::domain_capacity} * rgm::max_affinities> rules_{};
  std::size_t rule_count_ = 0;
};

}  // namespace xvm::sim

namespace xvm {
template <>
struct EnumText<sim::Leftover> {
  static constexpr std::array text{"none"sv,        "owed"sv,      "unswept"sv,     "by-hand"sv,
                                   "not-retired"sv, "contested"sv, "claims-lost"sv, "nobody-won"sv};
};
}  // namespace xvm
