#include "model/trace/step_text.hpp"

#include "model/trace/samples_of_trace.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace xvm::trace {
namespace {

using testing::HasSubstr;
using testing::Not;

const NodeNames names{"n1", "n2"};
constexpr NodeId n1{0};
constexpr NodeId n2{1};
constexpr Observation executing{.activity = Activity::running, .defined = true};

template <class T>
class EveryStepText : public testing::Test {};
using Variants = testing::Types<Event, Action>;
TYPED_TEST_SUITE(EveryStepText, Variants);

TYPED_TEST(EveryStepText, IsOneLineWithoutUnnamedEnumerators) {
  std::set<std::size_t> kinds;
  for (const TypeParam& value : json::samples<TypeParam>()) {
    const std::string text = text_of(value, names);
    EXPECT_NE(text, "") << value.index();
    EXPECT_EQ(text.find_first_of("\n?"), std::string::npos) << text;
    kinds.insert(value.index());
  }
  EXPECT_EQ(kinds.size(), std::variant_size_v<TypeParam>);
}

// Two kinds of step with one text could not be told apart in a log.
TYPED_TEST(EveryStepText, TellsTheKindsApart) {
  std::map<std::string, std::size_t> kind_of;
  for (const TypeParam& value : json::samples<TypeParam>()) {
    const auto [known, is_new] = kind_of.try_emplace(text_of(value, names), value.index());
    EXPECT_EQ(known->second, value.index()) << known->first;
  }
}

struct EventLine {
  Event event;
  const char* text;
};
class EventText : public testing::TestWithParam<EventLine> {};
TEST_P(EventText, SaysWhatWasObserved) {
  EXPECT_EQ(text_of(GetParam().event, names), GetParam().text);
}
INSTANTIATE_TEST_SUITE_P(
    Lines, EventText,
    testing::Values(
        EventLine{Begin{}, "begin"},
        EventLine{FactsRead{}, "cluster facts unreadable: every node counts as a member"},
        EventLine{FactsRead{{.readable = true,
                             .on_off = OnOffSwitch::enabled,
                             .rg_state = RgState::pending_offline,
                             .targets = TargetNodes::one,
                             .target = n2,
                             .members = NodeSet::first(2)}},
                  "facts: switch ENABLED, group PENDING_OFFLINE, target n2, members 0x3"},
        EventLine{ProcessMonitorSilenced{CallOutcome::ok}, "process monitor silenced: ok"},
        EventLine{ClaimRead{StoreOutcome::unreadable, {}}, "claim unreadable"},
        EventLine{ClaimRead{StoreOutcome::ok, {}}, "no claim"},
        EventLine{ClaimLinked{LinkOutcome::lost, held(Claim{}, n1)},
                  "link of claim 1: held by n1: lost"},
        EventLine{Exported{n1, ExportOutcome::local_only}, "export from n1: local-only"},
        EventLine{Quarantined{n2, ExportOutcome::intact}, "quarantine from n2: intact"},
        EventLine{Observed{n1, executing}, "n1: running"},
        EventLine{Observed{n2, {}}, "n2: unknown"},
        EventLine{Witnessed{n1, Witness::gone}, "second witness on n1: gone"},
        EventLine{Defined{n1, CallOutcome::refused}, "define on n1: refused"},
        EventLine{ShutdownSent{n1, CallOutcome::ok}, "shutdown request to n1: ok"},
        EventLine{Acted{Verb::destroy, n2, CallOutcome::unknown}, "destroy on n2: unknown"},
        EventLine{Migrated{CallOutcome::ok}, "migration call: ok"},
        EventLine{JobAborted{CallOutcome::ok}, "abort: ok"},
        EventLine{JobIdle{n1, CallOutcome::refused}, "n1 idle: refused"},
        EventLine{TargetChecked{n2, {}}, "target n2: fit"},
        EventLine{TargetChecked{
                      n2, TargetReport{}.with(TargetFault::job_busy).with(TargetFault::name_taken)},
                  "target n2: job-busy name-taken"},
        EventLine{PluginReturned{PluginEnd::exited, 7}, "plugin exited 7"},
        EventLine{Inspected{Subject::admin, {}}, "admin: nothing found"},
        EventLine{Inspected{Subject::admin, FindingSet{}.with(Finding::admin_local)},
                  "admin: admin-local"},
        EventLine{Expired{Timer::graceful}, "timer graceful ran out"}));

struct ActionLine {
  Action action;
  const char* text;
};
class ActionText : public testing::TestWithParam<ActionLine> {};
TEST_P(ActionText, SaysWhatFollows) {
  EXPECT_EQ(text_of(GetParam().action, names), GetParam().text);
}
INSTANTIATE_TEST_SUITE_P(
    Lines, ActionText,
    testing::Values(
        ActionLine{ReadFacts{}, "read facts"},
        ActionLine{SilenceProcessMonitor{}, "silence process monitor"},
        ActionLine{ReadClaim{}, "read claim"},
        ActionLine{LinkClaim{moving(Claim{}, n1, n2)}, "link claim 1: moving from n1 to n2"},
        ActionLine{Export{n1}, "export from n1"}, ActionLine{Quarantine{n2}, "quarantine from n2"},
        ActionLine{RecordDebt{Debt::destroy_copy, n2}, "record debt destroy-copy on n2"},
        ActionLine{SettleDebts{}, "forget debts"}, ActionLine{Observe{n2}, "observe n2"},
        ActionLine{Watch{n1}, "watch n1"}, ActionLine{Unwatch{n1}, "unwatch n1"},
        ActionLine{AskWitness{n1}, "ask second witness on n1"},
        ActionLine{Define{n1}, "define on n1"},
        ActionLine{SendShutdown{n1}, "send shutdown request to n1"},
        ActionLine{Act{Verb::undefine, n1}, "undefine on n1"},
        ActionLine{StartMigration{n1, n2, true}, "migrate -live from n1 to n2"},
        ActionLine{StartMigration{n1, n2, false}, "migrate from n1 to n2"},
        ActionLine{AbortJob{n1}, "abort job on n1"}, ActionLine{AwaitIdle{n1}, "await idle on n1"},
        ActionLine{CheckTarget{n1, n2}, "check target n2"}, ActionLine{RunPlugin{}, "run plugin"},
        ActionLine{Inspect{Subject::policy}, "inspect policy"},
        ActionLine{ArmTimer{Timer::repeat}, "arm repeat"},
        ActionLine{DisarmTimers{}, "disarm timers"},
        ActionLine{Report{Reason::overlap, n2}, "report overlap (n2)"},
        ActionLine{Finish{Result::success, Reason::stopped, NodeId::none}, "success: stopped"},
        ActionLine{Finish{Result::failed, Reason::peer_not_proven, n2},
                   "failed: peer-not-proven (n2)"},
        ActionLine{Finish{Result::plugin, Reason::plugin_said, NodeId::none, 42},
                   "plugin: plugin-said 42"}));

TEST(ObservationText, TellsDefinedFromActive) {
  EXPECT_EQ(text_of(Observation{.activity = Activity::inactive}), "absent");
  EXPECT_EQ(text_of(Observation{.activity = Activity::inactive, .defined = true}), "shut off");
  EXPECT_EQ(text_of(Observation{.activity = Activity::running}), "running, transient");
  EXPECT_EQ(text_of(Observation{
                .activity = Activity::paused, .pause = PauseReason::io_error, .defined = true}),
            "paused (io-error)");
  EXPECT_EQ(text_of(Observation{
                .activity = Activity::inactive, .off = OffReason::crashed, .defined = true}),
            "shut off (crashed)");
}

TEST(ClaimText, NamesEveryNodeThatTheClaimNames) {
  const Claim none;
  EXPECT_EQ(text_of(held_after_migration(none, n2, n1, true), names),
            "claim 1: held by n2, migrated with n1, resume owed");
  for (const Claim& c : {held(none, n1), moving(none, n1, n2), released(none, n1),
                         condemned(none, n1), held_after_migration(none, n1, n2, false)}) {
    EXPECT_THAT(text_of(c, names), HasSubstr("n1")) << to_text(c.state);
    EXPECT_THAT(text_of(c, names), HasSubstr(to_text(c.state).substr(0, 4)));
  }
}

TEST(NodeText, OfANodeThatIsNoneIsNobody) {
  EXPECT_EQ(text_of(Action{Observe{NodeId::none}}, names), "observe nobody");
  EXPECT_EQ(text_of(Action{Observe{NodeId{9}}}, names), "observe nobody");
}

TEST(PlaceText, IsTheChainOfTablesAndTheInnermostState) {
  Machine machine = begin_method({.method = Method::probe, .self = n1, .nodes = NodeSet::of(n1)});
  Outbox out;
  step(machine, Begin{}, out);
  EXPECT_EQ(place_of(machine), "probe.Observing");
  out.clear();
  step(machine, Observed{n1, executing}, out);
  EXPECT_EQ(place_of(machine), "over");
}

TEST(PlaceText, ShowsWhoCalled) {
  Machine machine = begin_method({.method = Method::stop, .self = n1, .nodes = NodeSet::of(n1)});
  Outbox out;
  for (const Event& e :
       {Event(Begin{}), Event(FactsRead{}), Event(ClaimRead{StoreOutcome::ok, {}}),
        Event(Observed{n1, executing}), Event(Exported{n1, ExportOutcome::intact})}) {
    out.clear();
    step(machine, e, out);
  }
  EXPECT_EQ(place_of(machine), "stop/shutdown.Looking");
}

}  // namespace
}  // namespace xvm::trace
