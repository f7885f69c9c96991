#include "agent/gds/process_monitor.hpp"

#include "agent/gds/fake_cluster_test_context.hpp"

namespace xvm::agent {
namespace {

using testing::HasSubstr;
using testing::Not;

class ProcessMonitor : public FakeCluster {
 protected:
  ProcessMonitor() {
    does("EXTENSION.PMF_managed", "echo SCHA_ERR_PROP >&2; exit 15");  // SUNW.gds
    does("pmfadm-q", "[ -f '" + at("tag") + "' ]");
    does("pmfadm-s", "rm '" + at("tag") + "'");
    put("tag", "", 0600);
  }
  CallOutcome silence(std::uint32_t bound_ms = 20'000) const {
    return facts_of(subject(), {}, bound_ms).silence_process_monitor();
  }
  bool is_watching() const { return std::filesystem::exists(at("tag")); }
};

TEST_F(ProcessMonitor, IsTakenFromTheTagOfTheService) {
  EXPECT_EQ(silence(), CallOutcome::ok);
  EXPECT_FALSE(is_watching());
  EXPECT_THAT(said(), HasSubstr("pmfadm -s web-rg,web-rs,0.svc\n"));  // and no signal
}

TEST_F(ProcessMonitor, ThatDoesNotWatchIsLeftAlone) {
  std::filesystem::remove(at("tag"));
  EXPECT_EQ(silence(), CallOutcome::ok);
  EXPECT_THAT(said(), Not(HasSubstr("pmfadm -s")));
}

TEST_F(ProcessMonitor, IsNotAskedForAResourceThatIsNotUnderIt) {
  answer("EXTENSION.PMF_managed", "BOOLEAN\nFALSE");
  EXPECT_EQ(silence(), CallOutcome::ok);
  EXPECT_THAT(said(), Not(HasSubstr("pmfadm")));
  EXPECT_THAT(said(), HasSubstr("-O EXTENSION -R web-rs -G web-rg PMF_managed\n"));
}

TEST_F(ProcessMonitor, IsTakenAwayWhenThePropertySaysSoOrCannotBeRead) {
  for (const char* shell : {"echo BOOLEAN; echo TRUE", "echo FALSE", "kill -KILL $$"}) {
    put("tag", "", 0600);
    does("EXTENSION.PMF_managed", shell);
    EXPECT_EQ(silence(), CallOutcome::ok);
    EXPECT_FALSE(is_watching()) << shell;
  }
}

TEST_F(ProcessMonitor, WhoseTagGoesMeanwhileIsSilent) {
  does("pmfadm-s", "rm '" + at("tag") + "'; exit 1");
  EXPECT_EQ(silence(), CallOutcome::ok);
}

TEST_F(ProcessMonitor, ThatRefusesSaysWhy) {
  does("pmfadm-s", "echo 'not permitted' >&2; exit 1");
  const ProcessMonitorEnd end =
      silence_pmf(ClusterCommands(settings(), 20'000), "web-rs", "web-rg");
  EXPECT_EQ(end.outcome, CallOutcome::refused);
  EXPECT_EQ(end.note, at("pmfadm") + " exits with 1: not permitted");
}

TEST_F(ProcessMonitor, ThatHangsMayHaveDoneIt) {
  hangs("pmfadm-s");
  EXPECT_EQ(silence(1'000), CallOutcome::unknown);
}

TEST_F(ProcessMonitor, ThatIsNotInstalledRefuses) {
  std::filesystem::remove(at("pmfadm"));
  EXPECT_EQ(silence(), CallOutcome::refused);
}

}  // namespace
}  // namespace xvm::agent
