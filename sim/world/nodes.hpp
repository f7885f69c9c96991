// sim/world/nodes.hpp
//
// Purpose: the fake nodes inside the world: every call, event of a guest's life and fault goes
// through fakes/node, and the memory anchors are kept at the only place that writes a domain's
// cell. Thread rule: functions of one world.
//
//   const fakes::Reply reply = ask_node(domain, world, NodeId{1}, fakes::Ask::create);
#pragma once

#include "fakes/node/domain_life.hpp"
#include "fakes/node/node.hpp"
#include "sim/world/reach.hpp"

#include <algorithm>

namespace xvm::sim {

// S1b: virtual processors are set going. What the copy knew before must not be behind what the
// domain executed elsewhere.
template <class D>
void note_execution(D& d, unsigned n, const fakes::DomainCell& next) {
  auto& place = d.places[n];
  if (!fakes::active(next)) place.ran_past = false;
  d.incarnation = std::max(d.incarnation, next.guest.memory.incarnation);
  if (!fakes::executing(next) || d.forged || place.by_hand.excuses()) return;
  const fakes::Memory memory = next.guest.memory;
  const bool goes_on = fakes::executing(place.cell) && place.cell.guest.memory == memory;
  if (goes_on) return;
  fakes::Memory known = memory;
  if (known.executed > 0) --known.executed;
  const bool boots = memory.incarnation > d.furthest.incarnation;
  place.ran_past = !boots && fakes::ran_past(d.furthest, known);
  if (fakes::ran_past(memory, d.furthest)) d.furthest = memory;
}

// What was done by hand is over with the copy, the pause or the definition that it was about.
inline void forget_hand(ByHand& hand, const fakes::DomainCell& next) {
  if (!fakes::active(next)) hand.started = false;
  if (!is_paused_copy(classify(fakes::observe(next)))) hand.suspended = false;
  if (!next.defined) hand.defined = false;
}

template <class D>
void set_cell(D& d, NodeId n, const fakes::DomainCell& next) {
  auto& place = d.places[index(n)];
  const bool boots = next.guest.memory.incarnation > d.incarnation;
  note_execution(d, index(n), next);
  forget_hand(place.by_hand, next);
  place.cell = next;
  if (boots) place.cell.guest.temper = d.nature;
}

// A definition, or a node's own copy of it, on any disk.
template <class D>
bool is_kept_somewhere(const D& d) {
  return std::any_of(d.places.begin(), d.places.end(), [](const auto& place) {
    return place.cell.defined || place.notes.local_copy;
  });
}

template <class D>
bool has_journey(const D& d) {
  return d.journey.source != NodeId::none;
}
template <class D>
bool travels(const D& d, NodeId n) {
  return has_journey(d) && (d.journey.source == n || d.journey.target == n);
}

// A host that stands still looks to the other one like a cut, and its own daemon does nothing.
template <class W, class D>
fakes::NodeState node_state(const W& w, const D& d, NodeId n) {
  const auto& place = d.places[index(n)];
  fakes::Host host = w.hosts[index(n)];
  if (w.frozen.contains(n) && host.daemon == fakes::Daemon::up) {
    host.daemon = fakes::Daemon::frozen;
  }
  return {host, place.cell, place.late};
}

template <class W, class D>
fakes::Crossing crossing(const W& w, const D& d) {
  const Journey& j = d.journey;
  const bool moves = !w.frozen.contains(j.source) && !w.frozen.contains(j.target);
  const bool there = moves && path(w, j.source, j.target);
  const bool back = moves && path(w, j.target, j.source);
  return {node_state(w, d, j.source),
          node_state(w, d, j.target),
          {there, back, j.data && there && back},
          j.migration};
}

template <class D>
void put_back(D& d, NodeId n, const fakes::NodeState& state) {
  set_cell(d, n, state.domain);
  d.places[index(n)].late = state.late;
}
// Of a copy that was set going by hand another such copy comes.
template <class D>
void put_back(D& d, const fakes::Crossing& c) {
  d.journey.migration = c.migration;
  ByHand& there = d.places[index(d.journey.target)].by_hand;
  if (d.places[index(d.journey.source)].by_hand.excuses() && fakes::active(c.target.domain)) {
    there.started = d.excused = true;
  }
  if (d.journey.by_hand && c.target.domain.defined) there.defined = true;
  put_back(d, d.journey.source, c.source);
  put_back(d, d.journey.target, c.target);
}

template <class D>
bool image_taken(const D& d, NodeId by_others_than) {
  for (std::size_t i = 0; i < d.places.size(); ++i) {
    if (node_at(i) != by_others_than && fakes::image_guarded(d.places[i].cell)) return true;
  }
  return false;
}

// A request or an event of a guest's life. Host-wide faults: strike_host.
template <class W, class D>
fakes::Reply ask_node(const W& w, D& d, NodeId n, fakes::Ask ask) {
  const fakes::Request request{ask, image_taken(d, n),
                               static_cast<std::uint16_t>(d.incarnation + 1)};
  if (travels(d, n) && !fakes::only_looks(ask)) {
    const auto side = d.journey.source == n ? fakes::Side::source : fakes::Side::target;
    const fakes::Disturbed after = fakes::disturb(crossing(w, d), side, request);
    put_back(d, after.after);
    return {
        side == fakes::Side::source ? after.after.source : after.after.target, after.outcome, {}};
  }
  const fakes::Reply reply = fakes::apply(node_state(w, d, n), request);
  if (!fakes::only_looks(ask)) put_back(d, n, reply.after);
  return reply;
}

// A fault or repair of a daemon or host concerns all its domains; all agree on the host afterwards.
template <class W>
void strike_host(W& w, NodeId n, fakes::Ask ask) {
  fakes::Host after = w.hosts[index(n)];
  for (auto& d : w.domains_in_use()) after = ask_node(w, d, n, ask).after.host;
  w.hosts[index(n)] = after;
}

}  // namespace xvm::sim
