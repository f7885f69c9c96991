#include "agent/process/child_process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace xvm::agent {
namespace {

// What posix_spawn wants set up and torn down; the first error counts.
class SpawnPlan {
 public:
  explicit SpawnPlan(ChildStreams streams) {
    ::posix_spawn_file_actions_init(&actions_);
    ::posix_spawnattr_init(&attributes_);
    keep(::posix_spawn_file_actions_adddup2(&actions_, streams.output, STDOUT_FILENO));
    keep(::posix_spawn_file_actions_adddup2(&actions_, streams.errors, STDERR_FILENO));
    if (streams.input >= 0) {
      keep(::posix_spawn_file_actions_adddup2(&actions_, streams.input, STDIN_FILENO));
    } else {
      keep(::posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0));
    }
    // Libraries open descriptors without close-on-exec; a child must not hold locks of ours.
    keep(::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1));
    keep(::posix_spawn_file_actions_addchdir_np(&actions_, "/"));
    sigset_t all;
    sigset_t none;
    ::sigfillset(&all);
    ::sigemptyset(&none);
    keep(::posix_spawnattr_setsigdefault(&attributes_, &all));
    keep(::posix_spawnattr_setsigmask(&attributes_, &none));
    keep(::posix_spawnattr_setpgroup(&attributes_, 0));
    keep(::posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK));
  }
  ~SpawnPlan() {
    ::posix_spawn_file_actions_destroy(&actions_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;

  int run(pid_t& pid, const char* program, char* const* words, char* const* environment) const {
    if (error_ != 0) return error_;
    return ::posix_spawn(&pid, program, &actions_, &attributes_, words, environment);
  }

 private:
  void keep(int error) {
    if (error_ == 0) error_ = error;
  }

  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
  int error_ = 0;
};

std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

ChildProcess ChildProcess::start(const std::string& program, const std::vector<std::string>& words,
                                 const std::vector<std::string>& environment,
                                 ChildStreams streams) {
  ChildProcess child;
  child.error_ = SpawnPlan(streams).run(child.pid_, program.c_str(), pointers_to(words).data(),
                                        pointers_to(environment).data());
  return child;
}

bool ChildProcess::has_ended() {
  if (ended_) return true;
  siginfo_t info{};
  const int result = ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT);
  if (result != 0) {
    ended_ = errno == ECHILD;
  } else if (info.si_pid == pid_) {
    ended_ = true;
    end_ = {true, info.si_code != CLD_EXITED, info.si_status};
  }
  return ended_;
}

// A group that is gone makes this fail, which is as good.
void ChildProcess::kill_group(int signal) const { (void)::kill(-pid_, signal); }

void ChildProcess::release() {
  if (has_ended() && end_.known) (void)::waitpid(pid_, nullptr, WNOHANG);
}

}  // namespace xvm::agent
