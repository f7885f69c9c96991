#include "agent/process/command_run.hpp"

#include <fcntl.h>
#include <sys/wait.h>

#include <cerrno>

#include "agent/process/command_folder_test_context.hpp"
#include "agent/store/descriptor.hpp"

namespace {
bool sigkill_is_lost = false;
}  // namespace
extern "C" int __real_kill(pid_t pid, int signal);
extern "C" int __wrap_kill(pid_t pid, int signal) {
  return sigkill_is_lost ? 0 : __real_kill(pid, signal);
}

namespace xvm::agent {
namespace {

using testing::HasSubstr;

class Command : public CommandFolder {
 protected:
  CommandRun run(const std::string& body, std::vector<std::string> words = {}) const {
    return run_command(
        {.program = script("c", body), .words = std::move(words), .timeout_ms = 30'000});
  }
  CommandRun run_for(const std::string& body, std::uint32_t timeout_ms) const {
    return run_command({.program = script("c", body), .timeout_ms = timeout_ms});
  }
};

std::size_t descriptors() {
  std::size_t n = 0;
  for ([[maybe_unused]] const auto& e : std::filesystem::directory_iterator("/proc/self/fd")) ++n;
  return n;
}

TEST_F(Command, KeepsOutputAndErrorsApart) {
  const CommandRun r = run("echo out; echo err >&2");
  EXPECT_TRUE(r.succeeded());
  EXPECT_EQ(r.output, "out\n");
  EXPECT_EQ(r.errors, "err\n");
  EXPECT_EQ(r.note, "");
}

TEST_F(Command, GetsItsWordsWithoutAShell) {
  const CommandRun r = run(R"(for a in "$@"; do echo "<$a>"; done)", {"a  b", "$HOME", "*", ""});
  EXPECT_EQ(r.output, "<a  b>\n<$HOME>\n<*>\n<>\n");
}

TEST_F(Command, ItsExitStatusIsPassedOnWithWhatItSaid) {
  const CommandRun r = run("echo 'no such tag' >&2; exit 4");
  EXPECT_EQ(r.end, CommandEnd::exited);
  EXPECT_EQ(r.number, 4);
  EXPECT_FALSE(r.succeeded());
  EXPECT_EQ(r.note, at("c") + " exits with 4: no such tag");
}

TEST_F(Command, ThatDiesByASignalDidNotSucceed) {
  const CommandRun r = run("kill -SEGV $$");
  EXPECT_EQ(r.end, CommandEnd::signalled);
  EXPECT_EQ(r.number, SIGSEGV);
  EXPECT_FALSE(r.succeeded());
  EXPECT_THAT(r.note, HasSubstr("Segmentation fault"));
}

TEST_F(Command, ThatCannotBeStartedSaysWhy) {
  const auto end_of = [](const std::string& program) { return run_command({.program = program}); };
  const CommandRun missing = end_of(at("none"));
  EXPECT_EQ(missing.end, CommandEnd::not_started);
  EXPECT_EQ(missing.number, ENOENT);
  EXPECT_EQ(missing.note, "cannot start " + at("none") + ": No such file or directory");
  EXPECT_EQ(end_of(put("plain", "#!/bin/sh\n", 0644)).number, EACCES);
  EXPECT_EQ(end_of(put("bare", "exit 0\n", 0755)).number, ENOEXEC);
  EXPECT_EQ(end_of("true").number, EINVAL);  // PATH is not searched
  EXPECT_EQ(end_of("").number, EINVAL);
}

TEST_F(Command, ThatHangsIsKilledWithItsWholeGroup) {
  const TimeTaken time;
  const CommandRun r =
      run_for("trap '' TERM; sleep 1000 & echo $! > " + at("pid") + "; echo begun; wait", 500);
  EXPECT_EQ(r.end, CommandEnd::timed_out);
  EXPECT_EQ(r.output, "begun\n");
  EXPECT_THAT(r.note, HasSubstr("gave no answer within 500 ms"));
  EXPECT_GE(time.ms(), 500);
  EXPECT_LT(time.ms(), 10'000);
  EXPECT_TRUE(is_gone(std::stoi(get("pid"))));
}

TEST_F(Command, IsKilledAtOnceAndNotAskedFirst) {
  run_for("trap 'echo polite > " + at("asked") + "' TERM; while :; do sleep 0.01; done", 300);
  EXPECT_EQ(get("asked"), "");
}

TEST_F(Command, ThatPrintsForEverFillsNoMemory) {
  const CommandRun r = run("head -c 300000 /dev/zero; head -c 200000 /dev/zero >&2");
  EXPECT_TRUE(r.succeeded());
  EXPECT_EQ(r.output.size(), 65536u);
  EXPECT_EQ(r.errors.size(), 65536u);
  EXPECT_EQ(r.dropped_bytes, 500'000u - 2 * 65536u);
  EXPECT_EQ(run_for("exec yes", 300).end, CommandEnd::timed_out);
}

TEST_F(Command, IsNotWaitedForByWhatItLeavesBehind) {
  const TimeTaken time;
  const CommandRun r = run("sleep 1000 & echo $! > " + at("pid") + "; echo ok");
  EXPECT_TRUE(r.succeeded());
  EXPECT_EQ(r.output, "ok\n");
  EXPECT_LT(time.ms(), 10'000);
  EXPECT_TRUE(is_gone(std::stoi(get("pid"))));
}

TEST_F(Command, LeavesTheDaemonAliveThatItWasToLeave) {
  CommandOrder order{.program = script("c", "sleep 1000 & echo $! > " + at("pid"))};
  order.leaves_daemon = true;
  EXPECT_TRUE(run_command(order).succeeded());
  EXPECT_EQ(::kill(std::stoi(get("pid")), SIGKILL), 0);
}

TEST_F(Command, ReadsWhatItIsGivenAndNothingElse) {
  EXPECT_EQ(run("cat").output, "");
  const Descriptor input(::open(put("in", "a text", 0600).c_str(), O_RDONLY));
  EXPECT_EQ(run_command({.program = script("c", "cat"), .input = input.get()}).output, "a text");
}

TEST_F(Command, ShowsItsErrorsWhileItRuns) {
  std::string seen;
  CommandOrder order{.program = script("c", "echo one >&2; echo two; echo three >&2")};
  order.watch_errors = [&seen](std::string_view bytes) { seen += bytes; };
  EXPECT_EQ(run_command(order).errors, "one\nthree\n");
  EXPECT_EQ(seen, "one\nthree\n");
}

TEST_F(Command, SeesOnlyTheEnvironmentItIsGiven) {
  ::setenv("XVM_LEAK", "1", 1);
  EXPECT_EQ(run_command({.program = "/usr/bin/env"}).output,
            "PATH=/usr/sbin:/usr/bin:/sbin:/bin\nLC_ALL=C\n");
  ::setenv("LC_MESSAGES", "de_DE", 1);
  const CommandRun own = run_command({.program = "/usr/bin/env", .environment = own_environment()});
  EXPECT_THAT(own.output, HasSubstr("XVM_LEAK=1\n"));
  EXPECT_THAT(own.output, HasSubstr("LC_ALL=C\n"));
  EXPECT_THAT(own.output, testing::Not(HasSubstr("de_DE")));
}

TEST_F(Command, LeavesNeitherZombiesNorDescriptors) {
  const std::size_t before = descriptors();
  run("exit 0");
  run_for("exec sleep 1000", 100);
  run_command({.program = at("none")});
  EXPECT_EQ(descriptors(), before);
  EXPECT_TRUE(::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD);
}

TEST_F(Command, ThatSurvivesSigkillIsLeftBehind) {
  sigkill_is_lost = true;  // like a process that hangs in the kernel
  const CommandRun r = run_for("echo $$; exec sleep 1000", 500);
  sigkill_is_lost = false;
  EXPECT_EQ(r.end, CommandEnd::timed_out);
  ASSERT_NE(r.output, "");
  const pid_t pid = std::stoi(r.output);
  EXPECT_THAT(r.note, HasSubstr("process " + std::to_string(pid) + " survives SIGKILL"));
  __real_kill(pid, SIGKILL);
  ::waitpid(pid, nullptr, 0);
}

TEST_F(Command, WhoseStatusIsLostDidNotSucceed) {
  ::signal(SIGCHLD, SIG_IGN);
  const CommandRun r = run("exit 0");
  ::signal(SIGCHLD, SIG_DFL);
  EXPECT_EQ(r.end, CommandEnd::lost);
  EXPECT_FALSE(r.succeeded());
}

// Should our own standard descriptors be closed, the pipes must not get their numbers.
TEST_F(Command, KeepsOutputAndErrorsApartWhenOurOwnDescriptorsAreClosed) {
  const std::string program = script("c", "cat; echo out; echo err >&2");
  const pid_t child = ::fork();
  if (child == 0) {
    for (const int fd : {0, 1, 2}) ::close(fd);
    const CommandRun r = run_command({.program = program, .timeout_ms = 30'000});
    ::_exit(r.succeeded() && r.output == "out\n" && r.errors == "err\n" ? 0 : 1);
  }
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace xvm::agent
