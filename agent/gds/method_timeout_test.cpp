#include "agent/gds/method_timeout.hpp"

#include "agent/gds/fake_cluster_test_context.hpp"

namespace xvm::agent {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class MethodTimeout : public FakeCluster {
 protected:
  MethodTimeout() {
    answer("STOP_TIMEOUT", "600");
    answer("START_TIMEOUT", "250");
    answer("TYPE", "SUNW.gds:6");
  }
  TimeoutAnswer ask(const std::string& tag, bool type, std::uint32_t bound_ms = 20'000) const {
    return ask_timeout(ClusterCommands(settings(), bound_ms), {"web-rs", "web-rg", tag, type});
  }
  TimeoutAnswer when_it_answers(const std::string& lines) const {
    answer("STOP_TIMEOUT", lines);
    return ask("STOP_TIMEOUT", false);
  }
};

TEST_F(MethodTimeout, AndTypeAreAsTheClusterHasThem) {
  const TimeoutAnswer told = ask("STOP_TIMEOUT", true);
  EXPECT_EQ(told.timeout_s, 600);
  EXPECT_EQ(told.type, "SUNW.gds:6");
  EXPECT_EQ(told.note, "");
  EXPECT_THAT(said(), AllOf(HasSubstr("scha_resource_get -O STOP_TIMEOUT -R web-rs -G web-rg"),
                            HasSubstr("scha_resource_get -O TYPE -R web-rs -G web-rg")));
}

TEST_F(MethodTimeout, CostsOneCommandForEachThingThatIsAsked) {
  EXPECT_EQ(ask("START_TIMEOUT", false).timeout_s, 250);
  EXPECT_EQ(said(), "scha_resource_get -O START_TIMEOUT -R web-rs -G web-rg\n");
  EXPECT_EQ(ask("", true).type, "SUNW.gds:6");
}

TEST_F(MethodTimeout, OfAnUnusualFormSaysNothing) {
  for (const char* odd : {"", "0", "-5", "600 s", "10m", "600\n600", "99999999999999999999"}) {
    const TimeoutAnswer told = when_it_answers(odd);
    EXPECT_EQ(told.timeout_s, std::nullopt) << odd;
    EXPECT_THAT(told.note, HasSubstr("STOP_TIMEOUT: ")) << odd;
  }
}

TEST_F(MethodTimeout, ThatHangsDoesNotHideTheType) {
  hangs("STOP_TIMEOUT");
  const TimeTaken taken;
  const TimeoutAnswer told = ask("STOP_TIMEOUT", true, 1'000);
  EXPECT_EQ(told.timeout_s, std::nullopt);
  EXPECT_EQ(told.type, "SUNW.gds:6");
  EXPECT_THAT(told.note, HasSubstr("STOP_TIMEOUT: "));
  EXPECT_LT(taken.ms(), 10'000);
}

TEST_F(MethodTimeout, ThatIsRefusedIsNotedWithTheReason) {
  is_no_tag("STOP_TIMEOUT");
  EXPECT_THAT(ask("STOP_TIMEOUT", true).note,
              AllOf(HasSubstr("STOP_TIMEOUT"), HasSubstr("SCHA_ERR_TAG")));
}

TEST(StopCommand, HasAllOfItsTimeoutUnderTypesThatAreMadeFromOrclGdsOnly) {
  EXPECT_TRUE(stop_has_all("ORCL.gds"));
  EXPECT_TRUE(stop_has_all("ORCL.gds:2"));
  EXPECT_TRUE(stop_has_all("ORCL.xvm:1"));
  for (const char* other : {"SUNW.gds", "SUNW.gds:6", "SUNW.xvm", "gds", "", "XORCL.gds"}) {
    EXPECT_FALSE(stop_has_all(other)) << other;
  }
}

}  // namespace
}  // namespace xvm::agent
