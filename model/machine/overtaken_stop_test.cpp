// A case that a walk found once: walk 36654 of an early adversary.

#include "model/machine/samples.hpp"
#include "model/machine/step.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace xvm {
namespace {

using samples::peer;
using samples::self;
using samples::third;

constexpr Observation running{.activity = Activity::running, .defined = true};
constexpr Observation absent{.activity = Activity::inactive};

// R15: a disable takes down the copy that the last stop migrated to `third`. Half-way somebody else
// begins a migration from here, so this stop settles that one: it looks at self and peer, and must
// not wait for an answer about `third` as well.
TEST(OvertakenStop, SettlesWithoutWaitingForTheNodeThatItShutDownBefore) {
  const Claim away{7, ClaimState::held, third, self, false};
  const Claim newer = moving(away, self, peer);
  const Facts disabled{
      .readable = true, .on_off = OnOffSwitch::disabled, .members = NodeSet::first(3)};
  const std::vector<Event> events{Begin{},
                                  FactsRead{disabled},
                                  ClaimRead{StoreOutcome::ok, away},
                                  Observed{self, absent},
                                  Exported{third, ExportOutcome::intact},
                                  Observed{third, running},
                                  ShutdownSent{third, CallOutcome::ok},
                                  Observed{third, absent},
                                  JobIdle{third, CallOutcome::ok},
                                  ClaimRead{StoreOutcome::ok, newer},
                                  ClaimRead{StoreOutcome::ok, newer},
                                  Observed{self, running},
                                  JobIdle{self, CallOutcome::ok},
                                  Observed{self, running},
                                  Observed{peer, absent}};
  Machine machine =
      begin_method({.method = Method::stop, .self = self, .nodes = NodeSet::first(3)});
  Outbox out;
  for (const Event& event : events) {
    out.clear();
    ASSERT_EQ(step(machine, event, out), Taken::taken) << state_name(machine.top());
  }
  ASSERT_EQ(out.size(), 1u) << "it waits for an answer that nobody owes";
  EXPECT_EQ(out[0], Action{LinkClaim{held_after_migration(newer, self, peer, true)}});
}

}  // namespace
}  // namespace xvm
