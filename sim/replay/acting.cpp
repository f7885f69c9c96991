#include "sim/replay/acting.hpp"

#include "fakes/node/domain_life.hpp"
#include "fakes/rgm/event.hpp"

#include <fmt/format.h>

namespace xvm::sim {
namespace {

using enum DeedWord;
using fakes::Ask;
using fakes::Temper;

class Act {
 public:
  Act(const Scenario& s, Cluster& cluster, const Deed& deed, const std::optional<CallAt>& call)
      : s_(s), c_(cluster), deed_(deed), f_(deed.with), call_(call) {}

  std::string go() {
    if (deed_.word == nothing) return {};
    if (deed_.word <= validate) return order();
    if (deed_.word >= virsh_start && deed_.word <= virsh_migrate) return by_hand();
    if (deed_.word >= power_off && deed_.word <= declare_dead) return on_host();
    if (deed_.word >= cut_one_way && deed_.word <= heal_one_way) return on_network();
    if (deed_.word >= admin_silent && deed_.word <= admin_back_on) return on_admin();
    if (deed_.word >= kill_agent) return on_domain();
    return unknown_yet();
  }

 private:
  std::string name(NodeId n) const { return s_.nodes[index(n)]; }
  std::string domain() const { return s_.domains[f_.domain].name; }
  static std::string unknown_yet() { return "the simulated cluster cannot do this yet"; }

  std::string happen(Kind kind, std::uint8_t domain, NodeId n, unsigned slot = 0,
                     unsigned detail = 0, unsigned probe = 0) {
    c_.happen({kind, domain, n, static_cast<std::uint8_t>(probe), static_cast<std::uint8_t>(slot),
               static_cast<std::uint8_t>(detail), 0, 0});
    return {};
  }
  std::string on_node(Kind kind) { return happen(kind, Choice::no_domain, f_.node); }

  // --- administrators ---

  static rgm::Verb verb_for(DeedWord word) {
    switch (word) {
      case offline: return rgm::Verb::offline;
      case switch_to: return rgm::Verb::switch_to;
      case remaster: return rgm::Verb::remaster;
      case evacuate: return rgm::Verb::evacuate;
      case restart: return rgm::Verb::restart;
      case enable: return rgm::Verb::enable;
      case disable: return rgm::Verb::disable;
      case quiesce: return rgm::Verb::quiesce;
      case quiesce_kill: return rgm::Verb::quiesce_kill;
      case clear: return rgm::Verb::clear_stop_failed;
      case unmonitor: return rgm::Verb::unmonitor;
      case monitor: return rgm::Verb::monitor;
      case suspend_group: return rgm::Verb::suspend;
      case resume_group: return rgm::Verb::resume;
      case validate: return rgm::Verb::validate;
      default: return rgm::Verb::online;
    }
  }
  std::string order() {
    const std::uint8_t of = f_.domain == no_domain ? 0 : f_.domain;
    return happen(Kind::command, of, f_.node, 0, static_cast<unsigned>(verb_for(deed_.word)));
  }

  static Ask hand_for(DeedWord word) {
    switch (word) {
      case virsh_create: return Ask::create_transient;
      case virsh_destroy: return Ask::destroy;
      case virsh_shutdown: return Ask::send_shutdown;
      case virsh_suspend: return Ask::suspend;
      case virsh_resume: return Ask::resume;
      case virsh_undefine: return Ask::undefine;
      case virsh_define: return Ask::define;
      case virsh_managedsave: return Ask::managed_save;
      case virsh_managedsave_remove: return Ask::managed_save_remove;
      default: return Ask::start;
    }
  }
  std::string by_hand() {
    if (!is_up(f_.node)) return stands();
    if (deed_.word == virsh_migrate) {
      return happen(Kind::hand_migrate, f_.domain, f_.node, index(f_.other));
    }
    return happen(Kind::by_hand, f_.domain, f_.node, 0,
                  static_cast<unsigned>(hand_for(deed_.word)));
  }

  // --- hosts and daemons ---

  bool is_up(NodeId n) const { return c_.host(n).up && !c_.stands_still(n); }
  std::string stands() const {
    return name(f_.node) + (c_.host(f_.node).up ? " stands still" : " has no power");
  }
  std::string if_daemon(fakes::Daemon state, Kind kind, std::string_view otherwise) {
    if (!c_.host(f_.node).up) return stands();
    if (c_.host(f_.node).daemon != state) {
      return fmt::format("libvirtd on {} {}", name(f_.node), otherwise);
    }
    return on_node(kind);
  }
  std::string power_on() {
    if (c_.host(f_.node).up) return name(f_.node) + " has power";
    if (c_.is_member(f_.node)) {
      return fmt::format("the cluster has not noticed yet that {} is dead; wait: when {} is gone",
                         name(f_.node), name(f_.node));
    }
    return on_node(Kind::boot_host);
  }
  std::string on_host() {
    using fakes::Daemon;
    const bool up = c_.host(f_.node).up;
    switch (deed_.word) {
      case power_off: return up ? on_node(Kind::crash_host) : stands();
      case boot: return power_on();
      case freeze: return is_up(f_.node) ? on_node(Kind::freeze_host) : stands();
      case thaw:
        return c_.stands_still(f_.node) ? on_node(Kind::thaw_host)
                                        : name(f_.node) + " does not stand still";
      case kill_libvirtd:
        if (!up) return stands();
        return c_.host(f_.node).daemon == Daemon::down
                   ? fmt::format("libvirtd on {} does not run", name(f_.node))
                   : on_node(Kind::kill_daemon);
      case start_libvirtd: return if_daemon(Daemon::down, Kind::start_daemon, "runs");
      case freeze_libvirtd: return if_daemon(Daemon::up, Kind::freeze_daemon, "does not answer");
      case thaw_libvirtd: return if_daemon(Daemon::frozen, Kind::thaw_daemon, "is not frozen");
      case fencing_fails: return on_node(Kind::fencing_fails);
      case fencing_works: return on_node(Kind::fencing_works);
      case declare_dead:
        return up && c_.is_member(f_.node) ? on_node(Kind::declare_dead)
                                           : name(f_.node) + " is no member that lives";
      default: return unknown_yet();
    }
  }

  // --- network and ADMIN ---

  std::string cut(NodeId from, NodeId to) {
    if (c_.is_cut(from, to)) {
      return fmt::format("from {} to {} is cut already", name(from), name(to));
    }
    return happen(Kind::cut, Choice::no_domain, from, index(to));
  }
  std::string heal_from(NodeId from, NodeId to) {
    if (!c_.is_cut(from, to)) return fmt::format("from {} to {} is not cut", name(from), name(to));
    return happen(Kind::heal, Choice::no_domain, from, index(to));
  }
  std::string heal_all() {
    bool any = false;
    for (unsigned a = 0; a < c_.node_count(); ++a) {
      for (unsigned b = 0; b < c_.node_count(); ++b) {
        if (a == b || !c_.is_cut(node_at(a), node_at(b))) continue;
        any = true;
        heal_from(node_at(a), node_at(b));
      }
    }
    return any ? "" : "nothing is cut";
  }
  std::string on_network() {
    switch (deed_.word) {
      case cut_one_way: return cut(f_.node, f_.other);
      case cut_both_ways: {
        const std::string wrong = cut(f_.node, f_.other);
        return wrong.empty() ? cut(f_.other, f_.node) : wrong;
      }
      case isolate: return on_node(Kind::isolate);
      case heal: return heal_all();
      default: return heal_from(f_.node, f_.other);
    }
  }

  std::string break_admin(Admin how) {
    return happen(Kind::admin, Choice::no_domain, NodeId::none, 0, static_cast<unsigned>(how));
  }
  // A server that is back as a whole first; what is stale or torn there is mended by its own deed.
  std::string mend_admin() {
    if (c_.admin() != Admin::served) {
      return happen(Kind::admin_back, Choice::no_domain, NodeId::none);
    }
    bool any = false;
    for (const Choice& c : c_.repairs()) {
      const bool of_admin = c.kind == Kind::admin_fresh || c.kind == Kind::claim_mended;
      if (!of_admin) continue;
      any = true;
      c_.happen(c);
    }
    return any ? "" : "ADMIN works";
  }
  std::string on_admin() {
    switch (deed_.word) {
      case admin_silent: return break_admin(Admin::silent);
      case admin_read_only: return break_admin(Admin::read_only);
      case admin_full: return break_admin(Admin::full);
      case admin_gone: return break_admin(Admin::gone);
      case admin_stale:
        for (unsigned n = 0; n < c_.node_count(); ++n) {
          happen(Kind::admin_stale, Choice::no_domain, node_at(n));
        }
        return {};
      case admin_torn:
        for (unsigned d = 0; d < c_.domain_count(); ++d) {
          happen(Kind::claim_torn, static_cast<std::uint8_t>(d), NodeId::none);
        }
        return {};
      case admin_emptied: return happen(Kind::admin_emptied, Choice::no_domain, NodeId::none);
      case admin_stale_on: return on_node(Kind::admin_stale);
      case admin_fresh_on: return on_node(Kind::admin_fresh);
      case tear_claim: return happen(Kind::claim_torn, f_.domain, NodeId::none);
      case mend_claim: return happen(Kind::claim_mended, f_.domain, NodeId::none);
      case admin_back: return mend_admin();
      case admin_lost_on:
        return c_.lost_admin(f_.node) ? name(f_.node) + " has lost it already"
                                      : on_node(Kind::admin_lost_here);
      default:
        return c_.lost_admin(f_.node) ? on_node(Kind::admin_back_here) : name(f_.node) + " has it";
    }
  }

  // --- agents, guests, migrations ---

  std::string end_agent() {
    for (unsigned probe = 0; probe < 2; ++probe) {
      if (c_.doing(f_.domain, f_.node, probe).life != Life::running) continue;
      return happen(Kind::agent_killed, f_.domain, f_.node, 0, 0, probe);
    }
    return fmt::format("no method of {} runs on {}", domain(), name(f_.node));
  }
  static bool is_waited_for(const Call& call) { return is_open(call) && call.stage != Stage::lost; }
  std::string lose(unsigned probe, std::size_t slot) {
    return happen(Kind::lose, f_.domain, f_.node, static_cast<unsigned>(slot), 0, probe);
  }
  std::string lose_answer() {
    if (call_ && call_->domain == f_.domain && call_->node == f_.node) {
      return lose(call_->probe, call_->slot);
    }
    for (unsigned probe = 0; probe < 2; ++probe) {
      const Doing doing = c_.doing(f_.domain, f_.node, probe);
      if (doing.life != Life::running) continue;
      for (std::size_t i = 0; i < doing.calls.size(); ++i) {
        if (is_waited_for(doing.calls[i])) return lose(probe, i);
      }
    }
    return fmt::format("no method of {} on {} waits for an answer", domain(), name(f_.node));
  }
  std::string end_probe() {
    return c_.doing(f_.domain, f_.node, 1).life == Life::running
               ? happen(Kind::agent_killed, f_.domain, f_.node, 0, 0, 1)
               : fmt::format("no probe of {} runs on {}", domain(), name(f_.node));
  }
  std::string lose_numbered(unsigned probe) {
    const Doing doing = c_.doing(f_.domain, f_.node, probe);
    const bool open = doing.life == Life::running && f_.number < doing.calls.size() &&
                      is_waited_for(doing.calls[f_.number]);
    if (open) return lose(probe, f_.number);
    return fmt::format("there is no such call of {} on {}", domain(), name(f_.node));
  }
  std::string live(Ask ask) {
    const fakes::DomainCell& cell = c_.cell(f_.domain, f_.node);
    if (!is_up(f_.node)) return stands();
    if (!fakes::active(cell) || !fakes::happen(cell, ask)) {
      return fmt::format("{} does not run on {}", domain(), name(f_.node));
    }
    return happen(Kind::life, f_.domain, f_.node, 0, static_cast<unsigned>(ask));
  }
  std::string become(Temper temper) {
    if (!fakes::active(c_.cell(f_.domain, f_.node))) {
      return fmt::format("{} is not active on {}", domain(), name(f_.node));
    }
    return happen(Kind::temper, f_.domain, f_.node, 0, static_cast<unsigned>(temper));
  }
  static Plugin plugin_for(unsigned status) {
    if (status == 0) return Plugin::well;
    if (status == 100) return Plugin::complete_failure;
    return status == 201 ? Plugin::giveover : Plugin::unwell;
  }
  std::string plugin(Plugin says) {
    return happen(Kind::plugin, f_.domain, NodeId::none, 0, static_cast<unsigned>(says));
  }
  std::string stream(bool flows) {
    const Journey& j = c_.journey(f_.domain);
    if (j.source == NodeId::none) return domain() + " does not migrate";
    if (j.data == flows) return flows ? "its memory flows" : "its memory stands still already";
    return happen(flows ? Kind::data_back : Kind::data_cut, f_.domain, j.source);
  }
  std::string on_domain() {
    switch (deed_.word) {
      case kill_agent: return end_agent();
      case lose_call: return lose_answer();
      case kill_probe: return end_probe();
      case lose_call_number: return lose_numbered(0);
      case lose_probe_call: return lose_numbered(1);
      case guest_slows: return become(Temper::slow);
      case guest_io_error: return live(Ask::guest_io_error);
      case plugin_missing: return plugin(Plugin::broken);
      case register_domain: return happen(Kind::register_again, f_.domain, f_.node);
      case guest_crashes: return live(Ask::guest_crashes);
      case guest_powers_off: return live(Ask::guest_powers_off);
      case guest_reboots: return live(Ask::guest_reboots);
      case guest_hangs: return become(Temper::hung);
      case guest_obeys: return become(Temper::graceful);
      case kill_emulator: return live(Ask::kill_emulator);
      case plugin_says: return plugin(plugin_for(f_.number));
      case plugin_hangs: return plugin(Plugin::silent);
      case cut_migration: return stream(false);
      default: return stream(true);
    }
  }

  const Scenario& s_;
  Cluster& c_;
  const Deed& deed_;
  const Filling& f_;
  const std::optional<CallAt>& call_;
};

}  // namespace

std::string act(const Scenario& s, Cluster& cluster, const Deed& deed,
                const std::optional<CallAt>& call) {
  return Act(s, cluster, deed, call).go();
}

}  // namespace xvm::sim
