#include "model/machine/lives.hpp"

#include "model/machine/samples.hpp"

namespace xvm {
namespace {

using samples::peer;
using samples::self;

constexpr Observation absent{.activity = Activity::inactive};
constexpr Observation defined{.activity = Activity::inactive, .defined = true};
constexpr Observation running{.activity = Activity::running, .defined = true};
constexpr Observation paused{.activity = Activity::paused, .defined = true};

Setting setting(Method method) {
  return {.method = method, .self = self, .nodes = NodeSet::first(2)};
}

FactsRead facts_of_a_switch() {
  return {{.readable = true,
           .on_off = OnOffSwitch::enabled,
           .rg_state = RgState::pending_offline,
           .targets = TargetNodes::one,
           .target = peer,
           .members = NodeSet::first(2)}};
}

ClaimRead read(const Claim& claim) { return {StoreOutcome::ok, claim}; }
ClaimLinked won(const Claim& claim) { return {LinkOutcome::won, claim}; }

Claim held_here() { return held(Claim{}, self); }

Life start() {
  const Claim none;
  const Claim mine = held_here();
  return {"start",
          setting(Method::start),
          {Begin{}, ProcessMonitorSilenced{CallOutcome::ok}, facts_of_a_switch(), read(none),
           Observed{self, defined}, Observed{peer, absent}, won(mine), Observed{self, defined},
           Observed{peer, absent}, Exported{self, ExportOutcome::intact}, read(mine),
           Acted{Verb::create, self, CallOutcome::ok}, Observed{self, running},
           Exported{self, ExportOutcome::intact}}};
}

// From the export before the drain to the release of the claim.
void finish_stop(std::vector<Event>& events, const Claim& claim) {
  const std::vector<Event> end{JobIdle{self, CallOutcome::ok}, read(claim),
                               Acted{Verb::undefine, self, CallOutcome::ok}, Observed{self, absent},
                               won(released(claim, self))};
  events.insert(events.end(), end.begin(), end.end());
}

Life stop_gracefully() {
  Life life{
      "stop",
      setting(Method::stop),
      {Begin{}, FactsRead{}, read(held_here()), Observed{self, running},
       Exported{self, ExportOutcome::intact}, Observed{self, running},
       ShutdownSent{self, CallOutcome::ok}, Observed{self, running}, Observed{self, defined}}};
  finish_stop(life.events, held_here());
  return life;
}

Life stop_by_destroying() {
  Life life{"stop-destroys",
            setting(Method::stop),
            {Begin{}, FactsRead{}, read(held_here()), Observed{self, running},
             Exported{self, ExportOutcome::intact}, Observed{self, running},
             ShutdownSent{self, CallOutcome::ok}, Expired{Timer::repeat},
             ShutdownSent{self, CallOutcome::ok}, Expired{Timer::graceful}, read(held_here()),
             Acted{Verb::destroy, self, CallOutcome::ok}, Observed{self, defined}}};
  finish_stop(life.events, held_here());
  return life;
}

// Copy, commit, resume: section 6 of the architecture, undisturbed.
std::vector<Event> migration() {
  const Claim mine = held_here();
  const Claim away = moving(mine, self, peer);
  const Claim owed = held_after_migration(away, peer, self, true);
  const Claim paid = held_after_migration(owed, peer, self, false);
  return {Exported{self, ExportOutcome::intact},
          TargetChecked{peer, {}},
          won(away),
          read(away),
          Migrated{CallOutcome::ok},
          JobIdle{self, CallOutcome::ok},
          Observed{self, absent},
          Observed{peer, paused},
          won(owed),
          Observed{self, absent},
          Observed{peer, paused},
          read(owed),
          Acted{Verb::resume, peer, CallOutcome::ok},
          Observed{self, absent},
          Observed{peer, running},
          won(paid)};
}

Life stop_by_migrating() {
  Life life{"stop-migrates",
            setting(Method::stop),
            {Begin{}, facts_of_a_switch(), read(held_here()), Observed{self, running}}};
  life.setting.failover = FailoverType::migrate_live;
  const std::vector<Event> copy = migration();
  life.events.insert(life.events.end(), copy.begin(), copy.end());
  const Claim paid{4, ClaimState::held, peer, self, false};
  life.events.push_back(read(paid));
  life.events.push_back(Observed{self, absent});
  return life;
}

Life hand_over() {
  Life life{"hand-over",
            setting(Method::hand_over),
            {Begin{}, facts_of_a_switch(), read(held_here()), Observed{self, running}}};
  life.setting.engine = Engine::pacemaker;
  life.setting.failover = FailoverType::migrate;
  life.setting.hand_over_to = peer;
  const std::vector<Event> copy = migration();
  life.events.insert(life.events.end(), copy.begin(), copy.end());
  return life;
}

// The NO-OP start at the target; the next epoch uses the flag up.
Life take_over() {
  const Claim arrived{4, ClaimState::held, self, peer, false};
  return {"take-over",
          setting(Method::take_over),
          {Begin{}, ProcessMonitorSilenced{CallOutcome::ok}, facts_of_a_switch(), read(arrived),
           Observed{self, running}, Observed{peer, absent}, Exported{self, ExportOutcome::intact},
           won(held(arrived, self))}};
}

Life probe() {
  Life life{"probe",
            setting(Method::probe),
            {Begin{}, Observed{self, running}, PluginReturned{PluginEnd::exited, 0}}};
  life.setting.has_plugin = true;
  return life;
}

Life validate() {
  Life life{"validate", setting(Method::validate), {Begin{}}};
  for (std::size_t i = 0; i < enum_count<Subject>; ++i) {
    life.events.push_back(Inspected{static_cast<Subject>(i), {}});
  }
  return life;
}

Life reconcile() {
  return {"reconcile",
          setting(Method::reconcile),
          {Begin{}, facts_of_a_switch(), read(held_here()), Observed{self, running},
           Exported{self, ExportOutcome::intact}, read(held_here()), Observed{self, running}}};
}

}  // namespace

std::vector<Life> lives() {
  return {validate(), start(),     stop_gracefully(), stop_by_destroying(), stop_by_migrating(),
          probe(),    hand_over(), take_over(),       reconcile()};
}

}  // namespace xvm
