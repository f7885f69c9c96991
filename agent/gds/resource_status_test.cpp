#include "agent/gds/resource_status.hpp"

#include "agent/gds/fake_cluster_test_context.hpp"

namespace xvm::agent {
namespace {

using testing::HasSubstr;

ResourceStatus shown(Result result, Reason reason, std::uint8_t plugin = 0) {
  return report_status({result, reason, NodeId::none, plugin}).status;
}

TEST(ResourceStatusOf, AHealthyDomainIsOk) {
  EXPECT_EQ(report_status({Result::success, Reason::healthy, NodeId::none}),
            (StatusReport{ResourceStatus::ok, "the domain runs"}));
  EXPECT_EQ(shown(Result::plugin, Reason::plugin_said, 0), ResourceStatus::ok);
}

TEST(ResourceStatusOf, ADomainThatSomebodyShouldLookAtIsDegraded) {
  EXPECT_EQ(shown(Result::degraded, Reason::healthy_paused), ResourceStatus::degraded);
  EXPECT_EQ(shown(Result::degraded, Reason::unknown_within_grace), ResourceStatus::degraded);
  EXPECT_EQ(shown(Result::plugin, Reason::plugin_said, 1), ResourceStatus::degraded);
  EXPECT_EQ(shown(Result::plugin, Reason::plugin_said, 99), ResourceStatus::degraded);
}

TEST(ResourceStatusOf, ADomainThatIsNotServingIsFaulted) {
  EXPECT_EQ(shown(Result::unhealthy, Reason::guest_crashed), ResourceStatus::faulted);
  EXPECT_EQ(shown(Result::not_running, Reason::shut_off), ResourceStatus::faulted);
  EXPECT_EQ(shown(Result::failed, Reason::none), ResourceStatus::faulted);
  EXPECT_EQ(shown(Result::plugin, Reason::plugin_said, 100), ResourceStatus::faulted);
  EXPECT_EQ(shown(Result::plugin, Reason::plugin_said, 201), ResourceStatus::faulted);
}

TEST(ResourceStatusOf, APluginTellsItsNumber) {
  EXPECT_EQ(report_status({Result::plugin, Reason::plugin_said, NodeId::none, 50}).message,
            "the plugin probe exits with 50");
}

TEST(ResourceStatusOf, AnyReasonIsOneLineOfWords) {
  for (std::size_t i = 0; i < enum_count<Reason>; ++i) {
    const std::string message =
        report_status({Result::failed, static_cast<Reason>(i), NodeId::none}).message;
    EXPECT_NE(message, "") << i;
    EXPECT_EQ(message.find_first_of("-\n"), std::string::npos) << message;
  }
}

class ShownStatus : public FakeCluster {
 protected:
  std::string show(std::uint32_t bound_ms = 20'000) const {
    return show_status(ClusterCommands(settings(), bound_ms), subject(),
                       {ResourceStatus::degraded, "the domain is paused"});
  }
};

TEST_F(ShownStatus, IsSetForTheResourceOnThisNode) {
  does("scha_resource_setstatus", "exit 0");
  EXPECT_EQ(show(), "");
  EXPECT_EQ(said(),
            "scha_resource_setstatus -R web-rs -G web-rg -s DEGRADED -m the domain is paused\n");
}

TEST_F(ShownStatus, ThatCannotBeSetIsALineForTheLog) {
  does("scha_resource_setstatus", "echo denied >&2; exit 6");
  EXPECT_THAT(show(), HasSubstr("the resource's status was not set"));
  EXPECT_THAT(show(), HasSubstr("exits with 6: denied"));
}

TEST_F(ShownStatus, OfAHangingClusterKeepsNobodyWaiting) {
  hangs("scha_resource_setstatus");
  const TimeTaken time;
  EXPECT_NE(show(300), "");
  EXPECT_LT(time.ms(), 5'000);
}

}  // namespace
}  // namespace xvm::agent
