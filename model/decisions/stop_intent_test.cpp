#include "model/decisions/stop_intent.hpp"

#include "model/decisions/oracle_table.hpp"
#include "model/decisions/three_nodes.hpp"

namespace xvm::oracle {
namespace {

const Column target_column{"target", {"none", "self", "peer", "stranger"}};
constexpr NodeId targets[] = {NodeId::none, self, peer, stranger};

// Facts: GDS, stop decision table 7.3. Where it says "phased shutdown" without a cause of its own,
// the intent is evacuate. The columns after giveover must not matter.
Table intent_table() {
  return Table({column<Engine>("engine"), yes_no("readable"), column<OnOffSwitch>("on_off"),
                column<RgState>("rg_state"), column<TargetNodes>("targets"), target_column,
                yes_no("giveover"), yes_no("status_ok"), yes_no("plugin_ok"), yes_no("members")},
               R"(
    let SOMEBODY = peer/stranger
    engine    readable on_off     rg_state        targets target   giveover status_ok plugin_ok members
    pacemaker *        *          *               *       *        *        *         *         * -> evacuate ; section 8: Pacemaker tells a stop nothing
    *         no       *          *               *       *        *        *         *         * -> evacuate ; 7.3: any input unreadable
    *         *        unreadable *               *       *        *        *         *         * -> evacuate ; 7.3: any input unreadable
    *         *        DISABLED   *               *       *        *        *         *         * -> disable  ; 7.3: DISABLED, any
    *         *        ENABLED    ONLINE          *       *        *        *         *         * -> restart  ; 7.3: by the monitor or a dependency
    *         *        ENABLED    !PENDING_OFFLINE *      *        *        *         *         * -> evacuate ; 7.3: unreadable, or a state that no stop is known for
    *         *        ENABLED    PENDING_OFFLINE one     SOMEBODY yes      *         *         * -> giveover ; fact 6: a sick guest is not carried along
    *         *        ENABLED    PENDING_OFFLINE one     SOMEBODY no       *         *         * -> switch   ; 7.3: node T
    *         *        ENABLED    PENDING_OFFLINE *       *        *        *         *         * -> evacuate ; 7.3: empty, not available, several, or self
  )");
}

Facts facts_of(const Combination& c) {
  Facts facts;
  facts.readable = c[1] != 0;
  facts.on_off = static_cast<OnOffSwitch>(c[2]);
  facts.rg_state = static_cast<RgState>(c[3]);
  facts.targets = static_cast<TargetNodes>(c[4]);
  facts.target = targets[c[5]];
  facts.giveover = c[6] != 0;
  facts.status_ok = c[7] != 0;
  facts.last_plugin_ok = c[8] != 0;
  facts.members = c[9] != 0 ? three : NodeSet{};
  facts.online = facts.methods = facts.members.without(self);
  return facts;
}

TEST(StopIntent, FollowsTheDecisionTableInEveryCombinationOfFacts) {
  expect_agreement(intent_table(), [](const Combination& c) {
    return std::string(to_text(stop_intent(static_cast<Engine>(c[0]), facts_of(c), self)));
  });
}

TEST(StopIntent, IsEvacuateWhenNothingIsKnown) {
  EXPECT_EQ(stop_intent(Engine::gds, Facts{}, self), StopIntent::evacuate);
}

TEST(MayMigrate, FollowsR10InEveryCombination) {
  const Table table({column<StopIntent>("intent"),
                     column<FailoverType>("failover"),
                     {"target", {"none", "peer", "stranger"}},
                     column<Seen>("here"),
                     yes_no("status_ok"),
                     yes_no("plugin_ok")},
                    R"(
    intent  failover target here       status_ok plugin_ok
    !switch *        *      *          *         *   -> no  ; R10: disable, restart, evacuate and giveover never migrate
    *       normal   *      *          *         *   -> no  ; section 3 of the 2008 design: FAILOVER normal
    *       *        !peer  *          *         *   -> no  ; the target is not in the node list
    *       *        *      !executing *         *   -> no  ; R10: crashed, dying, paused or unknown
    *       *        *      *          no        *   -> no  ; R10: the resource's status here is not OK
    *       *        *      *          *         no  -> no  ; R10: its last plugin probe failed
    *       *        *      *          *         *   -> yes ; section 5 of the 2008 design
  )");
  constexpr NodeId possible[] = {NodeId::none, peer, stranger};
  expect_agreement(table, [&](const Combination& c) -> std::string {
    const Setting setting{
        .self = self, .nodes = three, .failover = static_cast<FailoverType>(c[1])};
    Facts facts;
    facts.target = possible[c[2]];
    facts.status_ok = c[4] != 0;
    facts.last_plugin_ok = c[5] != 0;
    const auto intent = static_cast<StopIntent>(c[0]);
    return may_migrate(setting, facts, intent, static_cast<Seen>(c[3])) ? "yes" : "no";
  });
}

TEST(MayMigrate, IsNeverTrueTowardsThisVeryNodeOrUnderPacemaker) {
  const Setting setting{.self = self, .nodes = three, .failover = FailoverType::migrate_live};
  std::size_t allowed = 0;
  expect_agreement(intent_table(), [&](const Combination& c) {
    const auto engine = static_cast<Engine>(c[0]);
    const Facts facts = facts_of(c);
    const StopIntent intent = stop_intent(engine, facts, self);
    if (may_migrate(setting, facts, intent, Seen::executing)) {
      ++allowed;
      EXPECT_EQ(facts.target, peer);
      EXPECT_EQ(engine, Engine::gds);
    }
    return std::string(to_text(intent));
  });
  EXPECT_EQ(allowed, 2u);  // with and without members: everything else is decided
}

}  // namespace
}  // namespace xvm::oracle
