#include "agent/control/options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace xvm::agent {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

using Words = std::vector<std::string>;

struct Said {
  OptionsResult result;
  std::string out, err;
};

Said say(Words words) {
  words.insert(words.begin(), "control_xvm");
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  Said said{read_options(static_cast<int>(words.size()), argv.data()), {}, {}};
  said.out = testing::internal::GetCapturedStdout();
  said.err = testing::internal::GetCapturedStderr();
  return said;
}

// --- as GDS calls --------------------------------------------------------------------------------

struct Form {
  Words words;
  Method method;
};
class GdsForm : public testing::TestWithParam<Form> {};
TEST_P(GdsForm, IsUnderstood) {
  const Said said = say(GetParam().words);
  ASSERT_TRUE(said.result.options) << said.err;
  EXPECT_EQ(said.result.options->resource, "web-rs");
  EXPECT_EQ(said.result.options->group, "web-rg");
  EXPECT_EQ(said.result.options->method, GetParam().method);
  EXPECT_THAT(said.err + said.out, IsEmpty());
}
INSTANTIATE_TEST_SUITE_P(
    Forms, GdsForm,
    testing::Values(Form{{"-R", "web-rs", "-G", "web-rg", "validate"}, Method::validate},
                    Form{{"-R", "web-rs", "-G", "web-rg", "start"}, Method::start},
                    Form{{"-R", "web-rs", "-G", "web-rg", "stop"}, Method::stop},
                    Form{{"-R", "web-rs", "-G", "web-rg", "probe"}, Method::probe},
                    Form{{"-R", "web-rs", "-G", "web-rg", "boot"}, Method::reconcile},
                    Form{{"-R", "web-rs", "-T", "ORCL.gds", "-G", "web-rg", "stop"}, Method::stop},
                    Form{{"start", "-R", "web-rs", "-G", "web-rg"}, Method::start},
                    Form{{"--resource=web-rs", "--group", "web-rg", "probe"}, Method::probe},
                    Form{{"-R", "web-rs", "-G", "web-rg", "--stop-timeout", "86400", "stop"},
                         Method::stop}));

TEST(Options, HaveTheDefaultsOfTheDesign) {
  const Options o = *say({"-R", "r", "-G", "g", "stop"}).result.options;
  EXPECT_EQ(o.config, "/opt/SUNWscxvm/util/xvm_config");
  EXPECT_EQ(o.etc, "/opt/SUNWscxvm/etc");
  EXPECT_EQ(o.state_folder, "/var/lib/ha-xvm");
  EXPECT_EQ(o.stop_timeout_s, std::nullopt);  // asked of the cluster
  EXPECT_EQ(o.start_timeout_s, std::nullopt);
  EXPECT_FALSE(o.through_sunw_gds || o.debug || o.quiet);
}

TEST(Options, AreAllTaken) {
  const Options o = *say({"-R",
                          "r",
                          "-G",
                          "g",
                          "--config",
                          "c",
                          "--etc",
                          "/e",
                          "--state-folder",
                          "/s",
                          "--node",
                          "n1",
                          "--trace",
                          "t",
                          "--start-timeout",
                          "1",
                          "--stop-timeout",
                          "2",
                          "--probe-timeout",
                          "3",
                          "--through-sunw-gds",
                          "--debug",
                          "--quiet",
                          "stop"})
                         .result.options;
  EXPECT_EQ(o.config + o.etc + o.state_folder + o.node + o.trace, "c/e/sn1t");
  EXPECT_EQ(o.start_timeout_s, 1);
  EXPECT_EQ(o.stop_timeout_s, 2);
  EXPECT_EQ(o.probe_timeout_s, 3);
  EXPECT_TRUE(o.through_sunw_gds && o.debug && o.quiet);
}

TEST(Options, HelpGoesToStandardOutputAndIsNoError) {
  const Said said = say({"--help"});
  EXPECT_FALSE(said.result.options);
  EXPECT_EQ(said.result.exit_code, 0);
  EXPECT_THAT(said.out, HasSubstr("--stop-timeout"));
  EXPECT_THAT(said.err, IsEmpty());
}

// --- mistakes ------------------------------------------------------------------------------------

struct Mistake {
  Words words;
  const char* named;  // what the line must name
};
class WrongOption : public testing::TestWithParam<Mistake> {};
TEST_P(WrongOption, IsOneLineThatNamesItAndExitCodeTwo) {
  const Said said = say(GetParam().words);
  EXPECT_FALSE(said.result.options);
  EXPECT_EQ(said.result.exit_code, 2);
  EXPECT_THAT(said.err, StartsWith("control_xvm: "));
  EXPECT_THAT(said.err, HasSubstr(GetParam().named));
  EXPECT_EQ(std::count(said.err.begin(), said.err.end(), '\n'), 1) << said.err;
  EXPECT_THAT(said.out, IsEmpty());
}
INSTANTIATE_TEST_SUITE_P(
    Mistakes, WrongOption,
    testing::Values(
        Mistake{{}, "required"}, Mistake{{"-G", "g", "start"}, "--resource"},
        Mistake{{"-R", "r", "start"}, "--group"}, Mistake{{"-R", "r", "-G", "g"}, "method"},
        Mistake{{"-R", "", "-G", "g", "start"}, "--resource"},
        Mistake{{"-R", "r", "-G", "", "start"}, "--group"},
        Mistake{{"-R", "r", "-G", "g", "restart"}, "restart"},
        Mistake{{"-R", "r", "-G", "g", "START"}, "START"},
        Mistake{{"-R", "r", "-G", "g", "start", "stop"}, "stop"},
        Mistake{{"-R", "r", "-R", "s", "-G", "g", "start"}, "--resource"},
        Mistake{{"-R", "r", "-G", "g", "--frobnicate", "start"}, "--frobnicate"},
        Mistake{{"-R", "r", "-G", "g", "start", "--config"}, "--config"},
        Mistake{{"-R", "r", "-G", "g", "--config", "", "start"}, "--config"},
        Mistake{{"-R", "r", "-G", "g", "--state-folder", "state", "start"}, "--state-folder"},
        Mistake{{"-R", "r", "-G", "g", "--stop-timeout", "0", "stop"}, "--stop-timeout"},
        Mistake{{"-R", "r", "-G", "g", "--stop-timeout", "-5", "stop"}, "--stop-timeout"},
        Mistake{{"-R", "r", "-G", "g", "--stop-timeout", "86401", "stop"}, "--stop-timeout"},
        Mistake{{"-R", "r", "-G", "g", "--stop-timeout", "10m", "stop"}, "--stop-timeout"},
        Mistake{{"-R", "r", "-G", "g", "--start-timeout", "0", "start"}, "--start-timeout"},
        Mistake{{"-R", "r", "-G", "g", "--probe-timeout", "1e9", "probe"}, "--probe-timeout"},
        Mistake{{"-R", "r", "-G", "g", "--stop-timeout", "99999999999999999999", "stop"},
                "--stop-timeout"}));

}  // namespace
}  // namespace xvm::agent
