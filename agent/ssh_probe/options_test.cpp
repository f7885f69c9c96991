#include "agent/ssh_probe/options.hpp"

#include "agent/ssh_probe/program.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <vector>

namespace xvm::agent {
namespace {

using testing::HasSubstr;

using Words = std::vector<const char*>;

SshProbeWords read(Words words) {
  words.insert(words.begin(), "ppkssh");
  return read_ssh_probe_options(static_cast<int>(words.size()), words.data());
}

TEST(PpksshOptions, HaveDefaultsThatRestartNoHealthyGuest) {
  const SshProbeWords said = read({"web1", "--runlevel", "3"});
  ASSERT_TRUE(said.options) << said.error;
  const ProbeOrder& o = said.options->order;
  EXPECT_EQ(o.host + o.user + o.key + o.known_hosts, "web1root");
  EXPECT_EQ(o.port, 22);
  EXPECT_EQ(o.timeout_s, 10);
  EXPECT_EQ(o.weights.down, 100);
  EXPECT_EQ(o.weights.unreachable, 50);
  EXPECT_EQ(o.weights.set_up, 1);
}

TEST(PpksshOptions, AreAllTaken) {
  const SshProbeWords said = read({"-u",
                                   "probe",
                                   "-i",
                                   "/k",
                                   "-p",
                                   "2222",
                                   "--known-hosts",
                                   "/h",
                                   "--timeout",
                                   "5",
                                   "--weight",
                                   "30",
                                   "--unreachable-weight",
                                   "20",
                                   "--setup-weight",
                                   "0",
                                   "-v",
                                   "web1",
                                   "--smf",
                                   "svc:/a:b"});
  ASSERT_TRUE(said.options) << said.error;
  const ProbeOrder& o = said.options->order;
  EXPECT_EQ(o.host + o.user + o.key + o.known_hosts, "web1probe/k/h");
  EXPECT_EQ(o.port + o.timeout_s, 2227);
  EXPECT_EQ(o.weights.down + o.weights.unreachable + o.weights.set_up, 50);
  EXPECT_EQ(o.check.name, "svc:/a:b");
  EXPECT_TRUE(said.options->verbose);
}

struct Mistake {
  std::string name;
  Words words;
  std::string named;
};
class WrongPpksshOption : public testing::TestWithParam<Mistake> {};
TEST_P(WrongPpksshOption, IsOneLineThatNamesItAndRestartsNoGuest) {
  Words words = GetParam().words;
  words.insert(words.begin(), "ppkssh");
  testing::internal::CaptureStderr();
  EXPECT_EQ(run_ppkssh(static_cast<int>(words.size()), words.data()), 1);
  const std::string said = testing::internal::GetCapturedStderr();
  EXPECT_THAT(said, testing::StartsWith("ppkssh: "));
  EXPECT_THAT(said, HasSubstr(GetParam().named));
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1) << said;
}
INSTANTIATE_TEST_SUITE_P(
    Mistakes, WrongPpksshOption,
    testing::Values(Mistake{"Nothing", {}, "HOST"}, Mistake{"NoHost", {"--runlevel", "3"}, "HOST"},
                    Mistake{"NoCheck", {"web1"}, "exactly one of --runlevel"},
                    Mistake{
                        "TwoChecks", {"web1", "--runlevel", "3", "--unit", "x"}, "exactly one of"},
                    Mistake{"TwoHosts", {"web1", "web2", "--runlevel", "3"}, "web2"},
                    Mistake{"NoPort", {"web1", "--runlevel", "3", "-p", "0"}, "port"},
                    Mistake{"PortInWords", {"web1", "--runlevel", "3", "-p", "ssh"}, "port"},
                    Mistake{"NoTime", {"web1", "--runlevel", "3", "--timeout", "0"}, "--timeout"},
                    Mistake{"NoWeight", {"web1", "--runlevel", "3", "--weight", "0"}, "--weight"},
                    Mistake{"TooHeavy", {"web1", "--runlevel", "3", "--weight", "101"}, "--weight"},
                    Mistake{"Unknown", {"web1", "--runlevel", "3", "--force"}, "--force"},
                    Mistake{"BadName", {"web1", "--runlevel", "9"}, "no runlevel"},
                    Mistake{"EmptyName", {"web1", "--unit", ""}, "no unit"}),
    [](const auto& one) { return one.param.name; });

TEST(PpksshOptions, HelpGoesToStandardOutputAndIsNoError) {
  testing::internal::CaptureStdout();
  const SshProbeWords said = read({"--help"});
  EXPECT_THAT(testing::internal::GetCapturedStdout(), HasSubstr("--known-hosts"));
  EXPECT_FALSE(said.options);
  EXPECT_EQ(said.error, "");
}

}  // namespace
}  // namespace xvm::agent
