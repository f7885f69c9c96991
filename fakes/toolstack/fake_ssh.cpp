#include "fakes/toolstack/fake_ssh.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace xvm::fakes::toolstack {
namespace {

struct Login {
  std::string host;
  std::string command;
};

// Options of ssh with a value, and the others; the rest is the command, joined by blanks as ssh
// does.
Login login_of(const std::vector<std::string>& words) {
  Login login;
  std::size_t i = 0;
  while (i < words.size() && words[i].rfind('-', 0) == 0) {
    const bool has_value =
        words[i].size() == 2 && std::string("opilFSEW").find(words[i][1]) != std::string::npos;
    i += has_value ? 2 : 1;
  }
  if (i < words.size()) login.host = words[i++];
  login.host = login.host.substr(login.host.find('@') + 1);
  for (; i < words.size(); ++i) login.command += (login.command.empty() ? "" : " ") + words[i];
  return login;
}

int refuse(const std::string& line) {
  std::fprintf(stderr, "%s\r\n", line.c_str());
  return 255;
}

[[noreturn]] void run_there(const std::filesystem::path& there, const std::string& command,
                            bool answers_are_lost) {
  ::setsid();
  // sshd ends nothing when the client goes: only who reads its stream sees the end of it.
  const bool reads_stream = command.rfind("xl ", 0) == 0;
  if (!reads_stream) ::signal(SIGHUP, SIG_IGN);
  ::prctl(PR_SET_PDEATHSIG, SIGHUP);
  if (answers_are_lost) ::dup2(::open("/dev/null", O_WRONLY | O_CLOEXEC), 1);
  const char* path = std::getenv("PATH");
  ::setenv("PATH", (there.string() + ":" + (path == nullptr ? "/bin" : path)).c_str(), 1);
  ::setenv("XVM_FAKE_XEN", there.c_str(), 1);
  ::unsetenv("XVM_TOOLSTACK_JOB");
  ::execl("/bin/sh", "sh", "-c", ("exec " + command).c_str(), static_cast<char*>(nullptr));
  ::_exit(127);
}

}  // namespace

int fake_ssh(const std::filesystem::path& own_folder, const std::vector<std::string>& words) {
  const Login login = login_of(words);
  const std::filesystem::path there = own_folder.parent_path() / login.host;
  if (login.host.empty() || !std::filesystem::is_directory(there)) {
    return refuse(
        fmt::format("ssh: Could not resolve hostname {}: Name or service not known", login.host));
  }
  if (std::filesystem::exists(there / "unreachable")) {
    return refuse(fmt::format("ssh: connect to host {} port 22: No route to host", login.host));
  }
  while (std::filesystem::exists(there / "hangs")) ::pause();
  const bool cut = std::filesystem::exists(there / "cut");
  const pid_t child = ::fork();
  if (child < 0) return refuse("ssh: fork failed");
  if (child == 0) run_there(there, login.command, cut);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (cut) return refuse(fmt::format("Connection to {} closed by remote host.", login.host));
  return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

}  // namespace xvm::fakes::toolstack
