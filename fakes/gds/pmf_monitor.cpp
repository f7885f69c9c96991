#include "fakes/gds/pmf_monitor.hpp"

#include "fakes/gds/local_socket.hpp"
#include "fakes/gds/process_tree.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

namespace xvm::fakes::gds {
namespace {

[[noreturn]] void become(const std::vector<std::string>& command, const std::string& output) {
  if (!output.empty()) (void)::setsid();
  sigset_t none;
  ::sigemptyset(&none);
  (void)::sigprocmask(SIG_SETMASK, &none, nullptr);
  const int out =
      output.empty() ? -1 : ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (out >= 0) {
    (void)::dup2(out, STDOUT_FILENO);
    (void)::dup2(out, STDERR_FILENO);
    ::close(out);
  }
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  ::execvp(words[0], words.data());
  ::_exit(127);
}

int child_signals() {
  sigset_t set;
  ::sigemptyset(&set);
  ::sigaddset(&set, SIGCHLD);
  (void)::sigprocmask(SIG_BLOCK, &set, nullptr);
  return ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

}  // namespace

bool PmfMonitor::start() {
  gone_ = main_ended_ = false;
  main_ = ::fork();
  if (main_ == 0) become(watch_.command, watch_.output.string());
  return main_ > 0;
}

void PmfMonitor::run() {
  // Orphans of the tree become children of this process: so the last one's end is seen.
  (void)::prctl(PR_SET_CHILD_SUBREAPER, 1);
  const int signals = child_signals();
  if (!start()) return drop_tag();
  while (!is_over()) {
    pollfd sources[2] = {{signals, POLLIN, 0}, {watching_ ? listening_ : -1, POLLIN, 0}};
    // The timeout covers a signal that was merged with an earlier one.
    (void)::poll(sources, 2, 200);
    signalfd_siginfo ignored;
    while (::read(signals, &ignored, sizeof ignored) > 0) continue;
    reap();
    std::error_code ignored_error;
    if (!watch_.ends_with.empty() && !std::filesystem::exists(watch_.ends_with, ignored_error)) {
      send_signal(SIGKILL);  // fake-rgm has ended: nothing of its cluster stays
      return drop_tag();
    }
    if ((sources[1].revents & POLLIN) != 0) {
      const int connection = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
      if (connection >= 0) serve(connection);
    }
  }
  drop_tag();
}

void PmfMonitor::reap() {
  pid_t ended = 0;
  int status = 0;
  while ((ended = ::waitpid(-1, &status, WNOHANG)) > 0) {
    if (ended == main_) main_has_ended(status);
  }
  const bool none_left = ended < 0 && errno == ECHILD;
  if (!gone_ && (none_left || (watch_.level == 0 && main_ended_))) tree_is_gone();
}

void PmfMonitor::main_has_ended(int status) {
  main_ended_ = true;
  if (watch_.tell) {
    watch_.tell("command-ended", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  }
}

bool PmfMonitor::is_over() const {
  if (watching_ || (!waiting_.empty() && !gone_)) return false;
  return !watch_.tell || main_ended_;
}

void PmfMonitor::tree_is_gone() {
  gone_ = true;
  for (const int connection : waiting_) {
    (void)send_line(connection, Json{{"code", 0}}.dump());
    ::close(connection);
  }
  waiting_.clear();
  if (!watching_) return;
  if (watch_.tell) {
    watching_ = false;
    drop_tag();
    return watch_.tell("tree-died", 0);
  }
  if (may_restart() || action_wants_more())
    watching_ = start();
  else
    watching_ = false;
}

bool PmfMonitor::may_restart() {
  const auto now = Clock::now();
  if (watch_.period_min >= 0) {
    const auto oldest = now - std::chrono::minutes(watch_.period_min);
    std::erase_if(failures_, [&](Clock::time_point t) { return t < oldest; });
  }
  failures_.push_back(now);
  return watch_.retries < 0 || failures_.size() <= static_cast<std::size_t>(watch_.retries);
}

bool PmfMonitor::action_wants_more() const {
  if (watch_.action.empty()) return false;
  const pid_t pid = ::fork();
  if (pid == 0) become({watch_.action, "failed", watch_.tag}, watch_.output.string());
  int status = 0;
  return pid > 0 && ::waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
         WEXITSTATUS(status) == 0;
}

void PmfMonitor::serve(int connection) {
  const auto line = receive_line(connection, std::chrono::seconds(2));
  const Json request = line ? Json::parse(*line, nullptr, false) : Json();
  bool later = false;
  if (request.is_object()) {
    const Json reply = answer(request, later);
    if (!later) (void)send_line(connection, reply.dump());
  }
  if (later)
    waiting_.push_back(connection);
  else
    ::close(connection);
}

Json PmfMonitor::answer(const Json& request, bool& later) {
  const std::string act = request.value("do", "");
  if (act == "modify") {
    watch_.retries = request.value("retries", watch_.retries);
    watch_.period_min = request.value("period_min", watch_.period_min);
    failures_.clear();
  }
  if (act == "stop") {
    watching_ = false;
    drop_tag();
    if (watch_.tell) watch_.tell("withdrawn", 0);
  }
  if (act == "stop" || act == "kill") {
    send_signal(request.value("signal", 0));
    later = request.value("wait", false) && !gone_;
  }
  return {{"code", 0}, {"out", act == "list" ? report() : ""}};
}

void PmfMonitor::send_signal(int signal) const {
  if (signal == 0) return;
  for (const pid_t pid : descendants_of(::getpid())) (void)::kill(pid, signal);
}

void PmfMonitor::drop_tag() {
  std::error_code ignored;
  if (!watch_.socket.empty()) std::filesystem::remove(watch_.socket, ignored);
  watch_.socket.clear();  // from now on the name may belong to a new tag
}

std::string PmfMonitor::report() const {
  return fmt::format(
      "STATUS {}\npmfadm -c {} {}\n\tretries: {}\n\tmonitor children: {}\n\tpids: {}\n", watch_.tag,
      watch_.tag, fmt::join(watch_.command, " "), failures_.size(),
      watch_.level < 0 ? "all" : std::to_string(watch_.level),
      fmt::join(descendants_of(::getpid()), " "));
}

}  // namespace xvm::fakes::gds
