#include "model/decisions/health.hpp"

namespace xvm {
namespace {

constexpr ProbeVerdict finish(Result result, Reason reason) {
  return {ProbeMove::finish, result, reason, 0};
}

// R13: the newest claim this node ever read names another node, yet the domain is active here.
bool claimed_elsewhere(const Setting& setting) {
  const Claim& claim = setting.last_seen;
  return claim.state == ClaimState::held && claim.owner != setting.self;
}

ProbeVerdict judge_paused(PauseReason pause) {
  return pause == PauseReason::crashed ? finish(Result::unhealthy, Reason::guest_crashed)
                                       : finish(Result::degraded, Reason::healthy_paused);
}

ProbeVerdict judge_inactive(const Setting& setting, const Observation& here) {
  if (here.off == OffReason::crashed) return finish(Result::unhealthy, Reason::guest_crashed);
  // Destroyed, failed or unknown why: nothing that the guest itself asked for.
  if (here.off == OffReason::shutdown && setting.on_poweroff == OnPoweroff::stay) {
    return finish(Result::degraded, Reason::powered_off);
  }
  return finish(Result::not_running, here.defined ? Reason::shut_off : Reason::absent_here);
}

}  // namespace

ProbeVerdict judge_health(const Setting& setting, const Observation& here, ProbeLook look) {
  if (classify(here) == Seen::unknown) return {ProbeMove::ask_witness, {}, {}, 0};
  if (is_active(classify(here)) && claimed_elsewhere(setting)) {
    return finish(Result::degraded, Reason::claimed_elsewhere);
  }
  if (here.activity == Activity::inactive && setting.reboots_in_gap && look == ProbeLook::first) {
    return {ProbeMove::look_again, {}, {}, 0};
  }
  switch (here.activity) {
    case Activity::inactive: return judge_inactive(setting, here);
    case Activity::crashed:
    case Activity::dying: return finish(Result::unhealthy, Reason::guest_crashed);
    case Activity::paused: return judge_paused(here.pause);
    case Activity::incomplete: return finish(Result::degraded, Reason::healthy_paused);
    // On its way down, or asleep by its own wish: nobody in there can answer a plugin.
    case Activity::in_shutdown:
    case Activity::pmsuspended: return finish(Result::success, Reason::healthy);
    case Activity::running:
    case Activity::blocked:
    case Activity::idle:
    case Activity::no_state:
    case Activity::unknown: break;
  }
  if (setting.has_plugin) return {ProbeMove::run_plugin, {}, {}, 0};
  return finish(Result::success, Reason::healthy);
}

ProbeVerdict judge_witness(const Setting& setting, Witness witness) {
  switch (witness) {
    case Witness::gone: return finish(Result::unhealthy, Reason::emulator_gone);
    case Witness::alive: return finish(Result::degraded, Reason::emulator_alive);
    case Witness::unknown: break;
  }
  return setting.unknown_grace_over ? finish(Result::unhealthy, Reason::unknown_too_long)
                                    : finish(Result::degraded, Reason::unknown_within_grace);
}

ProbeVerdict judge_plugin(const Setting& setting, const PluginReturned& plugin) {
  constexpr std::uint8_t complete_failure = 100;
  constexpr std::uint8_t half_failure = 50;
  constexpr std::uint8_t immediate_failover = 201;
  if (plugin.end == PluginEnd::not_started) return finish(Result::degraded, Reason::plugin_broken);
  if (plugin.end == PluginEnd::exited && plugin.status == 0) {
    return finish(Result::success, Reason::plugin_said);
  }
  // A plugin that logs in to the guest fails while the guest boots; GDS probes inside START.
  if (setting.booting) return finish(Result::success, Reason::still_booting);
  if (plugin.end == PluginEnd::timed_out) {
    return {ProbeMove::finish, Result::plugin, Reason::plugin_timed_out, half_failure};
  }
  std::uint8_t status = plugin.status;
  const bool failover = status == immediate_failover && setting.allow_201;
  if (status > complete_failure && !failover) status = complete_failure;
  return {ProbeMove::finish, Result::plugin, Reason::plugin_said, status};
}

}  // namespace xvm
