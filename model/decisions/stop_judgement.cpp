#include "model/decisions/stop_judgement.hpp"

#include "model/decisions/start_judgement.hpp"
#include "model/decisions/stop_intent.hpp"

namespace xvm {
namespace {

// A settle needs claims to be linked; without ADMIN the stop brings its own copy down instead and
// leaves the moving claim to whoever can write the next one.
bool must_settle(const StopView& v) {
  return v.claim.unsettled() && v.claim.involves(v.setting.self) && v.admin_readable &&
         !v.settle_spent;
}

StopVerdict judge_hand_over(const StopView& v) {
  const NodeId target = v.setting.hand_over_to;
  const bool moved = v.claim.migrated_away_from(v.setting.self) && !v.claim.unsettled();
  if (moved && proves_inactive(v.here)) {
    return {StopMove::finish, Reason::migrated_away, v.claim.owner};
  }
  const bool wanted = v.setting.failover != FailoverType::normal &&
                      v.setting.nodes.contains(target) && target != v.setting.self;
  const bool sound = v.here == Seen::executing && v.facts.status_ok && v.facts.last_plugin_ok;
  if (wanted && sound && v.admin_readable && !v.migration_spent && !v.claim.unsettled()) {
    return {StopMove::migrate, Reason::none, target};
  }
  const Reason why = proves_inactive(v.here) ? Reason::nowhere : Reason::migration_failed;
  return {StopMove::fail, why, target};
}

// R15: under GDS only the node that RGM believes in is stopped, so disabled must mean off
// everywhere: the copy that our last stop migrated away is taken down at its target.
bool takes_target_down(const StopView& v, StopIntent intent) {
  return v.setting.engine == Engine::gds && intent != StopIntent::switch_over && v.admin_readable &&
         v.claim.migrated_away_from(v.setting.self) && !v.migration_spent &&
         members_of(v.setting, v.facts).contains(v.claim.owner);
}

StopVerdict judge_inactive(const StopView& v, StopIntent intent) {
  const NodeId self = v.setting.self;
  if (takes_target_down(v, intent)) return {StopMove::bring_down, Reason::none, v.claim.owner};
  const bool moving_away = v.claim.unsettled() && v.claim.involves(self);
  if (moving_away) return {StopMove::finish, Reason::unsettled, self};
  if (v.here == Seen::defined) return {StopMove::clean, Reason::none, self};
  if (v.claim.held_by(self)) return {StopMove::release, Reason::stopped, self};
  if (v.claim.migrated_away_from(self)) {
    return {StopMove::finish, Reason::migrated_away, v.claim.owner};
  }
  return {StopMove::finish, Reason::not_here, self};
}

}  // namespace

StopVerdict judge_stop(const StopView& v) {
  const NodeId self = v.setting.self;
  if (v.here == Seen::unknown) {
    const bool stops = v.setting.method == Method::stop;
    return {stops ? StopMove::ask_witness : StopMove::fail, Reason::self_unknown, self};
  }
  if (must_settle(v)) return {StopMove::settle, Reason::none, NodeId::none};
  if (v.setting.method == Method::hand_over) return judge_hand_over(v);
  const StopIntent intent = stop_intent(v.setting.engine, v.facts, self);
  if (proves_inactive(v.here)) return judge_inactive(v, intent);
  // No migration while another is unsettled or without a claim to write.
  if (may_migrate(v.setting, v.facts, intent, v.here) && v.admin_readable && !v.migration_spent &&
      !v.claim.unsettled()) {
    return {StopMove::migrate, Reason::none, v.facts.target};
  }
  return {StopMove::bring_down, Reason::none, self};
}

bool may_act_blind(Method method, bool on_self, Verb verb, const Claim& last_seen, NodeId self) {
  if (method != Method::stop || !on_self) return false;
  if (verb == Verb::destroy) return true;
  return verb == Verb::undefine && !(last_seen.unsettled() && last_seen.involves(self));
}

}  // namespace xvm
