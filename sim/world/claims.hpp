// sim/world/claims.hpp
//
// Purpose: the claim files on the administrative file system, and what a node reads of them: a node
// whose cache is stale reads old ones, a torn one is unreadable for everybody (agent/store: never
// taken for the one before), an emptied folder holds none. Thread rule: functions of one world.
//
//   const ClaimRead read = read_claim(world, 0, NodeId{1});
//   const LinkOutcome end = link_claim(world.domains[0], next);
#pragma once

#include "model/ports/admin_store.hpp"
#include "sim/world/nodes.hpp"

namespace xvm::sim {

// The service must be there (Service::none: nobody answers).
template <class W>
ClaimRead read_claim(const W& w, std::uint8_t domain, NodeId n) {
  const auto& d = w.domains[domain];
  if (admin_service(w, n) == Service::errors) return {StoreOutcome::unreadable, {}};
  if (w.stale_admin.contains(n)) return {StoreOutcome::ok, d.places[index(n)].cached};
  if (d.torn) return {StoreOutcome::unreadable, {}};
  return {StoreOutcome::ok, d.newest};
}

// link(2) as agent/store/claim_files.cpp: it goes by the names, which nobody can tear.
template <class D>
LinkOutcome link_claim(D& d, const Claim& next) {
  if (next.epoch <= d.newest.epoch) return LinkOutcome::lost;
  if (next.epoch != d.newest.epoch + 1) return LinkOutcome::failed;  // epochs leave no gaps
  d.before = d.newest;
  d.newest = next;
  d.torn = false;
  return LinkOutcome::won;
}

// A link goes to the server, whose answer brings the attributes of the folder with it.
template <class D>
void refresh_cache(D& d, NodeId n) {
  d.places[index(n)].cached = d.newest;
}

template <class W>
void make_stale(W& w, NodeId n) {
  w.stale_admin = w.stale_admin.with(n);
  for (auto& d : w.domains_in_use()) refresh_cache(d, n);
}

template <class D>
bool can_remove_newest(const D& d) {
  return d.newest.epoch > 0 && d.before.epoch + 1 == d.newest.epoch;
}

// Who removes a claim file decides that the one before it counts: what comes of it is by hand.
template <class D>
void remove_newest(D& d) {
  if (!can_remove_newest(d)) return;
  d.newest = d.before;
  d.before = {};
  d.torn = false;
  d.forged = d.excused = true;
}

template <class W>
void empty_admin(W& w) {
  for (auto& d : w.domains_in_use()) {
    if (d.newest.unsettled()) d.claims_lost = d.excused = true;
    d.newest = d.before = {};
    d.torn = d.exported = false;
    d.bereft = true;
    d.destroyed = !is_kept_somewhere(d);
  }
}

}  // namespace xvm::sim
