#include "sim/shrink/saved_run.hpp"

#include <fmt/format.h>

namespace xvm::sim {
namespace {

using enum DeedWord;
using fakes::Ask;

// Commands to the cluster manager, of administrators by hand, and faults, each with its deed; what
// has none is `nothing`.
DeedWord word_of(rgm::Verb verb) {
  switch (verb) {
    case rgm::Verb::online: return online;
    case rgm::Verb::offline: return offline;
    case rgm::Verb::switch_to: return switch_to;
    case rgm::Verb::remaster: return remaster;
    case rgm::Verb::evacuate: return evacuate;
    case rgm::Verb::restart: return restart;
    case rgm::Verb::enable: return enable;
    case rgm::Verb::disable: return disable;
    case rgm::Verb::quiesce: return quiesce;
    case rgm::Verb::quiesce_kill: return quiesce_kill;
    case rgm::Verb::clear_stop_failed: return clear;
    case rgm::Verb::unmonitor: return unmonitor;
    case rgm::Verb::monitor: return monitor;
    case rgm::Verb::suspend: return suspend_group;
    case rgm::Verb::resume: return resume_group;
    case rgm::Verb::validate: return validate;
    default: return nothing;
  }
}

DeedWord word_by_hand(Ask ask) {
  switch (ask) {
    case Ask::start: return virsh_start;
    case Ask::create_transient: return virsh_create;
    case Ask::destroy: return virsh_destroy;
    case Ask::send_shutdown: return virsh_shutdown;
    case Ask::suspend: return virsh_suspend;
    case Ask::resume: return virsh_resume;
    case Ask::undefine: return virsh_undefine;
    case Ask::define: return virsh_define;
    case Ask::managed_save: return virsh_managedsave;
    case Ask::managed_save_remove: return virsh_managedsave_remove;
    default: return nothing;
  }
}

DeedWord word_of_life(Ask ask) {
  switch (ask) {
    case Ask::guest_crashes: return guest_crashes;
    case Ask::guest_powers_off: return guest_powers_off;
    case Ask::guest_reboots: return guest_reboots;
    case Ask::guest_io_error: return guest_io_error;
    case Ask::kill_emulator: return kill_emulator;
    default: return nothing;
  }
}

DeedWord word_of(fakes::Temper temper) {
  switch (temper) {
    case fakes::Temper::graceful: return guest_obeys;
    case fakes::Temper::slow: return guest_slows;
    case fakes::Temper::hung: return guest_hangs;
    default: return nothing;
  }
}

DeedWord word_of(Admin how) {
  switch (how) {
    case Admin::silent: return admin_silent;
    case Admin::read_only: return admin_read_only;
    case Admin::full: return admin_full;
    case Admin::gone: return admin_gone;
    case Admin::served: break;
  }
  return admin_back;
}

Deed deed_of_plugin(Plugin plugin, const Filling& with) {
  constexpr std::array<std::uint16_t, enum_count<Plugin>> statuses{0, 40, 100, 201, 0, 0};
  Deed deed{plugin_says, with};
  deed.with.number = statuses[static_cast<std::size_t>(plugin)];
  if (plugin == Plugin::silent) deed.word = plugin_hangs;
  if (plugin == Plugin::broken) deed.word = plugin_missing;
  return deed;
}

DeedWord word_of(const Choice& c) {
  const bool probe = c.probe == 1;
  switch (c.kind) {
    case Kind::lose: return probe ? lose_probe_call : lose_call_number;
    case Kind::agent_killed: return probe ? kill_probe : kill_agent;
    case Kind::data_cut: return cut_migration;
    case Kind::data_back: return mend_migration;
    case Kind::command: return word_of(static_cast<rgm::Verb>(c.detail));
    case Kind::by_hand: return word_by_hand(static_cast<Ask>(c.detail));
    case Kind::hand_migrate: return virsh_migrate;
    case Kind::life: return word_of_life(static_cast<Ask>(c.detail));
    case Kind::temper: return word_of(static_cast<fakes::Temper>(c.detail));
    case Kind::claim_torn: return tear_claim;
    case Kind::claim_mended: return mend_claim;
    case Kind::register_again: return register_domain;
    case Kind::declare_dead: return declare_dead;
    case Kind::fencing_fails: return fencing_fails;
    case Kind::fencing_works: return fencing_works;
    case Kind::crash_host: return power_off;
    case Kind::boot_host: return boot;
    case Kind::freeze_host: return freeze;
    case Kind::thaw_host: return thaw;
    case Kind::kill_daemon: return kill_libvirtd;
    case Kind::start_daemon: return start_libvirtd;
    case Kind::freeze_daemon: return freeze_libvirtd;
    case Kind::thaw_daemon: return thaw_libvirtd;
    case Kind::cut: return cut_one_way;
    case Kind::heal: return heal_one_way;
    case Kind::isolate: return isolate;
    case Kind::admin: return word_of(static_cast<Admin>(c.detail));
    case Kind::admin_back: return admin_back;
    case Kind::admin_lost_here: return admin_lost_on;
    case Kind::admin_back_here: return admin_back_on;
    case Kind::admin_stale: return admin_stale_on;
    case Kind::admin_fresh: return admin_fresh_on;
    case Kind::admin_emptied: return admin_emptied;
    default: return nothing;
  }
}

std::string failed_kind(const RunResult& r, const Scenario& s) {
  if (r.ok()) return {};
  if (r.verdict) return std::string(name_of(r.verdict));
  if (r.unfit == Unfit::stands_still) return "expect all is quiet";
  return fmt::format("expect {} runs", s.domains[r.unfit_domain].name);
}

// L1 was judged at the end of the run: there the file expects what was not so.
Statement ending(const RunResult& r) {
  Condition expected{ConditionWord::all_quiet, {}};
  if (r.unfit != Unfit::stands_still) {
    expected.word = ConditionWord::runs;
    expected.with.domain = r.unfit_domain;
  }
  return {{}, {TriggerKind::at, r.simulated_us, {}}, Expectation{Scope::now, {expected}}};
}

}  // namespace

std::optional<Deed> deed_of(const Choice& c) {
  Filling with;
  if (c.domain != Choice::no_domain) with.domain = c.domain;
  with.node = c.node;
  if (c.kind == Kind::plugin) return deed_of_plugin(static_cast<Plugin>(c.detail), with);
  Deed deed{word_of(c), with};
  if (deed.word == nothing) return std::nullopt;
  if (c.kind == Kind::lose) deed.with.number = c.slot;
  const bool has_other =
      c.kind == Kind::cut || c.kind == Kind::heal || c.kind == Kind::hand_migrate;
  if (has_other) deed.with.other = node_at(c.slot);
  return deed;
}

SavedRun save_run(const RunOptions& options, const std::vector<Done>& done, const RunResult& r) {
  SavedRun saved{header_of(options), {}, 0};
  Scenario& s = saved.scenario;
  for (const Done& d : done) {
    if (std::optional<Deed> deed = deed_of(d.choice)) {
      s.statements.push_back({{}, {TriggerKind::at, d.at_us, {}}, std::move(*deed)});
    } else {
      ++saved.unspoken;
    }
  }
  saved.kind = failed_kind(r, s);
  if (!r.ok() && !r.verdict) s.statements.push_back(ending(r));
  if (!r.ok()) s.name = fmt::format("seed {}: {}", options.seed, saved.kind);
  return saved;
}

}  // namespace xvm::sim
