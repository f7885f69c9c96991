#include "agent/hypervisor/emulator.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "agent/hypervisor/proc_stat.hpp"

namespace xvm::agent {
namespace {

using namespace std::chrono_literals;

// Tests run at the same time in processes of their own: each has a domain of its own, or the walk
// over /proc would find another test's child.
const DomainKey web{fmt::format("11111111-2222-4333-8444-{:012x}", ::getpid()), "web"};

// A child that looks like QEMU to who reads its arguments; it waits for the end of its input.
class Child {
 public:
  explicit Child(const std::string& uuid = web.uuid) {
    int ends[2];
    EXPECT_EQ(::pipe(ends), 0);
    pid = ::fork();
    if (pid == 0) {
      ::dup2(ends[0], STDIN_FILENO);
      ::close(ends[1]);
      ::execl("/bin/sh", "sh", "-c", "echo; read line", "qemu", "-uuid", uuid.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(ends[0]);
    input_ = ends[1];
    wait_for_exec();
  }
  ~Child() {
    ::close(input_);
    if (pid > 0) ::kill(pid, SIGKILL), reap();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void kill() const { ::kill(pid, SIGKILL); }
  void reap() { ::waitpid(pid, nullptr, 0), pid = -1; }
  void wait_until_zombie() const {
    while (read_proc_stat(pid)->state != 'Z') ::usleep(1000);
  }
  Emulator identity() const { return identify(pid).value(); }

  pid_t pid = -1;

 private:
  void wait_for_exec() const {
    for (int i = 0; i < 5000; ++i, ::usleep(1000)) {
      std::ifstream arguments("/proc/" + std::to_string(pid) + "/cmdline");
      std::string text;
      std::getline(arguments, text);
      if (text.find("-uuid") != std::string::npos) return;
    }
  }
  int input_ = -1;
};

struct PidFolder {
  PidFolder() { std::filesystem::create_directories(path); }
  ~PidFolder() { std::filesystem::remove_all(path); }
  void write(const std::string& name, pid_t pid) const {
    std::ofstream(path + "/" + name + ".pid") << pid;
  }
  std::string path = ::testing::TempDir() + "xvm-pids-" + std::to_string(::getpid());
};

TEST(Emulator, IsAliveWhileItsProcessIs) {
  const Child child;
  EXPECT_EQ(witness(child.identity()), Witness::alive);
}

TEST(Emulator, IsGoneWhenItsProcessHasEnded) {
  Child child;
  const Emulator recorded = child.identity();
  child.kill();
  child.reap();
  EXPECT_EQ(witness(recorded), Witness::gone);
}

TEST(Emulator, IsGoneWhenOnlyAZombieIsLeft) {
  Child child;
  const Emulator recorded = child.identity();
  child.kill();
  child.wait_until_zombie();
  EXPECT_EQ(witness(recorded), Witness::gone);
  EXPECT_EQ(identify(child.pid), std::nullopt);
}

TEST(Emulator, PidThatPassedToAnotherProcessIsNotTheEmulator) {
  const Child child;
  Emulator earlier = child.identity();
  earlier.start_ticks -= 1;
  EXPECT_EQ(witness(earlier), Witness::gone);
}

TEST(Emulator, NothingOfAnEarlierBootIsLeft) {
  const Child child;
  Emulator before = child.identity();
  before.boot_id = "00000000-0000-0000-0000-000000000000";
  EXPECT_EQ(witness(before), Witness::gone);
}

TEST(Emulator, PidOfAnotherNamespaceProvesNothing) {
  const Child child;
  Emulator elsewhere = child.identity();
  elsewhere.pid_namespace = "pid:[1]";
  EXPECT_EQ(witness(elsewhere), Witness::unknown);
  EXPECT_EQ(end_emulator(elsewhere, 10ms).outcome, CallOutcome::refused);
  EXPECT_EQ(witness(child.identity()), Witness::alive);
}

TEST(Emulator, NothingRecordedProvesNothing) { EXPECT_EQ(witness(Emulator{}), Witness::unknown); }

TEST(Emulator, RecordIsReadBackAsWritten) {
  const Child child;
  const Emulator recorded = child.identity();
  EXPECT_EQ(Emulator::from_text(recorded.to_text()), recorded);
  for (const char* bad : {"", "1", "1 2 boot", "x 2 boot ns", "-1 2 boot ns", "1 2 boot ns more"}) {
    EXPECT_EQ(Emulator::from_text(bad), std::nullopt) << bad;
  }
}

TEST(FindEmulator, BelievesAPidFileOnlyIfTheProcessRunsThisDomain) {
  const Child child;
  const PidFolder folder;
  folder.write("web", child.pid);
  EXPECT_EQ(find_emulator(web, folder.path), child.identity());
  folder.write("web", ::getpid());  // stale: the pid passed to another process
  EXPECT_EQ(find_emulator(web, folder.path), child.identity());
}

TEST(FindEmulator, WalksTheProcessesWhenThereIsNoPidFile) {
  const Child child;
  EXPECT_EQ(find_emulator(web, ""), child.identity());
}

TEST(FindEmulator, FindsNothingOfADomainThatHasNoProcess) {
  const Child other("11111111-2222-4333-8444-555555555556");
  const PidFolder folder;
  folder.write("web", other.pid);
  EXPECT_EQ(find_emulator(web, folder.path), std::nullopt);
}

// Needs root, as the agent does: others may be shown a part of the processes only.
class NoEmulator : public ::testing::Test {
 protected:
  void SetUp() override {
    if (::geteuid() != 0) GTEST_SKIP() << "only root is sure to see every process";
  }
  void write_status(const std::string& uuid) const {
    std::ofstream(folder.path + "/renamed.xml") << "<domstatus><uuid>" << uuid << "</uuid>";
  }
  const PidFolder folder;
};

TEST_F(NoEmulator, IsProvenByProcessesAndStatusFilesTogether) {
  write_status("11111111-2222-4333-8444-555555555556");
  EXPECT_TRUE(proves_no_emulator(web.uuid, folder.path));
}

TEST_F(NoEmulator, IsNotProvenWhileAProcessRunsTheDomain) {
  const Child child;
  EXPECT_FALSE(proves_no_emulator(web.uuid, folder.path));
}

// The emulator may be in a pid namespace that is not ours.
TEST_F(NoEmulator, IsNotProvenWhileLibvirtHasAStatusFileOfTheDomain) {
  write_status(web.uuid);
  EXPECT_FALSE(proves_no_emulator(web.uuid, folder.path));
}

TEST_F(NoEmulator, IsNotProvenWhereNothingIsKnownOfLibvirt) {
  EXPECT_FALSE(proves_no_emulator(web.uuid, ""));
  const bool first_namespace =
      std::filesystem::read_symlink("/proc/self/ns/pid") == "pid:[4026531836]";
  EXPECT_EQ(proves_no_emulator(web.uuid, folder.path + "/away"), first_namespace);
}

TEST_F(NoEmulator, IsNotProvenByAStatusFileThatCannotBeRead) {
  std::filesystem::create_directory(folder.path + "/odd.xml");
  EXPECT_FALSE(proves_no_emulator(web.uuid, folder.path));
}

TEST(EndEmulator, EndsExactlyTheRecordedProcess) {
  Child child;
  const Emulator recorded = child.identity();
  EXPECT_EQ(end_emulator(recorded, 5s).outcome, CallOutcome::ok);
  EXPECT_EQ(witness(recorded), Witness::gone);
}

TEST(EndEmulator, LeavesAProcessThatOnlyHasTheSamePidAlone) {
  const Child child;
  Emulator earlier = child.identity();
  earlier.start_ticks -= 1;
  EXPECT_EQ(end_emulator(earlier, 10ms).outcome, CallOutcome::ok);  // that one is gone
  EXPECT_EQ(witness(child.identity()), Witness::alive);
}

TEST(EndEmulator, IsDoneWhenTheProcessWasGoneAlready) {
  Child child;
  const Emulator recorded = child.identity();
  child.kill();
  child.reap();
  EXPECT_EQ(end_emulator(recorded, 10ms).outcome, CallOutcome::ok);
}

TEST(ProcStat, NameOfAProcessMayLookLikeTheFieldsBehindIt) {
  const auto stat = parse_proc_stat("7 (a) Z 1) S 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 9 8 777 0");
  ASSERT_TRUE(stat);
  EXPECT_EQ(stat->state, 'S');
  EXPECT_EQ(stat->threads, 9);
  EXPECT_EQ(stat->start_ticks, 777U);
}

TEST(ProcStat, CutLineIsNoAnswer) {
  EXPECT_EQ(parse_proc_stat("").has_value(), false);
  EXPECT_EQ(parse_proc_stat("7 (a) S 1 2 3").has_value(), false);
}

TEST(ProcStat, ZombieLeaderWithLivingThreadsIsNotOver) {
  EXPECT_TRUE((ProcStat{.state = 'Z', .threads = 1}.is_over()));
  EXPECT_FALSE((ProcStat{.state = 'Z', .threads = 2}.is_over()));
  EXPECT_FALSE((ProcStat{.state = 'D', .threads = 1}.is_over()));
}

TEST(QemuPidFolder, FollowsTheUri) {
  EXPECT_EQ(qemu_pid_folder("qemu:///system"), "/run/libvirt/qemu");
  EXPECT_EQ(qemu_pid_folder("xen:///system"), "");
}

}  // namespace
}  // namespace xvm::agent
