#include "agent/registration/registration_times.hpp"

#include "agent/registration/command_text.hpp"
#include "model/decisions/stop_budget.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xvm::agent {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

RegistrationTimes times(const RegisterOrder& order, GdsForm form = GdsForm::orcl,
                        std::uint32_t plugin_timeout_s = 20) {
  Config config;
  config.plugin_timeout_s = plugin_timeout_s;
  return registration_times(order, config, form);
}

// --- the budget of a stop ------------------------------------------------------------------------

class EveryBudget : public testing::TestWithParam<GdsForm> {};
INSTANTIATE_TEST_SUITE_P(OfBothForms, EveryBudget, testing::Values(GdsForm::orcl, GdsForm::sunw),
                         [](const auto& form) { return form.index == 0 ? "orcl" : "sunw"; });

TEST_P(EveryBudget, FitsAndNoSecondIsGivenAway) {
  const bool sunw = GetParam() == GdsForm::sunw;
  for (std::int64_t budget_s = 60; budget_s <= 86'400; ++budget_s) {
    RegisterOrder order;
    order.stop_budget_s = budget_s;
    const std::int64_t stop_timeout_s = times(order, GetParam()).stop_timeout_s;
    ASSERT_GE(stop_budget_ms(stop_timeout_s * 1000, sunw), budget_s * 1000);
    ASSERT_LT(stop_budget_ms((stop_timeout_s - 1) * 1000, sunw), budget_s * 1000);
  }
}

// --- probes and retries --------------------------------------------------------------------------

TEST(ProbeTimeout, OutlastsThePluginByMoreThanFiveSeconds) {
  EXPECT_EQ(times({}, GdsForm::orcl, 1).probe_timeout_s, 30);
  EXPECT_EQ(times({}, GdsForm::orcl, 24).probe_timeout_s, 30);
  EXPECT_EQ(times({}, GdsForm::orcl, 25).probe_timeout_s, 31);
  EXPECT_EQ(times({}, GdsForm::orcl, 3600).probe_timeout_s, 3606);
}

TEST(RetryInterval, HoldsTheSlowestRoundsAndOneProbeMore) {
  EXPECT_EQ(times({}).retry_interval_s, 2 * (60 + 30 + 600 + 300) + 60 + 30);
  EXPECT_EQ(times({}, GdsForm::sunw).retry_interval_s, 2 * (60 + 30 + 750 + 300) + 60 + 30);
}

TEST(RetryInterval, IsNeverBelowTheOneOfGdsNorAboveWhatIsAllowed) {
  RegisterOrder order;
  order.retry_count = 0;
  EXPECT_EQ(times(order).retry_interval_s, 370);
  EXPECT_FALSE(times(order).capped());
  order.retry_count = 4;
  EXPECT_EQ(times(order).retry_interval_s, 3'600);
  EXPECT_EQ(times(order).retry_interval_needed_s, 4 * 990 + 90);
  EXPECT_TRUE(times(order).capped());
}

TEST(RetryInterval, ThatIsCappedSaysWhatFollows) {
  RegisterOrder order;
  EXPECT_EQ(explain_times(times(order), GdsForm::orcl).size(), 2u);
  order.retry_count = 4;
  EXPECT_THAT(explain_times(times(order), GdsForm::orcl).back(),
              HasSubstr("4 restarts do not fit"));
}

TEST(PartialResults, AddUpToARestartAtAHundred) {
  EXPECT_THAT((std::vector{results_until_restart(1), results_until_restart(25),
                           results_until_restart(34), results_until_restart(50),
                           results_until_restart(99), results_until_restart(100)}),
              ElementsAre(100, 4, 3, 2, 2, 1));
}

// --- commands ------------------------------------------------------------------------------------

TEST(ShellText, LeavesPlainWordsAsTheyAre) {
  EXPECT_EQ(shell_text({"/usr/cluster/bin/clrg", "create", "-n", "A,B", "-p", "RG_affinities=--a"}),
            "/usr/cluster/bin/clrg create -n A,B -p RG_affinities=--a");
}

TEST(ShellText, QuotesWhatAShellWouldTakeApart) {
  EXPECT_EQ(shell_quoted(""), "''");
  EXPECT_EQ(shell_quoted("a b"), "'a b'");
  EXPECT_EQ(shell_quoted("it's"), "'it'\\''s'");
  for (const char* word : {"$x", "`x`", "a;b", "a&b", "*", "~", "#a", "a\nb", "(a)", "!a", "\\"}) {
    EXPECT_EQ(shell_quoted(word), "'" + std::string(word) + "'");
  }
}

}  // namespace
}  // namespace xvm::agent
