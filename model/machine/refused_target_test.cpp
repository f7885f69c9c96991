// A target that the check refuses: no failed migration, so ON_MIGRATE_FAIL has no say in it.

#include "model/machine/samples.hpp"
#include "model/machine/step.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace xvm {
namespace {

using samples::peer;
using samples::self;

constexpr Observation running{.activity = Activity::running, .defined = true};

// The last actions of a switch to `peer`, which does not answer.
Outbox switch_to_a_silent_target(OnMigrateFail on_migrate_fail) {
  const Facts facts{.readable = true,
                    .on_off = OnOffSwitch::enabled,
                    .rg_state = RgState::pending_offline,
                    .targets = TargetNodes::one,
                    .target = peer,
                    .members = NodeSet::first(2)};
  const std::vector<Event> events{
      Begin{},
      FactsRead{facts},
      ClaimRead{StoreOutcome::ok, {1, ClaimState::held, self, NodeId::none, false}},
      Observed{self, running},
      Exported{self, ExportOutcome::intact},
      TargetChecked{peer, TargetReport{}.with(TargetFault::no_answer)}};
  Machine machine = begin_method({.method = Method::stop,
                                  .self = self,
                                  .nodes = NodeSet::first(2),
                                  .failover = FailoverType::migrate_live,
                                  .on_migrate_fail = on_migrate_fail});
  Outbox out;
  for (const Event& event : events) {
    out.clear();
    EXPECT_EQ(step(machine, event, out), Taken::taken) << state_name(machine.top());
  }
  return out;
}

const Finish* finish_in(const Outbox& out) {
  for (const Action& action : out) {
    if (const auto* finish = std::get_if<Finish>(&action)) return finish;
  }
  return nullptr;
}

TEST(RefusedTarget, IsNoFailedMigrationSoTheGuestIsShutDownAlsoWhereThatWouldStay) {
  for (const OnMigrateFail choice : {OnMigrateFail::stay, OnMigrateFail::shutdown}) {
    EXPECT_EQ(finish_in(switch_to_a_silent_target(choice)), nullptr);
  }
}

}  // namespace
}  // namespace xvm
