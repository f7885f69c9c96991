#include "fakes/gds/hatimerun.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

#include <chrono>
#include <cstring>

namespace xvm::fakes::gds {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int timed_out = 99;
constexpr int failed = 98;

struct Options {
  double limit_s = 0;
  bool leave_running = false;
  std::string kill_signal = "KILL";
  bool verbose = false;
  int exit_code = timed_out;
  bool clock_from_exec = false;
  int report_from_percent = -1;
  std::vector<std::string> program;
};

std::optional<int> read_options(Call& call, Options& o) {
  CLI::App app("runs a program under a time-out");
  app.prefix_command();
  app.add_option("-t", o.limit_s, "seconds")->required()->check(CLI::PositiveNumber);
  auto* leave = app.add_flag("-a", o.leave_running, "leave the child running at the time-out");
  app.add_option("-k", o.kill_signal, "signal at the time-out")->excludes(leave);
  app.add_flag("-v", o.verbose, "say when the time is over");
  app.add_option("-e", o.exit_code, "exit code at the time-out");
  app.add_flag("-d", o.clock_from_exec, "the clock starts at exec");
  app.add_option("-x", o.report_from_percent, "report when this share of the time was used");
  if (const auto code = parse_words(app, call)) return *code == 0 ? 0 : failed;
  o.program = app.remaining();
  if (o.program.empty()) return call.refuse(failed, "no program is named"), failed;
  if (!signal_number(o.kill_signal)) return call.refuse(failed, "bad signal " + o.kill_signal);
  return std::nullopt;
}

struct Child {
  pid_t pid = -1;
  int exec_error = 0;
};

// In the child: never returns. `report` closes by itself when exec succeeds.
[[noreturn]] void become(const std::vector<std::string>& program, int report) {
  (void)::setpgid(0, 0);
  sigset_t none;
  ::sigemptyset(&none);
  (void)::sigprocmask(SIG_SETMASK, &none, nullptr);
  std::vector<char*> words;
  for (const std::string& word : program) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  ::execvp(words[0], words.data());
  const int error = errno;
  [[maybe_unused]] const ssize_t told = ::write(report, &error, sizeof error);
  ::_exit(127);
}

// Returns after the child's exec, so a clock started now is a clock from exec.
Child start(const std::vector<std::string>& program) {
  int pipe[2];
  if (::pipe2(pipe, O_CLOEXEC) != 0) return {-1, errno};
  const pid_t pid = ::fork();
  if (pid == 0) become(program, pipe[1]);
  ::close(pipe[1]);
  Child child{pid, pid < 0 ? errno : 0};
  if (pid > 0) {
    (void)::setpgid(pid, pid);
    int error = 0;
    if (::read(pipe[0], &error, sizeof error) == sizeof error) child.exec_error = error;
  }
  ::close(pipe[0]);
  return child;
}

int status_code(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// The signals that this program waits for; blocked before the child exists.
sigset_t waited_signals() {
  sigset_t set;
  ::sigemptyset(&set);
  for (const int number : {SIGCHLD, SIGTERM, SIGINT, SIGHUP}) ::sigaddset(&set, number);
  return set;
}

enum class Ending { child, time_out, told_to_end };

Ending wait_for_end(pid_t child, Clock::time_point deadline, const sigset_t& signals, int& status) {
  while (::waitpid(child, &status, WNOHANG) == 0) {
    const auto left = std::chrono::duration_cast<std::chrono::nanoseconds>(deadline - Clock::now());
    if (left.count() <= 0) return Ending::time_out;
    const timespec wait{static_cast<time_t>(left.count() / 1'000'000'000),
                        static_cast<long>(left.count() % 1'000'000'000)};
    const int seen = ::sigtimedwait(&signals, nullptr, &wait);
    if (seen == SIGTERM || seen == SIGINT || seen == SIGHUP) return Ending::told_to_end;
  }
  return Ending::child;
}

int end_child(pid_t child, int signal) {
  int status = 0;
  (void)::kill(-child, signal);
  // A gentle signal may be ignored: hatimerun does not wait for more than the signal.
  if (signal == SIGKILL) (void)::waitpid(child, &status, 0);
  return status;
}

}  // namespace

std::optional<int> signal_number(const std::string& text) {
  if (!text.empty() && text.find_first_not_of("0123456789") == std::string::npos) {
    const int number = std::atoi(text.c_str());
    return number > 0 && number < NSIG ? std::optional(number) : std::nullopt;
  }
  const std::string name = upper(text).starts_with("SIG") ? upper(text).substr(3) : upper(text);
  for (int number = 1; number < NSIG; ++number) {
    const char* abbreviation = ::sigabbrev_np(number);
    if (abbreviation != nullptr && name == abbreviation) return number;
  }
  return std::nullopt;
}

int hatimerun(Call& call) {
  Options o;
  if (const auto code = read_options(call, o)) return *code;
  const sigset_t signals = waited_signals();
  (void)::sigprocmask(SIG_BLOCK, &signals, nullptr);
  const auto before = Clock::now();
  const Child child = start(o.program);
  if (child.exec_error != 0) {
    int ignored = 0;
    if (child.pid > 0) (void)::waitpid(child.pid, &ignored, 0);
    return call.refuse(failed, o.program[0] + ": " + std::strerror(child.exec_error));
  }
  const auto begin = o.clock_from_exec ? Clock::now() : before;
  const auto limit =
      std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(o.limit_s));
  int status = 0;
  switch (wait_for_end(child.pid, begin + limit, signals, status)) {
    case Ending::told_to_end: end_child(child.pid, SIGKILL); return failed;
    case Ending::time_out:
      if (!o.leave_running) end_child(child.pid, *signal_number(o.kill_signal));
      if (o.verbose) call.refuse(o.exit_code, fmt::format("time-out after {} s", o.limit_s));
      return o.exit_code;
    case Ending::child: break;
  }
  const double used = std::chrono::duration<double>(Clock::now() - begin).count() / o.limit_s;
  if (o.report_from_percent >= 0 && used * 100.0 >= o.report_from_percent) {
    call.refuse(0,
                fmt::format("{} used {:.0f}% of its {} s", o.program[0], used * 100.0, o.limit_s));
  }
  return status_code(status);
}

}  // namespace xvm::fakes::gds
