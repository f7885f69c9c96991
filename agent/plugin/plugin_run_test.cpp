#include "agent/plugin/plugin_run.hpp"

#include <fcntl.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "agent/plugin/plugin_output.hpp"
#include "agent/plugin/plugin_test_context.hpp"

namespace {
bool sigkill_is_lost = false;
int reads_with_data_left = 0;  // so many reads find data, whatever the pipe holds
}  // namespace
extern "C" ssize_t __real_read(int fd, void* at, size_t size);
extern "C" ssize_t __wrap_read(int fd, void* at, size_t size) {
  if (reads_with_data_left == 0) return __real_read(fd, at, size);
  --reads_with_data_left;
  std::memset(at, 'x', size);
  return static_cast<ssize_t>(size);
}
extern "C" int __real_kill(pid_t pid, int signal);
extern "C" int __wrap_kill(pid_t pid, int signal) {
  return sigkill_is_lost ? 0 : __real_kill(pid, signal);
}

namespace xvm::agent {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr PluginReturned complete_failure{PluginEnd::exited, 100};
constexpr PluginReturned timed_out{PluginEnd::timed_out, 0};
constexpr PluginReturned not_started{PluginEnd::not_started, 0};

using Plugin = ScriptFolder;

bool has_no_child() { return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD; }

bool is_gone(pid_t pid) {
  for (int ms = 0; ms < 5'000; ++ms) {
    if (__real_kill(pid, 0) != 0) return true;
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    std::getline(stat, line);
    if (line.find(") Z ") != std::string::npos) return true;  // init has not collected it yet
    ::usleep(1'000);
  }
  return false;
}

TEST_F(Plugin, ItsExitStatusIsPassedOn) {
  const std::string probe = script("exit $1");
  for (const int status : {0, 1, 50, 100, 101, 201, 255}) {
    const PluginRun r = run(probe + " " + std::to_string(status));
    EXPECT_EQ(r.returned, (PluginReturned{PluginEnd::exited, static_cast<std::uint8_t>(status)}));
    EXPECT_EQ(r.note, "");
  }
}

TEST_F(Plugin, GetsItsWordsWithoutAShell) {
  const PluginRun r = run(script("for a in \"$0\" \"$@\"; do echo \"<$a>\"; done") +
                          R"( 'a  b' "c\"d" e\ f '' $HOME *)");
  EXPECT_THAT(r.output_lines, ElementsAre("<" + at("probe") + ">", "<a  b>", "<c\"d>", "<e f>",
                                          "<>", "<$HOME>", "<*>"));
}

TEST_F(Plugin, SeesTheGivenEnvironmentAndNoOther) {
  ::setenv("XVM_LEAK", "1", 1);
  const Environment given = plugin_environment(
      {.domain = "web1", .uuid = "u", .resource = "rs", .group = "rg", .node = "n1"});
  const PluginRun r = run_plugin({.command_line = "env", .environment = given});
  EXPECT_THAT(r.output_lines,
              ElementsAre("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C", "XVM_DOMAIN=web1",
                          "XVM_UUID=u", "XVM_RESOURCE=rs", "XVM_GROUP=rg", "XVM_NODE=n1"));
}

TEST_F(Plugin, AGivenPathReplacesOurs) {
  const PluginRun r = run_plugin({.command_line = "env", .environment = {{"PATH", "/x"}}});
  EXPECT_THAT(r.output_lines, ElementsAre("LC_ALL=C", "PATH=/x"));
}

TEST_F(Plugin, PrintsToOneStreamAndReadsNothing) {
  EXPECT_THAT(run(script("echo a; echo b >&2; cat; pwd")).output_lines, ElementsAre("a", "b", "/"));
}

TEST_F(Plugin, InheritsNoDescriptorOfOurs) {
  const int ours = ::open("/dev/null", O_RDONLY);  // without close-on-exec, like some libraries
  const PluginRun r = run(script("ls /proc/$$/fd"));
  ::close(ours);
  EXPECT_THAT(r.output_lines, Contains("2"));
  EXPECT_THAT(r.output_lines, testing::Not(Contains(std::to_string(ours))));
}

TEST_F(Plugin, DoesNotInheritIgnoredOrBlockedSignals) {
  sigset_t pipe_signal;
  ::sigemptyset(&pipe_signal);
  ::sigaddset(&pipe_signal, SIGPIPE);
  ::sigprocmask(SIG_BLOCK, &pipe_signal, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  const PluginRun r = run(script("kill -PIPE $$; exit 0"));
  ::signal(SIGPIPE, SIG_DFL);
  ::sigprocmask(SIG_UNBLOCK, &pipe_signal, nullptr);
  EXPECT_EQ(r.note, "killed by signal 13 (Broken pipe)");
}

TEST_F(Plugin, RunsInAProcessGroupOfItsOwn) {
  const PluginRun r = run(script("echo $$; cut -d' ' -f5 /proc/$$/stat"));
  ASSERT_EQ(r.output_lines.size(), 2u);
  EXPECT_EQ(r.output_lines[0], r.output_lines[1]);
}

TEST_F(Plugin, ThatNeverEndsIsTimedOut) {
  const TimeTaken watch;
  const PluginRun r = run_for(script("echo begun; exec sleep 1000"), 300);
  EXPECT_EQ(r.returned, timed_out);
  EXPECT_THAT(r.note, HasSubstr("not finished after 300 ms"));
  EXPECT_THAT(r.output_lines, ElementsAre("begun"));
  EXPECT_GE(watch.ms(), 300);
  EXPECT_LT(watch.ms(), 10'000);
}

TEST_F(Plugin, IsFirstAskedToEndAndThenKilled) {
  const std::string polite =
      script("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done");
  EXPECT_THAT(run_for(polite, 500).output_lines, Contains("bye"));
  const TimeTaken watch;
  const PluginRun r = run_for(script("trap '' TERM; while :; do sleep 0.05; done"), 300);
  EXPECT_EQ(r.returned, timed_out);
  EXPECT_GE(watch.ms(), 800);
  EXPECT_TRUE(has_no_child());
}

TEST_F(Plugin, EndingAfterTheTimeOutIsStillATimeOut) {
  EXPECT_EQ(run_for(script("trap 'exit 0' TERM; while :; do sleep 0.05; done"), 300).returned,
            timed_out);
}

TEST_F(Plugin, AtATimeOutItsWholeGroupIsKilled) {
  run_for(script("sleep 1000 & echo $! > " + at("pid") + "; wait"), 500);
  EXPECT_TRUE(is_gone(std::stoi(get("pid"))));
}

TEST_F(Plugin, AGrandchildThatHoldsThePipeDelaysNothing) {
  const TimeTaken watch;
  const PluginRun r = run(script("sleep 1000 & echo $! > " + at("pid") + "; echo ok; exit 7"));
  EXPECT_EQ(r.returned, (PluginReturned{PluginEnd::exited, 7}));
  EXPECT_THAT(r.output_lines, ElementsAre("ok"));
  EXPECT_LT(watch.ms(), 10'000);
  EXPECT_TRUE(is_gone(std::stoi(get("pid"))));
}

TEST_F(Plugin, AGrandchildOfAnotherSessionMayLiveOnAndWriteForEver) {
  const TimeTaken watch;
  const PluginRun r =
      run(script("setsid sh -c 'echo $$ > " + at("pid") + "; exec yes' & while ! [ -s " +
                 at("pid") + " ]; do sleep 0.01; done; exit 3"));
  const pid_t survivor = std::stoi(get("pid"));
  EXPECT_EQ(r.returned, (PluginReturned{PluginEnd::exited, 3}));
  EXPECT_LT(watch.ms(), 10'000);
  EXPECT_TRUE(is_gone(survivor));  // by SIGPIPE, not by us
}

TEST_F(Plugin, MegabytesOfOutputNeitherBlockItNorUs) {
  const PluginRun r = run(script("head -c 3000000 /dev/zero | tr '\\0' 'x'; exit 5"));
  EXPECT_EQ(r.returned, (PluginReturned{PluginEnd::exited, 5}));
  ASSERT_EQ(r.output_lines.size(), 1u);
  EXPECT_EQ(r.output_lines[0].size(), plugin_output_line_bytes);
  EXPECT_EQ(r.note, "it printed more than is kept (50 lines of 500 bytes)");
}

TEST_F(Plugin, EndlessOutputEndsAtTheTimeOut) {
  EXPECT_EQ(run_for(script("exec yes"), 300).returned, timed_out);
}

TEST_F(Plugin, AWriterThatIsFasterThanWeDelaysNothing) {
  const std::string probe = script("exec sleep 1000");
  reads_with_data_left = 1'000'000;
  const PluginRun r = run_for(probe, 100);
  EXPECT_GT(reads_with_data_left, 0);
  reads_with_data_left = 0;
  EXPECT_EQ(r.returned, timed_out);
}

TEST_F(Plugin, ThatClosesItsOutputIsStillWaitedFor) {
  EXPECT_EQ(run(script("exec >&- 2>&-; sleep 0.3; exit 4")).returned,
            (PluginReturned{PluginEnd::exited, 4}));
}

TEST_F(Plugin, DeathByASignalIsCompleteFailure) {
  const PluginRun r = run(script("kill -SEGV $$"));
  EXPECT_EQ(r.returned, complete_failure);
  EXPECT_EQ(r.note, "killed by signal 11 (Segmentation fault)");
}

TEST_F(Plugin, WhatCannotBeExecutedIsNotStarted) {
  const auto note = [&](const std::string& command) {
    const PluginRun r = run(command);
    EXPECT_EQ(r.returned, not_started) << command;
    EXPECT_THAT(r.output_lines, IsEmpty());
    return r.note;
  };
  EXPECT_THAT(note(at("none") + " -x"), HasSubstr("No such file"));
  EXPECT_THAT(note(put("plain", "#!/bin/sh\n", 0644)), HasSubstr("not executable"));
  EXPECT_THAT(note(path_), HasSubstr("is a folder"));
  EXPECT_THAT(note(""), HasSubstr("empty"));
  EXPECT_THAT(note("'unclosed"), HasSubstr("never closed"));
  EXPECT_THAT(note("true; false"), HasSubstr("unquoted ';'"));
  EXPECT_THAT(note(put("bare", "exit 0\n", 0755)), HasSubstr("begins with #!"));
  EXPECT_THAT(note(put("lost", "#!/no/such/sh\n", 0755)), HasSubstr("interpreter"));
}

TEST_F(Plugin, LeavesNeitherZombiesNorDescriptors) {
  const std::size_t before = open_descriptors();
  run(script("exit 0"));
  run(script("sleep 1000 & exit 1"));
  run(at("none"));
  run_for(script("exec sleep 1000"), 100);
  EXPECT_EQ(open_descriptors(), before);
  EXPECT_TRUE(has_no_child());
}

TEST_F(Plugin, ThatSurvivesSigkillIsLeftBehind) {
  sigkill_is_lost = true;  // like a process that hangs in the kernel
  const TimeTaken watch;
  const PluginRun r = run_plugin({.command_line = script("echo $$; exec sleep 1000"),
                                  .timeout_ms = 500,
                                  .term_grace_ms = 100,
                                  .kill_wait_ms = 100});
  sigkill_is_lost = false;
  EXPECT_EQ(r.returned, timed_out);
  EXPECT_LT(watch.ms(), 10'000);
  ASSERT_THAT(r.output_lines, testing::SizeIs(1));
  EXPECT_THAT(r.note, HasSubstr("process " + r.output_lines[0] + " survives SIGKILL"));
  const pid_t pid = std::stoi(r.output_lines[0]);
  __real_kill(pid, SIGKILL);
  ::waitpid(pid, nullptr, 0);
}

TEST_F(Plugin, WhoseStatusIsLostCountsAsCompleteFailure) {
  ::signal(SIGCHLD, SIG_IGN);
  const PluginRun r = run(script("exit 0"));
  ::signal(SIGCHLD, SIG_DFL);
  EXPECT_EQ(r.returned, complete_failure);
  EXPECT_THAT(r.note, HasSubstr("SIGCHLD"));
}

// Should our own standard descriptors be closed, the pipe gets the numbers 0 and 1.
TEST_F(Plugin, WorksWhenOurOwnStandardDescriptorsAreClosed) {
  const std::string probe = script("cat; echo out; echo err >&2; exit 6");
  const pid_t child = ::fork();
  if (child == 0) {
    for (const int fd : {0, 1, 2}) ::close(fd);
    const PluginRun r = run(probe);
    const bool good = r.returned == PluginReturned{PluginEnd::exited, 6} &&
                      r.output_lines == std::vector<std::string>{"out", "err"};
    ::_exit(good ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace xvm::agent
