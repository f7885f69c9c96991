// sim/world/by_hand.hpp
//
// Purpose: administrators who type virsh behind the cluster manager's back, and what the judge must
// know of it: overlaps that they made count apart, and only those (architecture, section 7). They
// also put right in the end what they did. Thread rule: functions of one world.
//
//   act_by_hand(world, 0, NodeId{1}, fakes::Ask::start);          // virsh start web, on node 1
//   migrate_by_hand(world, 0, NodeId{0}, NodeId{1});              // libvirt's own plan
//   settle_excuses(world, 0);                                     // after every choice
//
// virsh of a daemon that is down is refused; of a frozen one it hangs before it is connected, so
// that nothing comes of it. A copy is excused from the moment when somebody sets it going by hand
// until it is the only one, no method is under way and the claim names its node: from then on
// whoever starts another one could have known of it.
#pragma once

#include "sim/world/nodes.hpp"

#include <optional>

namespace xvm::sim {

constexpr bool sets_going(fakes::Ask ask) {
  using fakes::Ask;
  return ask == Ask::create || ask == Ask::start || ask == Ask::create_transient ||
         ask == Ask::resume;
}

template <class W>
bool can_type(const W& w, NodeId n) {
  return awake(w, n) && w.hosts[index(n)].answers();
}

template <class D>
bool is_active_beside(const D& d, NodeId n) {
  for (std::size_t i = 0; i < d.places.size(); ++i) {
    if (node_at(i) != n && fakes::active(d.places[i].cell)) return true;
  }
  return false;
}

template <class D>
bool is_defined_beside(const D& d, NodeId n) {
  for (std::size_t i = 0; i < d.places.size(); ++i) {
    if (node_at(i) != n && d.places[i].cell.defined) return true;
  }
  return false;
}

template <class D>
void note_hand(D& d, NodeId n, fakes::Ask ask, const ByHand& before, bool was_defined) {
  using fakes::Ask;
  ByHand& hand = d.places[index(n)].by_hand;
  if (ask == Ask::suspend) hand.suspended = true;
  if (ask == Ask::define && !was_defined) hand.defined = true;
  // Who cleans up looks after the definition as well.
  const bool cleans = ask == Ask::destroy && before.excuses();
  if (was_defined && (cleans || ask == Ask::managed_save_remove)) hand.defined = true;
  if (ask != Ask::undefine) return;
  // Section 6: a source that is absent and undefined is the evidence that its copy is complete.
  if (has_journey(d) || d.newest.unsettled()) d.forged = d.excused = true;
  if (!d.exported && !is_kept_somewhere(d)) d.destroyed = true;
}

template <class W>
void act_by_hand(W& w, std::uint8_t domain, NodeId n, fakes::Ask ask) {
  if (!can_type(w, n)) return;
  auto& d = w.domains[domain];
  auto& place = d.places[index(n)];
  const ByHand before = place.by_hand;
  const bool was_defined = place.cell.defined;
  if (sets_going(ask)) place.by_hand.started = d.excused = true;
  const bool done = ask_node(w, d, n, ask).outcome == CallOutcome::ok;
  if (done) return note_hand(d, n, ask, before, was_defined);
  place.by_hand.started = before.started;
}

template <class W>
bool can_migrate_by_hand(const W& w, std::uint8_t domain, NodeId from, NodeId to) {
  const auto& d = w.domains[domain];
  return from != to && !has_journey(d) && can_type(w, from) && can_type(w, to) &&
         talk(w, from, to) && fakes::active(d.places[index(from)].cell);
}

// virsh migrate --live --p2p --persistent --undefinesource: the target is set going by libvirt.
template <class W>
void migrate_by_hand(W& w, std::uint8_t domain, NodeId from, NodeId to) {
  if (!can_migrate_by_hand(w, domain, from, to)) return;
  auto& d = w.domains[domain];
  d.journey = {};
  d.journey.migration.plan = fakes::plain;
  d.journey.source = from;
  d.journey.target = to;
  d.journey.by_hand = true;
  d.places[index(from)].by_hand.started = d.excused = true;
}

// Nobody can start the domain, or only nodes that have its definition themselves.
template <class D>
bool must_be_registered(const D& d) {
  if (d.destroyed) return true;
  if (!d.bereft) return false;
  return std::none_of(d.places.begin(), d.places.end(),
                      [](const auto& place) { return fakes::active(place.cell); });
}

// Administrators write the definition anew, as at the registration.
template <class W>
void register_again(W& w, std::uint8_t domain, NodeId n) {
  auto& d = w.domains[domain];
  const bool was_defined = d.places[index(n)].cell.defined;
  if (ask_node(w, d, n, fakes::Ask::define).outcome != CallOutcome::ok) return;
  auto& place = d.places[index(n)];
  place.by_hand.defined = place.by_hand.defined || !was_defined;
  d.exported = true;
  d.bereft = d.destroyed = false;
}

template <class D>
bool is_under_way(const D& d) {
  if (has_journey(d)) return true;
  for (const Late& late : d.late) {
    if (late.asked != Asked::nothing) return true;
  }
  return std::any_of(d.places.begin(), d.places.end(),
                     [](const auto& place) { return place.runs[0].life != Life::none; });
}

// --- what is put right again ---------------------------------------------------------------------

// Of several copies the one stays that nobody made by hand, or else the one where the claim says.
template <class D>
bool should_yield(const D& d, NodeId n) {
  if (!d.places[index(n)].by_hand.excuses()) return false;
  const bool another = std::any_of(d.places.begin(), d.places.end(), [](const auto& place) {
    return fakes::executing(place.cell) && !place.by_hand.excuses();
  });
  return another || !d.newest.held_by(n);
}

// What an administrator does there in the end: nothing while a migration is being settled.
template <class D>
std::optional<fakes::Ask> mending_hand(const D& d, NodeId n) {
  using fakes::Ask;
  const auto& place = d.places[index(n)];
  const fakes::DomainCell& cell = place.cell;
  const bool io_error = cell.pause == PauseReason::io_error;
  const bool is_odd = place.by_hand != ByHand{} || io_error || fakes::has_save(cell);
  const bool unsettled = d.newest.unsettled();
  if (!is_odd || has_journey(d) || (unsettled && is_under_way(d))) return std::nullopt;
  if (fakes::active(cell)) {
    if (is_active_beside(d, n))
      return should_yield(d, n) ? std::optional{Ask::destroy} : std::nullopt;
    const bool resumable = is_paused_copy(classify(fakes::observe(cell))) && !cell.job;
    const bool waits = resumable && (place.by_hand.suspended || io_error);
    return waits ? std::optional{Ask::resume} : std::nullopt;
  }
  if (fakes::has_save(cell)) return Ask::managed_save_remove;
  const bool superfluous =
      place.by_hand.defined && cell.defined && is_defined_beside(d, n) && !unsettled;
  const bool at_home = d.newest.held_by(n) && !is_active_beside(d, n);
  return superfluous && !at_home ? std::optional{Ask::undefine} : std::nullopt;
}

// Administrators still have something to do, or whoever looks after the plugin has.
template <class W>
bool needs_mending(const W& w, unsigned domain) {
  const auto& d = w.domains[domain];
  if (must_be_registered(d) || d.torn || d.plugin != Plugin::well) return true;
  for (unsigned i = 0; i < w.node_count; ++i) {
    if (can_type(w, node_at(i)) && mending_hand(d, node_at(i))) return true;
  }
  return false;
}

// --- how long an excuse lasts --------------------------------------------------------------------

// Nobody's method will deal with a copy of which no claim says any more that it waits.
template <class D>
void leave_to_administrators(D& d) {
  d.claims_lost = false;
  for (auto& place : d.places) {
    if (!is_paused_copy(classify(fakes::observe(place.cell)))) continue;
    place.by_hand.started = place.by_hand.suspended = true;
  }
}

template <class W>
void settle_excuses(W& w, std::uint8_t domain) {
  auto& d = w.domains[domain];
  if (!d.excused || is_under_way(d)) return;
  if (d.claims_lost) leave_to_administrators(d);
  NodeId alone = NodeId::none;
  for (std::size_t i = 0; i < d.places.size(); ++i) {
    if (!fakes::active(d.places[i].cell)) continue;
    if (alone != NodeId::none) return;
    alone = node_at(i);
  }
  const bool known = alone == NodeId::none ||
                     (d.newest.named().contains(alone) && !w.presumed_dead.contains(alone));
  if (!known) return;
  for (std::size_t i = 0; i < d.places.size(); ++i) {
    ByHand& hand = d.places[i].by_hand;
    hand.started = false;
    hand.presumed_dead = w.presumed_dead.contains(node_at(i));
  }
  d.forged = false;
  d.excused = !w.presumed_dead.empty();
  if (alone == NodeId::none) return;
  d.furthest = d.places[index(alone)].cell.guest.memory;
  d.places[index(alone)].ran_past = false;
}

}  // namespace xvm::sim
