// The real ppkssh against a real sshd: what a guest may do to a probe, and what the probe says.
#include "agent/ssh_probe/real_sshd.hpp"
#include "agent/process/command_folder_test_context.hpp"
#include "agent/process/command_run.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <optional>

namespace xvm::agent {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using Words = std::vector<std::string>;

struct Said {
  int code = -1;
  std::string out;
  std::string err;
  std::int64_t ms = 0;
};

class Guest : public RealFolder {
 protected:
  void SetUp() override {
    if (const std::string why = RealSshd::why_not(); !why.empty()) {
      std::cout << "skipped: " << why << '\n';
      GTEST_SKIP() << why;
    }
    std::filesystem::create_directory(path_ + "/guest");
    guest_.emplace(path_ + "/guest");
  }

  Words words(const Words& check, std::string timeout_s = "20") const {
    Words all{"-u",
              guest_->user(),
              "-i",
              guest_->key(),
              "-p",
              std::to_string(guest_->port()),
              "--known-hosts",
              guest_->known_hosts(),
              "--timeout",
              std::move(timeout_s),
              "127.0.0.1"};
    all.insert(all.end(), check.begin(), check.end());
    return all;
  }
  Said run(const Words& all) const {
    const auto began = std::chrono::steady_clock::now();
    const CommandRun run = run_command({.program = PPKSSH, .words = all, .timeout_ms = 60'000});
    const auto taken = std::chrono::steady_clock::now() - began;
    EXPECT_EQ(run.end, CommandEnd::exited) << run.note;
    return {run.number, run.output, run.errors,
            std::chrono::duration_cast<std::chrono::milliseconds>(taken).count()};
  }
  static int exec(Words all) {
    all.insert(all.begin(), PPKSSH);
    std::vector<char*> argv;
    for (std::string& word : all) argv.push_back(word.data());
    argv.push_back(nullptr);
    return ::execv(PPKSSH, argv.data());
  }
  Said probe(const Words& check, const std::string& timeout_s = "20") const {
    return run(words(check, timeout_s));
  }
  Said probe_with_key(const std::string& key) const {
    Words all = words(target_);
    all.insert(all.end(), {"-i", key});
    all.erase(all.begin() + 2, all.begin() + 4);
    return run(all);
  }
  // A target that is active, unless the test says what else systemctl does.
  Said ask(const std::string& systemctl = "echo active",
           const std::string& timeout_s = "20") const {
    guest_->program("systemctl", systemctl);
    return probe(target_, timeout_s);
  }

  const Words target_{"--target", "multi-user.target"};
  std::optional<RealSshd> guest_;
};

// --- up ------------------------------------------------------------------------------------------

TEST_F(Guest, ThatHasReachedItsTargetIsHealthyAndNothingIsSaid) {
  const Said said = ask();
  EXPECT_EQ(said.code, 0);
  EXPECT_THAT(said.out + said.err, IsEmpty());
  EXPECT_EQ(guest_->asked(), "systemctl is-active multi-user.target\n");
}

TEST_F(Guest, ThatIsHealthyIsSaidToBeSoWhenAskedFor) {
  guest_->program("systemctl", "echo active");
  const Said said = probe({"--unit", "nginx.service", "--verbose"});
  EXPECT_EQ(said.code, 0);
  EXPECT_EQ(said.out, "ppkssh: " + guest_->user() + "@127.0.0.1: nginx.service is active\n");
}

TEST_F(Guest, OfLinuxTellsItsRunlevel) {
  guest_->program("who", "[ \"$LC_ALL\" = C ] && echo '         run-level 3  2026-11-23 10:00'");
  EXPECT_EQ(probe({"--runlevel", "3"}).code, 0);
  EXPECT_EQ(guest_->asked(), "env LC_ALL=C who -r\n");
}

TEST_F(Guest, WhoseWhoKeepsNoRecordIsAskedByRunlevel) {
  guest_->program("who", "");
  guest_->program("runlevel", "echo N 3");
  EXPECT_EQ(probe({"--runlevel", "3"}).code, 0);
  EXPECT_EQ(guest_->asked(), "env LC_ALL=C who -r\nrunlevel\n");
}

TEST_F(Guest, OfSolarisTellsTheStateOfAService) {
  guest_->program("svcs", "[ \"$*\" = '-H -o state svc:/network/http:apache24' ] && echo online");
  EXPECT_EQ(probe({"--smf", "svc:/network/http:apache24"}).code, 0);
}

// --- down ----------------------------------------------------------------------------------------

TEST_F(Guest, WhoseUnitFailedIsACompleteFailure) {
  const Said said = ask("echo failed; exit 3");
  EXPECT_EQ(said.code, 100);
  EXPECT_EQ(said.err,
            "ppkssh: " + guest_->user() + "@127.0.0.1: multi-user.target is failed (exit 100)\n");
}

TEST_F(Guest, InAnotherRunlevelIsACompleteFailure) {
  guest_->program("who", "echo '   .       run-level S  Feb 14 10:00     S      0  3'");
  const Said said = probe({"--runlevel", "3"});
  EXPECT_EQ(said.code, 100);
  EXPECT_THAT(said.err, HasSubstr("runlevel is S, not 3"));
}

TEST_F(Guest, WhoseServiceIsInMaintenanceWeighsWhatTheAdministratorSays) {
  guest_->program("svcs", "echo maintenance");
  EXPECT_EQ(probe({"--smf", "svc:/network/ssh:default", "--weight", "34"}).code, 34);
}

TEST_F(Guest, WhoseUnitIsStillStartingWeighsHalf) {
  EXPECT_EQ(ask("echo activating; exit 3").code, 50);
}

// --- the set-up is wrong: no fault of the guest --------------------------------------------------

TEST_F(Guest, ThatDoesNotKnowTheKeyIsNotRestarted) {
  const Said said = probe_with_key(guest_->another_key("stranger"));
  EXPECT_EQ(said.code, 1);
  EXPECT_THAT(said.err, AllOf(HasSubstr("refuses the key"), HasSubstr("authorized_keys")));
}

TEST_F(Guest, IsNotRestartedWhenTheKeyHasAPassphrase) {
  const std::string locked = guest_->another_key("locked", "secret");
  guest_->accept(locked);
  const Said said = probe_with_key(locked);
  EXPECT_EQ(said.code, 1);
  EXPECT_THAT(said.err, HasSubstr("passphrase"));
}

TEST_F(Guest, IsNotRestartedWhenOthersMayReadTheKey) {
  std::filesystem::permissions(guest_->key(), std::filesystem::perms(0644));
  const Said said = ask();
  EXPECT_EQ(said.code, 1);
  EXPECT_THAT(said.err, HasSubstr("chmod 0600 " + guest_->key()));
  EXPECT_THAT(guest_->asked(), IsEmpty());
}

TEST_F(Guest, WhoseHostKeyIsUnknownIsNotTrustedAndNotRestarted) {
  guest_->expect_host_key("");
  const Said said = ask();
  EXPECT_EQ(said.code, 1);
  EXPECT_THAT(said.err, AllOf(HasSubstr("not in known_hosts"), HasSubstr("ssh-keyscan")));
  EXPECT_THAT(guest_->asked(), IsEmpty());
  EXPECT_EQ(get("guest/known_hosts"), "");
}

TEST_F(Guest, WhoseHostKeyHasChangedIsNotTrustedAndNotRestarted) {
  guest_->expect_host_key(guest_->another_key("old") + ".pub");
  const Said said = ask();
  EXPECT_EQ(said.code, 1);
  EXPECT_THAT(said.err, HasSubstr("host key has changed"));
  EXPECT_THAT(guest_->asked(), IsEmpty());
}

TEST_F(Guest, WithoutSystemctlIsNotRestarted) {
  const Said said = probe(target_);
  EXPECT_EQ(said.code, 1);
  EXPECT_THAT(said.err, HasSubstr("has no systemctl"));
}

TEST_F(Guest, ThatHasNoSuchUnitIsNotRestarted) {
  EXPECT_THAT(ask("echo inactive; exit 4").err, HasSubstr("has no unit multi-user.target"));
  EXPECT_EQ(ask("echo inactive; exit 4").code, 1);
}

TEST_F(Guest, ThatSpeaksNonsenseIsNotRestartedAndIsQuoted) {
  const Said said = ask("echo Welcome; printf 'to \\033[2Jweb1\\n'");
  EXPECT_EQ(said.code, 1);
  EXPECT_THAT(said.err, HasSubstr("answer 'to ?[2Jweb1' (exit 0) is no state"));
}

TEST_F(Guest, ThatSpeaksForLongIsNotRestarted) {
  const Said said = ask("echo active; yes active | head -c 3000000");
  EXPECT_EQ(said.code, 1);
  EXPECT_THAT(said.err, HasSubstr("far too long"));
}

TEST_F(Guest, WeighsWhatTheAdministratorSaysWhenTheSetUpIsWrong) {
  EXPECT_EQ(probe({"--unit", "nginx", "--setup-weight", "0"}).code, 0);
}

// --- silence -------------------------------------------------------------------------------------

TEST_F(Guest, WhosePortIsClosedCountsHalf) {
  guest_->shut_down();
  const Said said = ask();
  EXPECT_EQ(said.code, 50);
  EXPECT_THAT(said.err, HasSubstr("connection refused"));
}

TEST_F(Guest, WhoseSshdIsFrozenCountsHalfInTime) {
  guest_->freeze();
  const Said said = ask("echo active", "3");
  EXPECT_EQ(said.code, 50);
  EXPECT_THAT(said.err, HasSubstr("no answer in time"));
  EXPECT_LT(said.ms, 10'000);
}

TEST_F(Guest, ThatFreezesInMidAnswerIsEndedByTheBoundAlone) {
  const Said said = ask("echo acti; kill -STOP $SESSION; sleep 100", "4");
  EXPECT_EQ(said.code, 50);
  EXPECT_THAT(said.err, HasSubstr("no answer within 4 s"));
  EXPECT_GE(said.ms, 4'000);
  EXPECT_LT(said.ms, 20'000);
}

TEST_F(Guest, WhoseSshdDiesInMidAnswerCountsHalf) {
  EXPECT_EQ(ask("echo active; sleep 0.3; kill -KILL $SESSION; sleep 1; exit 0").code, 50);
}

TEST_F(Guest, WhoseCommandNeverEndsCountsHalfInTime) {
  EXPECT_EQ(ask("exec sleep 100", "3").code, 50);
}

TEST_F(Guest, ThatSpeaksForEverCountsHalfInTime) {
  EXPECT_EQ(ask("exec yes active", "3").code, 50);
}

TEST_F(Guest, WhoseCommandIsKilledCountsHalf) {
  const Said said = ask("echo active; kill -KILL $$");
  EXPECT_EQ(said.code, 50);
  EXPECT_THAT(said.err, HasSubstr("killed there (exit 137)"));
}

TEST_F(Guest, WhoseDiskIsGoneCountsHalf) {
  EXPECT_EQ(ask("echo 'systemctl: Input/output error' >&2; exit 126").code, 50);
}

TEST_F(Guest, WeighsWhatTheAdministratorSaysWhenItIsSilent) {
  guest_->shut_down();
  EXPECT_EQ(probe({"--unit", "nginx", "--unreachable-weight", "25"}).code, 25);
}

// --- safety --------------------------------------------------------------------------------------

TEST_F(Guest, IsNotEvenCalledWithAWordThatAShellWouldExpand) {
  for (const char* name : {"x;touch y", "$(touch y)", "`touch y`", "x\ny", "*", "-H", "a b"}) {
    const Said said = probe({"--unit=" + std::string(name)});
    EXPECT_EQ(said.code, 1) << name;
    EXPECT_THAT(said.err, HasSubstr("no unit of systemd")) << name;
  }
  EXPECT_THAT(guest_->asked(), IsEmpty());
}

// A terminal is there and somebody could answer: nothing may be asked all the same.
TEST_F(Guest, MakesNobodyAnswerAQuestion) {
  const std::string locked = guest_->another_key("locked", "secret");
  guest_->accept(locked);
  std::string line = PPKSSH;
  for (const std::string& word : words(target_))
    line += " " + (word == guest_->key() ? locked : word);
  const CommandRun run = run_command(
      {.program = "/usr/bin/script", .words = {"-qec", line, "/dev/null"}, .timeout_ms = 30'000});
  EXPECT_EQ(run.end, CommandEnd::exited) << run.note;
  EXPECT_EQ(run.number, 1);
  EXPECT_THAT(run.output, AllOf(HasSubstr("refuses the key"), Not(HasSubstr("Enter passphrase"))));
}

// GDS kills without a warning; PLUGIN_TIMEOUT kills a process group in which ssh is not.
TEST_F(Guest, IsRidOfSshAsSoonAsTheProbeIsKilled) {
  guest_->program("systemctl", "exec sleep 100");
  pid_t ssh = -1;
  {
    Child probe([&] { return exec(words(target_)); });
    for (int ms = 0; ms < 20'000 && guest_->asked().empty(); ms += 20) ::usleep(20'000);
    const std::string pid = std::to_string(probe.pid());
    std::ifstream("/proc/" + pid + "/task/" + pid + "/children") >> ssh;
    ASSERT_GT(ssh, 0);
  }
  EXPECT_TRUE(is_gone(ssh));
}

}  // namespace
}  // namespace xvm::agent
