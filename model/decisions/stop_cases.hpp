// model/decisions/stop_cases.hpp (tests only)
//
// Purpose: every situation that a stop or a hand-over can meet in a cluster of three: every claim,
// every sight of this node, every intent, membership and policy.
// Thread rule: one test, one thread.
//
//   for_every_stop(Method::stop, [](const StopView& view) { ... judge_stop(view) ... });
#pragma once

#include "model/decisions/stop_judgement.hpp"
#include "model/decisions/three_nodes.hpp"

namespace xvm::oracle {

// The facts that GDS shows for each cause of a stop (facts: GDS, section 7.2).
inline std::vector<Facts> every_cause() {
  Facts enabled;
  enabled.readable = true;
  enabled.on_off = OnOffSwitch::enabled;
  enabled.rg_state = RgState::pending_offline;
  std::vector<Facts> causes{Facts{}, enabled};  // unreadable; evacuate
  Facts disable = enabled;
  disable.on_off = OnOffSwitch::disabled;
  disable.rg_state = RgState::online;
  Facts restart = enabled;
  restart.rg_state = RgState::online;
  causes.insert(causes.end(), {disable, restart});
  for (const NodeId target : {peer, third, stranger, self}) {
    Facts move = enabled;
    move.targets = TargetNodes::one;
    move.target = target;
    causes.push_back(move);
    move.giveover = true;
    causes.push_back(move);
  }
  return causes;
}

// A switch in the words of section 7.3: enabled, PENDING_OFFLINE, one other node, not a giveover.
inline bool is_switch(const StopView& v) {
  const Facts& f = v.facts;
  return v.setting.engine == Engine::gds && f.readable && f.on_off == OnOffSwitch::enabled &&
         f.rg_state == RgState::pending_offline && f.targets == TargetNodes::one &&
         f.target != self && !f.giveover;
}

inline bool is_sound(const StopView& v) {
  return v.here == Seen::executing && v.facts.status_ok && v.facts.last_plugin_ok;
}

inline std::vector<Setting> every_stop_setting(Method method) {
  std::vector<Setting> settings;
  const bool stops = method == Method::stop;
  const std::vector<NodeId> destinations =
      stops ? std::vector{NodeId::none} : std::vector{NodeId::none, self, peer, third, stranger};
  for (std::size_t e = 0; e < enum_count<Engine>; ++e) {
    for (std::size_t f = 0; f < enum_count<FailoverType>; ++f) {
      for (const NodeId to : destinations) {
        settings.push_back({.method = method,
                            .engine = static_cast<Engine>(e),
                            .self = self,
                            .nodes = three,
                            .failover = static_cast<FailoverType>(f),
                            .hand_over_to = to});
      }
    }
  }
  return settings;
}

// Calls `check` for every member set and health of the facts that `cause` gives.
template <class Check>
void for_every_health(Facts cause, Check check) {
  for (const NodeSet members : every_subset(three)) {
    for (unsigned ok = 0; ok < 4; ++ok) {
      cause.members = members;
      cause.status_ok = (ok & 1) != 0;
      cause.last_plugin_ok = (ok & 2) != 0;
      check(cause);
    }
  }
}

template <class Check>
void for_every_stop(Method method, Check check) {
  const std::vector<Claim> claims = every_claim();
  for (const Setting& setting : every_stop_setting(method)) {
    for (const Facts& cause : every_cause()) {
      // A hand-over is told its target; why a GDS resource is stopped is no matter of Pacemaker's.
      if (method == Method::hand_over && cause.on_off == OnOffSwitch::enabled) continue;
      for_every_health(cause, [&](const Facts& facts) {
        for (const Claim& claim : claims) {
          for (std::size_t i = 0; i < enum_count<Seen> * 8; ++i) {
            check(StopView{.setting = setting,
                           .facts = facts,
                           .claim = claim,
                           .admin_readable = (i & 1) != 0,
                           .here = static_cast<Seen>(i / 8),
                           .migration_spent = (i & 2) != 0,
                           .settle_spent = (i & 4) != 0});
          }
        }
      });
    }
  }
}

inline std::string name(const StopView& v) {
  return std::string(to_text(v.setting.method)) + ", " + std::string(to_text(v.setting.engine)) +
         ", " + std::string(to_text(v.setting.failover)) + ", to " + name(v.setting.hand_over_to) +
         ", here " + std::string(to_text(v.here)) + ", claim " + name(v.claim) +
         (v.admin_readable ? "" : ", ADMIN away") + (v.migration_spent ? ", migrated" : "") +
         (v.settle_spent ? ", settled" : "") + (is_switch(v) ? ", switch to " : ", target ") +
         name(v.facts.target) + ", members " +
         (v.facts.readable ? name(v.facts.members) : "unreadable") +
         (v.facts.status_ok && v.facts.last_plugin_ok ? "" : ", sick");
}

inline std::string name(const StopVerdict& v) {
  return std::string(to_text(v.move)) + " " + std::string(to_text(v.reason)) + " " + name(v.node);
}

}  // namespace xvm::oracle
