#include "model/vocabulary/enum_text.hpp"

#include "model/decisions/enforcement.hpp"
#include "model/decisions/health.hpp"
#include "model/decisions/reconcile_judgement.hpp"
#include "model/decisions/settling.hpp"
#include "model/decisions/start_judgement.hpp"
#include "model/decisions/stop_judgement.hpp"
#include "model/json/checked.hpp"
#include "model/machine/context.hpp"
#include "model/machine/step.hpp"
#include "model/tables/stop_table.hpp"
#include "model/trace/entry.hpp"
#include "model/vocabulary/timer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace xvm {
namespace {

template <class E>
class EnumTextOf : public testing::Test {};

// Every enumeration of the model that has texts, and how many enumerators its text table must have:
// the last one says so.
template <class E, E Last>
struct Whole {
  using Enum = E;
  static constexpr std::size_t count = static_cast<std::size_t>(Last) + 1;
};

using Enumerations = testing::Types<
    Whole<Activity, Activity::incomplete>, Whole<CallOutcome, CallOutcome::unknown>,
    Whole<ClaimState, ClaimState::condemned>, Whole<Debt, Debt::destroy_copy>,
    Whole<Enforcement, Enforcement::give_up>, Whole<Engine, Engine::pacemaker>,
    Whole<ExportOutcome, ExportOutcome::failed>, Whole<FailoverType, FailoverType::migrate_live>,
    Whole<Fault, Fault::unknown_node>, Whole<Finding, Finding::on_reboot>,
    Whole<LinkOutcome, LinkOutcome::unknown>, Whole<Method, Method::reconcile>,
    Whole<OffReason, OffReason::failed>, Whole<OnMigrateFail, OnMigrateFail::stay>,
    Whole<OnOffSwitch, OnOffSwitch::disabled>, Whole<OnPoweroff, OnPoweroff::stay>,
    Whole<PauseReason, PauseReason::other>, Whole<PluginEnd, PluginEnd::not_started>,
    Whole<ProbeMove, ProbeMove::look_again>, Whole<Reason, Reason::overlap>,
    Whole<ReconcileMove, ReconcileMove::release>, Whole<Result, Result::plugin>,
    Whole<Return, Return::unsettled>, Whole<RgState, RgState::other>, Whole<Seen, Seen::dead>,
    Whole<Settlement, Settlement::keep_moving>, Whole<StartMove, StartMove::create>,
    Whole<StopEnd, StopEnd::fail>, Whole<StopIntent, StopIntent::switch_over>,
    Whole<StopMove, StopMove::release>, Whole<StoreOutcome, StoreOutcome::unreadable>,
    Whole<Subject, Subject::policy>, Whole<Table, Table::act>, Whole<Taken, Taken::impossible>,
    Whole<TargetFault, TargetFault::local_state>, Whole<TargetNodes, TargetNodes::several>,
    Whole<Timer, Timer::reboot_gap>, Whole<trace::Level, trace::Level::error>,
    Whole<Verb, Verb::undefine>, Whole<Witness, Witness::gone>>;
TYPED_TEST_SUITE(EnumTextOf, Enumerations);

TYPED_TEST(EnumTextOf, HasOneTextForEachEnumerator) {
  EXPECT_EQ(enum_count<typename TypeParam::Enum>, TypeParam::count);
}

TYPED_TEST(EnumTextOf, IsUniqueNonEmptyAndOnOneLine) {
  std::set<std::string_view> seen;
  for (const std::string_view text : EnumText<typename TypeParam::Enum>::text) {
    EXPECT_FALSE(text.empty());
    EXPECT_EQ(text.find_first_of("\n\r\t\"\\"), std::string_view::npos) << text;
    EXPECT_NE(text, "?");
    EXPECT_TRUE(seen.insert(text).second) << text << " stands there twice";
  }
}

TYPED_TEST(EnumTextOf, IsReadBackAsTheSameEnumerator) {
  using E = typename TypeParam::Enum;
  for (std::size_t i = 0; i < enum_count<E>; ++i) {
    EXPECT_EQ(from_text<E>(to_text(static_cast<E>(i))), static_cast<E>(i));
  }
}

TYPED_TEST(EnumTextOf, ReadsNothingFromOtherTexts) {
  using E = typename TypeParam::Enum;
  EXPECT_EQ(from_text<E>(""), std::nullopt);
  EXPECT_EQ(from_text<E>("?"), std::nullopt);
  EXPECT_EQ(from_text<E>(std::string(to_text(E{})) + " "), std::nullopt);
}

TYPED_TEST(EnumTextOf, SaysQuestionMarkForANumberThatIsNoEnumerator) {
  using E = typename TypeParam::Enum;
  EXPECT_EQ(to_text(static_cast<E>(enum_count<E>)), "?");
  EXPECT_EQ(to_text(static_cast<E>(255)), "?");
}

// The enumerator's own name with hyphens is its text, where it is not a word of somebody else's.
TEST(EnumTexts, SpellWhatAdministratorsWriteAndClusterManagersSay) {
  EXPECT_EQ(to_text(FailoverType::normal), "normal");
  EXPECT_EQ(to_text(FailoverType::migrate), "migrate");
  EXPECT_EQ(to_text(FailoverType::migrate_live), "migrate -live");
  EXPECT_EQ(to_text(OnOffSwitch::disabled), "DISABLED");
  EXPECT_EQ(to_text(RgState::pending_offline), "PENDING_OFFLINE");
  EXPECT_EQ(to_text(StopIntent::switch_over), "switch");
}

}  // namespace
}  // namespace xvm
