// What pacemaker-fenced does: a request for a reset goes from one member to the next until one of
// their fence agents succeeds; the controller asks again, up to stonith-max-attempts times.
#include "fakes/pacemaker/machine.hpp"

namespace xvm::fakes::pacemaker {
namespace {

constexpr unsigned calls_by_one = 2;              // each member calls its agent twice
constexpr std::uint32_t between_calls_ms = 1000;  // recorded: S9

// The member that runs the fencing device, else the last one (recorded: S15); then the others.
NodeId executor(const Machine& m, unsigned side, NodeId target, unsigned number) {
  const NodeSet online = online_members(m, side).without(target);
  NodeId first = NodeId::none;
  for (const NodeId n : online) {
    for (unsigned i = 0; i < m.v.resource_capacity; ++i) {
      const ResourceId r = resource_at(i);
      const bool device = m.v.has(r) && m.v.config(r).kind == ResourceClass::stonith;
      if (device && m.v.cell(r, n).role == Role::started) first = n;
    }
  }
  if (first == NodeId::none) {
    for (const NodeId n : online) first = n;
  }
  if (number == 0) return first;
  for (const NodeId n : online.without(first)) {
    if (--number == 0) return n;
  }
  return NodeId::none;
}

// The side whose transition waits for the reset of n; `sides`: nobody does.
unsigned side_waiting_for(const Machine& m, NodeId n) {
  for (unsigned side = 0; side < sides; ++side) {
    if (m.v.parts[side].fences_fired.contains(n)) return side;
  }
  return sides;
}

void call_agent(Machine& m, unsigned side, NodeId n) {
  Node& node = m.v.node(n);
  node.fenced_by = executor(m, side, n, node.fence_calls / calls_by_one);
  m.out.push(Fence{n, node.fenced_by});
}

void request_is_over(Machine& m, unsigned side, NodeId n, bool ok) {
  Side& s = m.v.parts[side];
  s.fences_fired = s.fences_fired.without(n);
  if (!ok) s.fences_failed = s.fences_failed.with(n);
  --s.in_flight;
}

void request_failed(Machine& m, unsigned side, NodeId n) {
  Node& node = m.v.node(n);
  ++node.fence_failed;
  log(m, Line::fencing_failed, ResourceId::none, n, Op::none, node.fence_failed);
  request_is_over(m, side, n, false);
  if (node.fence_failed < m.v.cluster->fencing_attempts) {
    abort_transition(m, side);
  } else {
    node.fence_failed = m.v.cluster->fencing_attempts;
    log(m, Line::fencing_given_up, ResourceId::none, n);
  }
  proceed(m, side);
}

}  // namespace

void request_fencing(Machine& m, unsigned side, NodeId n) {
  m.v.node(n).fence_calls = 0;
  log(m, Line::fencing_requested, ResourceId::none, n);
  call_agent(m, side, n);
}

void on_fence_ended(Machine& m, const FenceEnded& e) {
  const unsigned side = side_waiting_for(m, e.node);
  Node& node = m.v.node(e.node);
  if (e.ok) {
    node.fence_failed = 0;
    const bool member = side != sides && m.v.parts[side].members.contains(e.node);
    // The answer travels by Corosync, which waits for the silent node until its token is over.
    if (member) return void(node.fenced = true);
    if (side != sides || node.unclean) terminated(m, e.node);
    return;
  }
  if (side == sides) return;  // its controller is gone, and a new one asks anew
  ++node.fence_calls;
  if (node.fence_calls % calls_by_one != 0) {
    return arm(m, {TimerName::fence_again, ResourceId::none, e.node}, between_calls_ms);
  }
  if (executor(m, side, e.node, node.fence_calls / calls_by_one) == NodeId::none) {
    return request_failed(m, side, e.node);
  }
  call_agent(m, side, e.node);
}

void on_fence_again(Machine& m, NodeId n) {
  const unsigned side = side_waiting_for(m, n);
  if (side != sides) call_agent(m, side, n);
}

}  // namespace xvm::fakes::pacemaker
