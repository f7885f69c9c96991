// sim/world/cluster.hpp
//
// Purpose: the cluster manager inside the world: it is told events, and what it asks for is done:
// methods are launched and killed, timers armed, nodes rebooted. It also says what the agent's own
// questions get for an answer (agent/gds/gds_facts).
// Thread rule: functions of one world.
//
//   tell(world, rgm::Command{...}, scratch);
#pragma once

#include "fakes/rgm/step.hpp"
#include "sim/world/methods.hpp"

namespace xvm::sim {

constexpr rgm::GroupId group_at(std::size_t i) { return static_cast<rgm::GroupId>(i); }

inline RgState group_state_told(rgm::RgState s) {
  if (s == rgm::RgState::online) return RgState::online;
  return s == rgm::RgState::pending_offline ? RgState::pending_offline : RgState::other;
}

template <class W>
Facts facts_for(const W& w, std::uint8_t domain, NodeId self) {
  const rgm::GroupId g = group_at(domain);
  Facts f;
  f.readable = true;
  f.on_off = rgm::on_off_switch(w.rgm, g) ? OnOffSwitch::enabled : OnOffSwitch::disabled;
  f.rg_state = group_state_told(rgm::rg_state(w.rgm, g, self));
  const rgm::TargetNodesAnswer target = rgm::target_nodes(w.rgm, g);
  if (target.available) {
    f.targets = target.node == NodeId::none ? TargetNodes::empty : TargetNodes::one;
    f.target = target.node;
  }
  f.status_ok = rgm::status(w.rgm, g, self) == rgm::Status::ok;
  f.last_plugin_ok = !w.domains[domain].places[index(self)].notes.plugin_failed;
  f.members = rgm::members(w.rgm).with(self);
  for (NodeId n : f.members.without(self)) {
    const rgm::RgState there = rgm::rg_state(w.rgm, g, n);
    if (there == rgm::RgState::offline || there == rgm::RgState::unmanaged) continue;
    f.online = f.online.with(n);
    const bool busy =
        there == rgm::RgState::pending_online || there == rgm::RgState::pending_offline;
    if (busy) f.methods = f.methods.with(n);
  }
  return f;
}

// Whatever ran on the host is gone; what it had sent may have arrived already.
template <class W>
void lose_processes(W& w, NodeId n) {
  for (auto& d : w.domains_in_use()) {
    for (auto& run : d.places[index(n)].runs) {
      for (const Call& call : run.calls) {
        if (call.stage == Stage::working) d.journey.migration.client_lives = false;
      }
      run = {};
    }
    d.places[index(n)].notes.booting = false;
    d.places[index(n)].queue = {};
    d.places[index(n)].unswept = true;
    for (Late& late : d.late) {
      if (late.actor == n) late = {};
    }
  }
}

// The host's power is gone.
template <class W>
void crash_host(W& w, NodeId n, Scratch& s) {
  lose_processes(w, n);
  strike_host(w, n, fakes::Ask::crash_host);
  w.frozen = w.frozen.without(n);
  w.presumed_dead = w.presumed_dead.without(n);
  s.deeds.touch_all();
}

template <class W>
void launch(const At<W>& at, rgm::Method method) {
  auto& run = at.run();
  run = {};
  run.life = Life::launched;
  run.method = method;
}

template <class W>
struct RgmActions {
  W& w;
  Scratch& s;

  At<W> at(rgm::GroupId g, NodeId n, rgm::Method m) const {
    const auto domain = static_cast<std::uint8_t>(rgm::index(g));
    s.deeds.touch(domain);
    return {w, domain, n, static_cast<std::uint8_t>(m == rgm::Method::probe ? 1 : 0)};
  }
  void operator()(const rgm::Launch& a) const {
    const At<W> there = at(a.group, a.node, a.method);
    if (a.method == rgm::Method::boot) there.place().unswept = true;
    if (there.run().life == Life::none) return launch(there, a.method);
    Queue& queue = there.place().queue;
    // The end of a method is told before the next one, but for the start command of SUNW.gds.
    const bool outlived = there.run().method == rgm::Method::start && there.probe == 0;
    if (!outlived || queue.method != rgm::Method::none) std::abort();
    queue.method = a.method;
  }
  void operator()(const rgm::Kill& a) const {
    const At<W> there = at(a.group, a.node, a.method);
    Queue& queue = there.place().queue;
    const bool waits = queue.method == a.method && there.run().method != a.method;
    if (waits) {
      queue.killed = true;
    } else {
      kill_run(there);
    }
  }
  // What is left under the tag of SUNW.gds: its start command.
  void operator()(const rgm::KillTag& a) const {
    const At<W> there = at(a.group, a.node, rgm::Method::start);
    if (there.run().method == rgm::Method::start) kill_run(there);
  }
  void operator()(const rgm::Arm& a) const {
    if (a.timer.name == rgm::TimerName::evacuated) {
      w.evacuated_s[index(a.timer.node)] = std::max<std::uint16_t>(a.seconds, 1);
      s.deeds.cluster = true;
      return;
    }
    cancel(a.timer);
    auto& d = w.domains[rgm::index(a.timer.group)];
    if (d.timer_count == d.timers.size()) std::abort();  // one of each name, node and slot fits
    d.timers[d.timer_count++] = {a.timer, a.seconds};
  }
  void operator()(const rgm::Cancel& a) const {
    if (a.timer.name == rgm::TimerName::evacuated) {
      w.evacuated_s[index(a.timer.node)] = 0;
      s.deeds.cluster = true;
      return;
    }
    cancel(a.timer);
  }
  // Failover_mode HARD: the node goes down; its death is told when it is proven.
  void operator()(const rgm::RebootNode& a) const { crash_host(w, a.node, s); }
  void operator()(const rgm::Answer&) const {}
  void operator()(const rgm::Log&) const {}

  void cancel(const rgm::Timer& timer) const {
    const auto g = rgm::index(timer.group);
    if (g >= W::domain_capacity) return;
    s.deeds.touch(g);
    auto& d = w.domains[g];
    const auto matches = [&](const ArmedTimer& t) {
      rgm::Timer pattern = timer;
      if (pattern.slot == rgm::Timer::every_slot) pattern.slot = t.timer.slot;
      return t.timer == pattern;
    };
    const auto end = d.timers.begin() + d.timer_count;
    const auto kept = std::remove_if(d.timers.begin(), end, matches);
    std::fill(kept, end, ArmedTimer{});
    d.timer_count = static_cast<std::uint8_t>(kept - d.timers.begin());
  }
};

template <class W>
void tell(W& w, const rgm::Event& event, Scratch& s) {
  s.rgm.clear();
  rgm::step(w.rgm, event, s.rgm);
  for (const rgm::Action& action : s.rgm) std::visit(RgmActions<W>{w, s}, action);
}

template <class W>
void command(W& w, std::uint8_t domain, rgm::Verb verb, NodeId node, Scratch& s) {
  w.last_command = static_cast<std::uint16_t>(w.last_command + 1);
  if (w.last_command == 0) w.last_command = 1;
  tell(w, rgm::Command{rgm::CommandId{w.last_command}, verb, group_at(domain), node, 60}, s);
}

// The end of a method, as its process tells the cluster manager.
template <class W>
void tell_end(const At<W>& at, Scratch& s) {
  auto& run = at.run();
  const rgm::MethodEnded end{group_at(at.domain), at.node, run.method, run.killed, run.exit_code};
  run = {};
  Queue& queue = at.place().queue;
  if (at.probe == 0 && queue.method != rgm::Method::none && !queue.killed) {
    launch(at, queue.method);
    run.waited = true;
    queue = {};
  }
  tell(at.w, end, s);
  const rgm::Cell& cell = at.w.rgm.cells[at.domain][index(at.node)];
  const bool tree_died =
      end.method == rgm::Method::start && cell.tag_watched && !cell.command_running;
  if (tree_died) tell(at.w, rgm::PmfTag{end.group, end.node, rgm::TagEvent::tree_died}, s);
}

// The lock is held by another one: the method fails without a look, or it was killed waiting.
// SUNW.gds hides that a STOP failed. The cluster manager takes the node for free, while the start
// command goes on there: a false statement like that of a false fencing, and counted with those.
template <class W>
void refuse_lock(const At<W>& at, Scratch& s) {
  Queue& queue = at.place().queue;
  if (queue.method == rgm::Method::stop) {
    at.place().by_hand.presumed_dead = at.d().excused = true;
    at.d().contested = true;
  }
  const rgm::MethodEnded end{group_at(at.domain), at.node, queue.method, queue.killed, 1};
  queue = {};
  tell(at.w, end, s);
}

// The start took its tag out of PMF (SUNW.gds), so that nobody restarts or kills it any more.
template <class W>
void withdraw_tag(const At<W>& at, Scratch& s) {
  if (!at.w.rgm.cells[at.domain][index(at.node)].tag_watched) return;
  tell(at.w, rgm::PmfTag{group_at(at.domain), at.node, rgm::TagEvent::withdrawn}, s);
}

template <class W>
void fence(W& w, NodeId n, Scratch& s) {
  const bool ran = w.hosts[index(n)].up;
  if (ran) crash_host(w, n, s);
  lose_processes(w, n);  // what was launched there before anybody noticed
  tell(w, rgm::NodeDied{n, ran ? rgm::Death::fenced : rgm::Death::failfast}, s);
  s.deeds.touch_all();
}

}  // namespace xvm::sim
