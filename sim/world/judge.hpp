// sim/world/judge.hpp
//
// Purpose: looks at a world as the invariants of model/invariants do, before and after each choice,
// and names the first that is broken (architecture, section 7).
// Thread rule: one owner.
//
//   Judge<World33> judge(world);
//   judge.look(world);  apply(world, choice, scratch);
//   if (const Verdict v = judge.check(world, scratch.deeds)) ...
//
// R4 says that a claim is read again right before an act; between that reading and the act somebody
// may link all the same. So an act is held against the claim that was newest at its actor's last
// reading; acts that were overtaken in between are counted, and what they do harm to is S1 and S1b.
#pragma once

#include "model/invariants/state_invariants.hpp"
#include "sim/world/by_hand.hpp"
#include "sim/world/deeds.hpp"
#include "sim/world/reach.hpp"

namespace xvm::sim {

// S6, which only a clock can judge (sim/timed/deadlines.hpp).
enum class Timing : std::uint8_t { kept, overran, destroyed_early };

struct Verdict {
  Broken broken{};
  std::uint8_t domain = 0;
  bool impossible = false;  // the world told a machine what it never asked for
  Timing timing = Timing::kept;
  explicit operator bool() const {
    return impossible || timing != Timing::kept || static_cast<bool>(broken);
  }
};

constexpr Copy copy_of(const fakes::DomainCell& cell) {
  switch (classify(fakes::observe(cell))) {
    case Seen::executing: return Copy::executing;
    case Seen::paused: return Copy::paused;
    case Seen::incomplete: return Copy::incomplete;
    case Seen::dead: return Copy::dead;
    default: return Copy::none;
  }
}

// A copy whose claim a fault took away, and section 6, step 4: a silent peer's paused copy is paid
// with a debt, so that it may wait beside the owner's copy although the claim says no more of it.
// It is excused while it waits, no longer.
template <class D>
bool is_owed_copy(const D& d, unsigned n) {
  const Copy copy = copy_of(d.places[n].cell);
  if (copy != Copy::paused && copy != Copy::incomplete) return false;
  if (d.claims_lost) return true;
  for (const auto& place : d.places) {
    if (place.notes.copy_owed.contains(node_at(n))) return true;
  }
  return false;
}

// A memory that another copy executed past counts as none at all: S1b.
template <class D>
xvm::Guest guest_of(const D& d, unsigned n) {
  const fakes::Memory m = d.places[n].cell.guest.memory;
  const std::uint32_t executed = d.places[n].ran_past ? 0 : m.executed;
  return {copy_of(d.places[n].cell),
          {m.incarnation, executed},
          d.places[n].by_hand.started || is_owed_copy(d, n)};
}

inline Believed believed_of(rgm::RgState s) {
  switch (s) {
    case rgm::RgState::online: return Believed::online;
    case rgm::RgState::pending_online: return Believed::starting;
    case rgm::RgState::pending_offline: return Believed::stopping;
    default: return Believed::offline;
  }
}

template <class W>
void look_at(const W& w, unsigned domain, bool quiescent, ClusterView& view) {
  const auto& d = w.domains[domain];
  view.node_count = w.node_count;
  for (unsigned n = 0; n < w.node_count; ++n) {
    const auto& place = d.places[n];
    NodeView& node = view.nodes[n];
    node.up = w.hosts[n].up;
    node.member = is_member(w, node_at(n));
    node.fencing_false = place.by_hand.presumed_dead || d.forged;
    node.defined = place.cell.defined;
    node.local_copy = place.notes.local_copy;
    node.guest = guest_of(d, n);
    view.believed[n] =
        believed_of(rgm::rg_state(w.rgm, static_cast<rgm::GroupId>(domain), node_at(n)));
  }
  view.claim = d.newest;
  view.furthest = {d.furthest.incarnation, d.furthest.executed};
  view.admin_readable = admin_service(w, node_at(0)) != Service::none;
  view.intact_export = d.exported;
  view.had_definition = d.had_definition;
  // What a dead node keeps on its disk is not lost.
  view.all_destroyed = d.destroyed || (d.bereft && is_kept_somewhere(d));
  view.quiescent = quiescent;
}

template <class W>
class Judge {
 public:
  explicit Judge(const W& w) { look(w); }

  // Every domain as it is now.
  void look(const W& w) {
    for (unsigned d = 0; d < w.domain_count; ++d) look_at(w, d, false, views_[d]);
  }

  // After a choice: `views` still show what was before.
  Verdict check(const W& w, const Deeds& deeds) {
    if (deeds.impossible) return {{}, deeds.domain, true};
    for (unsigned d = 0; d < w.domain_count; ++d) {
      if ((deeds.touched >> d & 1u) == 0) continue;
      const Claim was = views_[d].claim;
      const int overlaps = w.domains[d].excused ? count_excused_overlaps(views_[d]) : 0;
      if (deeds.acted && deeds.domain == d) before_ = views_[d];
      look_at(w, d, false, views_[d]);
      if (w.domains[d].excused && count_excused_overlaps(views_[d]) > overlaps) ++excused_overlaps_;
      if (const Broken broken = judge(w, d, was, deeds)) {
        return {broken, static_cast<std::uint8_t>(d), false};
      }
    }
    return {};
  }

  std::uint64_t overtaken_acts() const { return overtaken_; }
  // Overlaps that administrators or false confirmations of fencing made (section 7).
  std::uint64_t excused_overlaps() const { return excused_overlaps_; }

 private:
  // S8b is about copies that came by a migration: not one that died and was resumed by hand.
  static void forget_hand_made(ClusterView& view, NodeId n) {
    if (view.at(n).guest.by_administrator) view.at(n).guest = {};
  }
  // A start that is told an old claim, or none, does not know what it refuses (S8b).
  static ClusterView as_told(const W& w, unsigned d, const MethodEnded& end, ClusterView view) {
    const bool told = !w.stale_admin.contains(end.setting.self) && !w.domains[d].torn &&
                      end.reason != Reason::admin_unreadable;
    view.admin_readable = view.admin_readable && told;
    return view;
  }

  Broken judge(const W& w, unsigned d, const Claim& was, const Deeds& deeds) {
    const ClusterView& now = views_[d];
    if (const Broken broken = find_violation(now)) return broken;
    claims_.claim = deeds.claims_struck ? now.claim : was;
    if (const Broken broken = find_violation(claims_, now)) return broken;
    if (deeds.domain != d) return {};
    if (deeds.acted) {
      if (!deeds.act.blind && before_.claim != deeds.at_reading) ++overtaken_;
      before_.claim = deeds.at_reading;
      forget_hand_made(before_, deeds.act.act.node);
      ClusterView after = now;
      after.claim = before_.claim;
      if (const Broken broken = find_violation(before_, deeds.act, after)) return broken;
    }
    if (deeds.migrates) {
      if (const Broken broken = forbidden_migration(deeds.begun)) return broken;
    }
    if (deeds.ended) {
      const ClusterView told = as_told(w, d, deeds.end, now);
      if (const Broken broken = find_violation(now, deeds.end, told)) return broken;
    }
    return {};
  }

  std::array<ClusterView, W::domain_capacity> views_{};
  ClusterView before_{};
  ClusterView claims_{};
  std::uint64_t overtaken_ = 0;
  std::uint64_t excused_overlaps_ = 0;
};

}  // namespace xvm::sim

namespace xvm {
template <>
struct EnumText<sim::Timing> {
  static constexpr std::array text{"kept"sv, "S6-overran"sv, "S6-destroyed-early"sv};
};
}  // namespace xvm

namespace xvm::sim {

// The invariant that is broken, in a word.
constexpr std::string_view name_of(const Verdict& v) {
  if (v.impossible) return "impossible-event";
  return v.timing != Timing::kept ? to_text(v.timing) : to_text(v.broken.violation);
}

}  // namespace xvm::sim
