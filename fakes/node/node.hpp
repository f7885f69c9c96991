// fakes/node/node.hpp
//
// Purpose: a node with one domain as one pure function: state and request in, state and answer out.
// The contract suite and the fake executables wrap it; the simulator embeds its state.
// Thread rule: a pure function of plain values; no clock, no allocation.
//
//   NodeState node{.domain = {.defined = true}};
//   Reply r = apply(node, {Ask::create});
//   r.outcome == CallOutcome::ok;  observe(r.after.domain).activity == Activity::running;
//
// A node with several domains: keep one Host and a (domain, late) for each; apply a node-wide
// request to each domain with the host as it was before. All answers agree on the host afterwards.
#pragma once

#include "fakes/node/daemon.hpp"
#include "fakes/node/domain_cell.hpp"
#include "model/ports/outcome.hpp"

namespace xvm::fakes {

struct NodeState {
  Host host{};
  DomainCell domain{};
  LateCalls late{};
  friend constexpr bool operator==(const NodeState&, const NodeState&) = default;
};
static_assert(std::is_trivially_copyable_v<NodeState> && sizeof(NodeState) <= 32);
static_assert(std::has_unique_object_representations_v<NodeState>);

struct Reply {
  NodeState after;
  // As the caller sees it who waits for the end. Of what is no call: ok, or refused when it cannot
  // happen now. A call to a daemon or a host that is down is refused (connection refused, no route
  // to host: nothing was begun); one to a frozen daemon is unknown. Questions are unknown whenever
  // nobody answers. A caller that gives up earlier, and one whom the network cuts off, knows
  // nothing whatever this says.
  CallOutcome outcome = CallOutcome::unknown;
  Observation seen;  // with Ask::observe; elsewhere unknown
};

Reply apply(const NodeState& node, const Request& request);

// The second witness of R1: the emulator's pid, read on the host without the daemon.
constexpr Witness witness(const NodeState& node) {
  if (!node.host.up) return Witness::unknown;
  return active(node.domain) ? Witness::alive : Witness::gone;
}

}  // namespace xvm::fakes
