// sim/world/fencing.hpp
//
// Purpose: how the cluster manager comes to believe that a node is dead, rightly or not, and how a
// node joins (again). A false confirmation leaves the node going on with its guests, its methods
// and their calls; it joins as any other, after its framework was started anew.
// Thread rule: functions of one world.
//
//   if (can_fence(world, n)) fence(world, n, scratch);
//   presume_dead(world, n, scratch);        // "I confirm that it is dead", and it is not
#pragma once

#include "sim/world/cluster.hpp"

namespace xvm::sim {

// How many members it is in touch with, itself included.
template <class W>
unsigned votes_of(const W& w, NodeId n) {
  unsigned votes = 0;
  for (unsigned i = 0; i < w.node_count; ++i) {
    const NodeId other = node_at(i);
    if (is_member(w, other) && awake(w, other) && talk(w, n, other)) ++votes;
  }
  return votes;
}

// The cluster manager proves a node dead: without power, standing still, or out of touch with
// another one that goes on, in a part of the cluster that is at least as large (quorum).
template <class W>
bool can_fence(const W& w, NodeId n) {
  if (!is_member(w, n) || w.unfenceable.contains(n)) return false;
  if (!awake(w, n)) return true;
  for (unsigned i = 0; i < w.node_count; ++i) {
    const NodeId other = node_at(i);
    const bool apart = other != n && is_member(w, other) && awake(w, other) && !talk(w, n, other);
    if (apart && votes_of(w, other) >= votes_of(w, n)) return true;
  }
  return false;
}

template <class W>
bool can_join(const W& w, NodeId n) {
  if (is_member(w, n) || !awake(w, n)) return false;
  for (unsigned i = 0; i < w.node_count; ++i) {
    if (is_member(w, node_at(i)) && !(awake(w, node_at(i)) && talk(w, n, node_at(i)))) return false;
  }
  return true;
}

// Somebody else must be left to hear of it.
template <class W>
bool can_presume_dead(const W& w, NodeId n) {
  if (!w.hosts[index(n)].up || !is_member(w, n)) return false;
  for (unsigned i = 0; i < w.node_count; ++i) {
    if (node_at(i) != n && is_member(w, node_at(i)) && awake(w, node_at(i))) return true;
  }
  return false;
}

template <class W>
void presume_dead(W& w, NodeId n, Scratch& s) {
  if (!can_presume_dead(w, n)) return;
  w.presumed_dead = w.presumed_dead.with(n);
  for (auto& d : w.domains_in_use()) {
    d.places[index(n)].by_hand.presumed_dead = d.excused = d.contested = true;
  }
  tell(w, rgm::NodeDied{n, rgm::Death::fenced}, s);
  s.deeds.touch_all();
}

// The cluster framework of a node that was presumed dead starts anew: its methods are killed. What
// they had sent may still land.
template <class W>
void join(W& w, NodeId n, Scratch& s) {
  if (w.presumed_dead.contains(n)) {
    w.presumed_dead = w.presumed_dead.without(n);
    for (unsigned i = 0; i < w.domain_count; ++i) {
      for (std::uint8_t probe = 0; probe < 2; ++probe) {
        const At<W> at{w, static_cast<std::uint8_t>(i), n, probe};
        kill_run(at);
        at.run() = {};
        at.place().queue = {};
        at.place().queue = {};
      }
    }
  }
  tell(w, rgm::NodesJoined{NodeSet::of(n)}, s);
}

}  // namespace xvm::sim
