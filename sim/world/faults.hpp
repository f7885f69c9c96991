// sim/world/faults.hpp
//
// Purpose: where a kind of fault can strike now. A kind of which none is left is not listed.
// Thread rule: pure functions of a world; nothing is allocated.
//
//   FaultChoices<3, 3> list;
//   list_faults(world, Fault::cut_one_way, list);
#pragma once

#include "sim/world/choices.hpp"

#include <initializer_list>

namespace xvm::sim {

template <unsigned Nodes, unsigned Domains>
using FaultChoices =
    ChoiceListOf<std::size_t{Domains} * (std::size_t{Nodes} * 2 * (Nodes + 5) + 24) +
                 std::size_t{Nodes} * Nodes + 8>;

template <class W>
struct FaultLister {
  using List = FaultChoices<W::node_capacity, W::domain_capacity>;
  const W& w;
  List& list;

  void push(Kind kind, unsigned domain, NodeId n, unsigned probe = 0, unsigned slot = 0,
            unsigned detail = 0) const {
    list.push({kind, static_cast<std::uint8_t>(domain), n, static_cast<std::uint8_t>(probe),
               static_cast<std::uint8_t>(slot), static_cast<std::uint8_t>(detail), 0, 0});
  }
  void on_hosts(Kind kind, bool daemon_must_live) const {
    for (unsigned n = 0; n < w.node_count; ++n) {
      const bool daemon = w.hosts[n].daemon == fakes::Daemon::up || !daemon_must_live;
      if (awake(w, node_at(n)) && daemon) push(kind, Choice::no_domain, node_at(n));
    }
  }
  void on_links() const {
    for (unsigned a = 0; a < w.node_count; ++a) {
      for (unsigned b = 0; b < w.node_count; ++b) {
        const bool whole = a != b && !w.cut[a].contains(node_at(b));
        if (whole) push(Kind::cut, Choice::no_domain, node_at(a), 0, b);
      }
    }
  }
  void on_admin(Admin how) const {
    if (w.admin == Admin::served) {
      push(Kind::admin, Choice::no_domain, NodeId::none, 0, 0, static_cast<unsigned>(how));
    }
  }
  void on_runs(Fault fault) const {
    for (unsigned d = 0; d < w.domain_count; ++d) {
      for (unsigned n = 0; n < w.node_count; ++n) {
        for (unsigned p = 0; p < 2; ++p) on_run(fault, d, n, p);
      }
    }
  }
  void on_run(Fault fault, unsigned d, unsigned n, unsigned p) const {
    const auto& run = w.domains[d].places[n].runs[p];
    if (run.life != Life::running || !awake(w, node_at(n))) return;
    if (fault == Fault::agent_kill) return push(Kind::agent_killed, d, node_at(n), p);
    for (unsigned i = 0; i < run.calls.size(); ++i) {
      const Call& call = run.calls[i];
      const bool travels = call.stage == Stage::asked || call.stage == Stage::landed;
      if (is_open(call) && travels) push(Kind::lose, d, node_at(n), p, i);
    }
  }
  void on_guests(fakes::Ask ask) const {
    for (unsigned d = 0; d < w.domain_count; ++d) {
      for (unsigned n = 0; n < w.node_count; ++n) {
        const fakes::DomainCell& cell = w.domains[d].places[n].cell;
        if (!awake(w, node_at(n)) || !fakes::active(cell) || !fakes::happen(cell, ask)) continue;
        push(Kind::life, d, node_at(n), 0, 0, static_cast<unsigned>(ask));
      }
    }
  }
  void on_journeys() const {
    for (unsigned d = 0; d < w.domain_count; ++d) {
      if (has_journey(w.domains[d]) && w.domains[d].journey.data) {
        push(Kind::data_cut, d, w.domains[d].journey.source);
      }
    }
  }
  void by_hand(std::initializer_list<fakes::Ask> asks) const {
    for (unsigned d = 0; d < w.domain_count; ++d) {
      for (unsigned n = 0; n < w.node_count; ++n) {
        if (!can_type(w, node_at(n))) continue;
        const auto& domain = w.domains[d];
        const bool taken = image_taken(domain, node_at(n));
        for (const fakes::Ask ask : asks) {
          const auto reply = fakes::apply(node_state(w, domain, node_at(n)), {ask, taken, 0});
          const bool same = reply.after.domain == domain.places[n].cell;
          if (reply.outcome != CallOutcome::ok || same) continue;
          push(Kind::by_hand, d, node_at(n), 0, 0, static_cast<unsigned>(ask));
        }
      }
    }
  }
  void migrations_by_hand() const {
    for (unsigned d = 0; d < w.domain_count; ++d) {
      for (unsigned from = 0; from < w.node_count; ++from) {
        for (unsigned to = 0; to < w.node_count; ++to) {
          const auto domain = static_cast<std::uint8_t>(d);
          if (!can_migrate_by_hand(w, domain, node_at(from), node_at(to))) continue;
          push(Kind::hand_migrate, d, node_at(from), 0, to);
        }
      }
    }
  }
  void on_members(Kind kind) const {
    for (unsigned n = 0; n < w.node_count; ++n) {
      if (can_presume_dead(w, node_at(n))) push(kind, Choice::no_domain, node_at(n));
    }
  }
  void on_tempers() const {
    using fakes::Temper;
    for (unsigned d = 0; d < w.domain_count; ++d) {
      for (unsigned n = 0; n < w.node_count; ++n) {
        const fakes::DomainCell& cell = w.domains[d].places[n].cell;
        if (!awake(w, node_at(n)) || !fakes::active(cell)) continue;
        for (const Temper temper : {Temper::graceful, Temper::slow, Temper::hung}) {
          if (temper == cell.guest.temper) continue;
          push(Kind::temper, d, node_at(n), 0, 0, static_cast<unsigned>(temper));
        }
      }
    }
  }
  void on_plugins() const {
    for (unsigned d = 0; d < w.domain_count; ++d) {
      if (!w.domains[d].policy.has_plugin) continue;
      for (unsigned state = 1; state < enum_count<Plugin>; ++state) {
        push(Kind::plugin, d, NodeId::none, 0, 0, state);
      }
    }
  }
  void on_claims() const {
    for (unsigned d = 0; d < w.domain_count; ++d) {
      if (w.domains[d].newest.epoch > 0) push(Kind::claim_torn, d, NodeId::none);
    }
  }
  void on_groups() const {
    using rgm::Verb;
    for (unsigned d = 0; d < w.domain_count; ++d) {
      for (unsigned n = 0; n < w.node_count; ++n) {
        push(Kind::command, d, node_at(n), 0, 0, static_cast<unsigned>(Verb::switch_to));
      }
      for (const Verb verb : {Verb::online, Verb::offline, Verb::remaster, Verb::restart,
                              Verb::quiesce, Verb::quiesce_kill, Verb::enable, Verb::disable}) {
        push(Kind::command, d, NodeId::none, 0, 0, static_cast<unsigned>(verb));
      }
      const NodeId master = w.rgm.groups[d].master;
      if (master != NodeId::none) {
        push(Kind::command, d, master, 0, 0, static_cast<unsigned>(Verb::clear_stop_failed));
        push(Kind::command, d, master, 0, 0, static_cast<unsigned>(Verb::evacuate));
      }
    }
  }
  void all(Fault fault) const {
    switch (fault) {
      case Fault::host_crash: return on_hosts(Kind::crash_host, false);
      case Fault::host_freeze: return on_hosts(Kind::freeze_host, false);
      case Fault::daemon_kill: return on_hosts(Kind::kill_daemon, true);
      case Fault::daemon_freeze: return on_hosts(Kind::freeze_daemon, true);
      case Fault::cut_one_way: return on_links();
      case Fault::isolate: return on_hosts(Kind::isolate, false);
      case Fault::admin_silent: return on_admin(Admin::silent);
      case Fault::admin_read_only: return on_admin(Admin::read_only);
      case Fault::admin_full: return on_admin(Admin::full);
      case Fault::admin_gone: return on_admin(Admin::gone);
      case Fault::admin_lost_here: return on_hosts(Kind::admin_lost_here, false);
      case Fault::agent_kill:
      case Fault::lost_call: return on_runs(fault);
      case Fault::guest_crash: return on_guests(fakes::Ask::guest_crashes);
      case Fault::guest_power_off: return on_guests(fakes::Ask::guest_powers_off);
      case Fault::guest_reboot: return on_guests(fakes::Ask::guest_reboots);
      case Fault::emulator_kill: return on_guests(fakes::Ask::kill_emulator);
      case Fault::data_cut: return on_journeys();
      case Fault::command: return on_groups();
      case Fault::hand_start: return by_hand({fakes::Ask::start, fakes::Ask::create_transient});
      case Fault::hand_stop: return by_hand({fakes::Ask::destroy, fakes::Ask::send_shutdown});
      case Fault::hand_suspend: return by_hand({fakes::Ask::suspend});
      case Fault::hand_resume: return by_hand({fakes::Ask::resume});
      case Fault::hand_define: return by_hand({fakes::Ask::define});
      case Fault::hand_undefine: return by_hand({fakes::Ask::undefine});
      case Fault::hand_migrate: return migrations_by_hand();
      case Fault::hand_save: return by_hand({fakes::Ask::managed_save});
      case Fault::false_fencing: return on_members(Kind::declare_dead);
      case Fault::fencing_fails: return on_hosts(Kind::fencing_fails, false);
      case Fault::admin_stale: return on_hosts(Kind::admin_stale, false);
      case Fault::admin_torn: return on_claims();
      case Fault::admin_emptied: return push(Kind::admin_emptied, Choice::no_domain, NodeId::none);
      case Fault::guest_temper: return on_tempers();
      case Fault::guest_io_error: return on_guests(fakes::Ask::guest_io_error);
      case Fault::plugin: return on_plugins();
    }
  }
};

template <class W>
void list_faults(const W& w, Fault fault,
                 FaultChoices<W::node_capacity, W::domain_capacity>& list) {
  list.clear();
  if (w.faults_left[static_cast<std::size_t>(fault)] == 0) return;
  FaultLister<W>{w, list}.all(fault);
}

}  // namespace xvm::sim
