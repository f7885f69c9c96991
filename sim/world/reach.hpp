// sim/world/reach.hpp
//
// Purpose: who can reach whom: hosts that work, the network in each direction, the cluster's own
// membership, and the administrative file system.
// Thread rule: pure functions of a world.
//
//   if (talk(world, a, b)) ...     // a request arrives and its answer comes back
#pragma once

#include "sim/world/world.hpp"

namespace xvm::sim {

// The host has power and does not stand still.
template <class W>
bool awake(const W& w, NodeId n) {
  return w.hosts[index(n)].up && !w.frozen.contains(n);
}

template <class W>
bool path(const W& w, NodeId from, NodeId to) {
  return from == to || !w.cut[index(from)].contains(to);
}

// Both directions of the network work; whether somebody answers there is another question.
template <class W>
bool talk(const W& w, NodeId a, NodeId b) {
  return path(w, a, b) && path(w, b, a);
}

template <class W>
bool is_member(const W& w, NodeId n) {
  return rgm::node_is_up(w.rgm, n);
}

// Its cluster framework works together with that of another member, or it is the last one.
template <class W>
bool in_touch(const W& w, NodeId n) {
  if (!awake(w, n) || !is_member(w, n)) return false;
  bool alone = true;
  for (unsigned i = 0; i < w.node_count; ++i) {
    const NodeId other = node_at(i);
    if (other == n || !is_member(w, other)) continue;
    alone = false;
    if (awake(w, other) && talk(w, n, other)) return true;
  }
  return alone;
}

// What can be asked of ADMIN from a node.
enum class Service : std::uint8_t { whole, reads, errors, none };
template <class W>
Service admin_service(const W& w, NodeId n) {
  if (w.admin == Admin::silent || w.no_admin.contains(n)) return Service::none;
  if (w.admin == Admin::gone) return Service::errors;
  return w.admin == Admin::served ? Service::whole : Service::reads;
}

}  // namespace xvm::sim
