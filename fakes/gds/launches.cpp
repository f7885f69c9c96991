#include "fakes/gds/launches.hpp"

#include "fakes/gds/method_command.hpp"
#include "fakes/gds/process_tree.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace xvm::fakes::gds {
namespace {

void redirect(const std::filesystem::path& output) {
  const int in = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  const int out = ::open(output.empty() ? "/dev/null" : output.c_str(),
                         O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (in >= 0) (void)::dup2(in, STDIN_FILENO);
  if (out >= 0) (void)::dup2(out, STDOUT_FILENO);
  if (out >= 0) (void)::dup2(out, STDERR_FILENO);
}

void set(const std::string& assignment) {
  const auto equals = assignment.find('=');
  ::setenv(assignment.substr(0, equals).c_str(), assignment.substr(equals + 1).c_str(), 1);
}

}  // namespace

void Launches::become(const LaunchOrder& order) const {
  (void)::setpgid(0, 0);
  sigset_t none;
  ::sigemptyset(&none);
  (void)::sigprocmask(SIG_SETMASK, &none, nullptr);
  redirect(order.output);
  set("XVM_FAKE_CLUSTER=" + folder_.path.string());
  set("XVM_FAKE_NODE=" + order.node);
  set(mark_ + ":" + order.node);
  const char* path = std::getenv("PATH");
  set("PATH=" + commands_.string() + ":" + (path == nullptr ? "/usr/bin:/bin" : path));
  std::vector<std::string> texts;
  if (!order.node.empty()) {
    for (const std::string& word : prefix_) texts.push_back(replaced(word, "{node}", order.node));
  }
  texts.insert(texts.end(), order.words.begin(), order.words.end());
  std::vector<char*> words;
  for (const std::string& text : texts) words.push_back(const_cast<char*>(text.c_str()));
  words.push_back(nullptr);
  ::execvp(words[0], words.data());
  ::_exit(127);
}

Launched* Launches::start(LaunchOrder order) {
  const pid_t pid = ::fork();
  if (pid == 0) become(order);
  if (pid < 0) return nullptr;
  (void)::setpgid(pid, pid);
  Launched launched{.order = std::move(order)};
  launched.number = ++last_number_;
  launched.pid = pid;
  launched.begin = std::chrono::steady_clock::now();
  return &running_.emplace_back(std::move(launched));
}

Launched* Launches::find(rgm::GroupId group, NodeId node, rgm::Method method) {
  for (Launched& l : running_) {
    if (l.order.group == group && l.order.node_id == node && l.order.method == method &&
        !l.end_told && !l.forgotten) {
      return &l;
    }
  }
  return nullptr;
}

Launched* Launches::find(int number) {
  const auto found = std::find_if(running_.begin(), running_.end(),
                                  [&](const Launched& l) { return l.number == number; });
  return found == running_.end() ? nullptr : &*found;
}

void Launches::kill(Launched& launched) {
  launched.killed = true;
  // PMF reaches the whole tree of its tag; everything else is killed by process group.
  if (launched.tag_alive) {
    for (const pid_t pid : descendants_of(launched.pid)) (void)::kill(pid, SIGKILL);
  }
  (void)::kill(-launched.pid, SIGKILL);
}

void Launches::kill_node(NodeId id, const std::string& node) {
  for (Launched& l : running_) {
    if (l.order.node_id != id) continue;
    l.forgotten = true;
    kill(l);
  }
  (void)kill_marked(mark_ + ":" + node);
}

void Launches::kill_all(const std::vector<std::string>& nodes) {
  for (Launched& l : running_) kill(l);
  for (const std::string& node : nodes) (void)kill_marked(mark_ + ":" + node);
  (void)kill_marked(mark_ + ":");  // what ran on the host
  (void)reap();
}

std::vector<LaunchEnd> Launches::reap() {
  std::vector<LaunchEnd> ends;
  int status = 0;
  for (pid_t pid = 0; (pid = ::waitpid(-1, &status, WNOHANG)) > 0;) {
    const auto found = std::find_if(running_.begin(), running_.end(),
                                    [&](const Launched& l) { return l.pid == pid; });
    if (found == running_.end()) continue;
    LaunchEnd end{.launched = *found};
    end.killed = found->killed || WIFSIGNALED(status);
    end.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    end.ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                 std::chrono::steady_clock::now() - found->begin)
                 .count();
    running_.erase(found);
    ends.push_back(end);
  }
  return ends;
}

bool Launches::methods_run(bool probes_too) const {
  return std::any_of(running_.begin(), running_.end(), [&](const Launched& l) {
    return l.order.group != rgm::GroupId::none && !l.end_told && !l.forgotten &&
           (probes_too || l.order.method != rgm::Method::probe);
  });
}

}  // namespace xvm::fakes::gds
