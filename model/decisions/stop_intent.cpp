#include "model/decisions/stop_intent.hpp"

namespace xvm {

StopIntent stop_intent(Engine engine, const Facts& facts, NodeId self) {
  if (engine == Engine::pacemaker || !facts.readable) return StopIntent::evacuate;
  switch (facts.on_off) {
    case OnOffSwitch::unreadable: return StopIntent::evacuate;
    case OnOffSwitch::disabled: return StopIntent::disable;
    case OnOffSwitch::enabled: break;
  }
  switch (facts.rg_state) {
    case RgState::online: return StopIntent::restart;
    case RgState::unreadable:
    case RgState::other: return StopIntent::evacuate;
    case RgState::pending_offline: break;
  }
  const bool one_other =
      facts.targets == TargetNodes::one && facts.target != self && facts.target != NodeId::none;
  if (!one_other) return StopIntent::evacuate;
  return facts.giveover ? StopIntent::giveover : StopIntent::switch_over;
}

bool may_migrate(const Setting& setting, const Facts& facts, StopIntent intent, Seen here) {
  return intent == StopIntent::switch_over && setting.failover != FailoverType::normal &&
         setting.nodes.contains(facts.target) && here == Seen::executing && facts.status_ok &&
         facts.last_plugin_ok;
}

}  // namespace xvm
