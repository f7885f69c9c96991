// Plugin probes from end to end (2008 design, section 6): the real control_xvm, libvirt's test
// driver in a libvirtd of its own (ci/life/with_test_driver.sh), any program as PLUGIN_PROBE, and
// ppkssh with a real sshd as the guest.
#include "agent/control/called_program_test_context.hpp"
#include "agent/process/command_folder_test_context.hpp"
#include "agent/ssh_probe/real_sshd.hpp"

#include <chrono>
#include <optional>

namespace xvm::agent {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class PluginProbe : public CalledProgram {
 protected:
  void SetUp() override {
    const char* uri = std::getenv("XVM_TEST_DRIVER_URI");
    ASSERT_NE(uri, nullptr) << "run by ci/life/with_test_driver.sh";
    uri_ = uri;
    domain_ = path_ + "/web.xml";
    put("web.xml",
        "<domain type='test'><name>web</name><uuid>7a6f1d52-5f0e-4c39-9d3b-0c8f3f6f1e21</uuid>"
        "<memory unit='MiB'>96</memory><vcpu>1</vcpu><os><type>hvm</type></os></domain>\n");
    configure();
    const Called started = call({"start"});
    ASSERT_EQ(started.code, 0) << started.log;
  }
  void TearDown() override {
    configure();
    EXPECT_EQ(call({"stop"}).code, 0);
  }

  void virsh(const std::string& command) const {
    const CommandRun run =
        run_command({.program = "/usr/bin/virsh", .words = {"-q", "-c", uri_, command, "web"}});
    ASSERT_TRUE(run.succeeded()) << run.note;
  }
  // PROBE_GRACE is over at once, unless the test says otherwise.
  Called probe(const std::string& plugin, const std::string& more = "PROBE_GRACE=0\n") const {
    configure("PLUGIN_PROBE=\"" + plugin + "\"\n" + more);
    return call({"probe"});
  }
  Called probe_script(const std::string& body, const std::string& more = "PROBE_GRACE=0\n") const {
    return probe(script("plugin", body), more);
  }
};

TEST_F(PluginProbe, ThatIsContentMakesAHealthyProbe) {
  const Called end = probe_script("exit 0");
  EXPECT_EQ(end.code, 0);
  EXPECT_THAT(end.log, HasSubstr("success: plugin-said (n1)"));
}

TEST_F(PluginProbe, HasItsExitStatusPassedThrough) {
  for (const int status : {1, 50, 99, 100}) {
    EXPECT_EQ(probe_script("exit " + std::to_string(status)).code, status);
  }
}

TEST_F(PluginProbe, CountsAsACompleteFailureWhenItsStatusIsNoneOfGds) {
  EXPECT_EQ(probe_script("exit 101").code, 100);
  EXPECT_EQ(probe_script("exit 255").code, 100);
  EXPECT_EQ(probe_script("kill -SEGV $$").code, 100);
}

TEST_F(PluginProbe, FailsOverAtOnceOnlyWhereThatIsAllowed) {
  EXPECT_EQ(probe_script("exit 201").code, 100);
  EXPECT_EQ(probe_script("exit 201", "PROBE_GRACE=0\nALLOW_201=yes\n").code, 201);
}

TEST_F(PluginProbe, MayFailWhileTheGuestBoots) {
  const Called end = probe_script("exit 100", "PROBE_GRACE=600\n");
  EXPECT_EQ(end.code, 0);
  EXPECT_THAT(end.log, HasSubstr("success: still-booting"));
}

TEST_F(PluginProbe, ThatCannotBeRunSaysNothingAboutTheGuest) {
  const Called end = probe(path_ + "/nothing");
  EXPECT_EQ(end.code, 0);
  EXPECT_THAT(end.log, AllOf(HasSubstr("degraded: plugin-broken"), HasSubstr("No such file")));
}

TEST_F(PluginProbe, GetsItsWordsAndItsEnvironmentAndIsLogged) {
  const std::string plugin =
      script("plugin", "echo \"<$2> $XVM_RESOURCE $XVM_GROUP $XVM_NODE\"; env");
  const Called end = probe(plugin + " -h 'a  b'");
  EXPECT_THAT(end.log,
              AllOf(HasSubstr("plugin: <a  b> r g n1"), HasSubstr("plugin: XVM_DOMAIN=web"),
                    HasSubstr("plugin: XVM_UUID=7a6f1d52"), Not(HasSubstr("HOME="))));
}

TEST_F(PluginProbe, CannotFillTheLog) {
  const Called end = probe_script("yes | head -n 100000");
  EXPECT_EQ(end.code, 0);
  EXPECT_LT(end.log.size(), 10'000u);
  EXPECT_THAT(end.log, HasSubstr("it printed more than is kept"));
}

TEST_F(PluginProbe, ThatHangsCountsHalfAndIsKilledWithItsChildren) {
  const Called end = probe_script("sleep 1000 & echo $! >" + path_ + "/child; wait",
                                  "PROBE_GRACE=0\nPLUGIN_TIMEOUT=1\n");
  EXPECT_EQ(end.code, 50);
  EXPECT_THAT(end.log, HasSubstr("plugin: plugin-timed-out 50"));
  EXPECT_TRUE(is_gone(std::stoi(get("child"))));
}

TEST_F(PluginProbe, IsKilledBeforeTheProbeMustEndWhateverPluginTimeoutSays) {
  configure("PLUGIN_PROBE=" + script("plugin", "echo $$ >" + path_ + "/pid; exec sleep 1000") +
            "\nPROBE_GRACE=0\nPLUGIN_TIMEOUT=3600\n");
  const TimeTaken watch;
  EXPECT_EQ(call({"--probe-timeout", "5", "probe"}).code, 50);
  EXPECT_LT(watch.ms(), 5'000);
  EXPECT_TRUE(is_gone(std::stoi(get("pid"))));
}

TEST_F(PluginProbe, IsNotRunWhenTheGuestCannotAnswer) {
  const std::string plugin = script("plugin", "echo run >" + path_ + "/ran; exit 100");
  virsh("suspend");
  EXPECT_EQ(probe(plugin).code, 0);
  virsh("resume");
  virsh("destroy");
  EXPECT_EQ(probe(plugin).code, 100);
  EXPECT_EQ(get("ran"), "");
}

TEST_F(PluginProbe, DoesNotMakeAGuestRestartThatSwitchedItselfOffAndMayStayOff) {
  virsh("shutdown");
  EXPECT_EQ(probe_script("exit 100").code, 100);
  const Called end = probe_script("exit 100", "PROBE_GRACE=0\nON_POWEROFF=stay\n");
  EXPECT_EQ(end.code, 0);
  EXPECT_THAT(end.log, HasSubstr("degraded: powered-off"));
}

// --- ppkssh --------------------------------------------------------------------------------------

class Ppkssh : public PluginProbe {
 protected:
  void SetUp() override {
    PluginProbe::SetUp();
    if (HasFatalFailure()) return;
    if (const std::string why = RealSshd::why_not(); !why.empty()) {
      std::cout << "skipped: " << why << '\n';
      GTEST_SKIP() << why;
    }
    std::filesystem::create_directory(path_ + "/guest");
    guest_.emplace(path_ + "/guest");
  }
  Called ask() const {
    return probe(std::string(PPKSSH) + " -u " + guest_->user() + " -i " + guest_->key() + " -p " +
                 std::to_string(guest_->port()) + " --known-hosts " + guest_->known_hosts() +
                 " 127.0.0.1 --target multi-user.target");
  }
  std::optional<RealSshd> guest_;
};

TEST_F(Ppkssh, FindsAGuestHealthyThatReachedItsTarget) {
  guest_->program("systemctl", "echo active");
  const Called end = ask();
  EXPECT_EQ(end.code, 0);
  EXPECT_THAT(end.log, AllOf(HasSubstr("success: plugin-said"), Not(HasSubstr("ppkssh:"))));
}

TEST_F(Ppkssh, HasAGuestRestartedWhoseTargetFailedAndSaysWhy) {
  guest_->program("systemctl", "echo failed; exit 3");
  const Called end = ask();
  EXPECT_EQ(end.code, 100);
  EXPECT_THAT(end.log, HasSubstr("plugin: ppkssh: " + guest_->user() +
                                 "@127.0.0.1: multi-user.target is failed (exit 100)"));
}

TEST_F(Ppkssh, CountsASilentGuestHalf) {
  guest_->shut_down();
  EXPECT_EQ(ask().code, 50);
}

TEST_F(Ppkssh, HasNoGuestRestartedForAKeyThatIsRefused) {
  put("guest/authorized_keys", "");
  const Called end = ask();
  EXPECT_EQ(end.code, 1);
  EXPECT_THAT(end.log, HasSubstr("refuses the key"));
}

}  // namespace
}  // namespace xvm::agent
