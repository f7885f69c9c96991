#include "fakes/rgm/machine.hpp"

namespace xvm::fakes::rgm {
namespace {

bool gives_over(Control what) {
  return what == Control::giveover || what == Control::check_giveover;
}

// LOG_ONLY allows nothing; RESTART_ONLY allows RESOURCE_RESTART alone (facts: GDS, section 7.5).
bool mode_forbids(FailoverMode mode, Control what) {
  if (what == Control::resource_is_restarted) return false;
  if (mode == FailoverMode::log_only) return true;
  return mode == FailoverMode::restart_only && what != Control::resource_restart;
}

void carry_out(Machine& m, const ControlCall& c) {
  Group& group = m.v.group(c.group);
  switch (c.what) {
    case Control::giveover: return begin_check(m, c.group, Check::call_giveover, c.id);
    case Control::check_giveover: return begin_check(m, c.group, Check::call_check, c.id);
    case Control::check_restart:
      return answer(m, c.id, SchaErr::noerr, Why::done, c.group, c.caller);
    case Control::resource_is_restarted:
      count_restart(m, c.group);
      return answer(m, c.id, SchaErr::noerr, Why::done, c.group, c.caller);
    case Control::resource_restart:
      group.command = c.id;
      return restart_resource(m, c.group, Cause::call_restart);
    case Control::restart: {
      const NodeId target = m.v.rules->restart_names_self ? c.caller : NodeId::none;
      group.command = c.id;
      return begin_move(m, c.group, Cause::restart, target, c.caller);
    }
  }
}

}  // namespace

void on_control_call(Machine& m, const ControlCall& c) {
  const auto refuse = [&](SchaErr err, Why why) { answer(m, c.id, err, why, c.group, c.caller); };
  if (!m.v.has(c.group)) return refuse(SchaErr::inval, Why::group_unknown);
  const Group& group = m.v.group(c.group);
  if (group.master != c.caller || c.caller == NodeId::none) {
    return refuse(SchaErr::state, Why::not_online_on_caller);
  }
  if (!rests_online(m, c.group) || group.check != Check::none) {
    return refuse(SchaErr::state, Why::group_busy);
  }
  if (m.v.cell(c.group, c.caller).rg != RgState::online || !group.enabled) {
    return refuse(SchaErr::state, Why::not_online_on_caller);
  }
  if (mode_forbids(group.config.failover_mode, c.what)) {
    return refuse(SchaErr::checks, Why::failover_mode_forbids);
  }
  if (gives_over(c.what) && group.suspended) return refuse(SchaErr::checks, Why::group_suspended);
  carry_out(m, c);
}

}  // namespace xvm::fakes::rgm
