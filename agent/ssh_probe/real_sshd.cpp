#include "agent/ssh_probe/real_sshd.hpp"

#include "agent/process/command_run.hpp"
#include "agent/store/descriptor.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include <sstream>
#include <stdexcept>

namespace xvm::agent {
namespace {

constexpr const char* sshd_program = "/usr/sbin/sshd";
constexpr const char* keygen_program = "/usr/bin/ssh-keygen";

// What a login runs instead of the command that was asked: the same command where nothing is but
// the test's programs. It leaves behind what has to be ended: its process group and its sshd.
constexpr const char* login_script = R"(#!/bin/sh
p=$PPID
while read -r name </proc/$p/comm && [ "$name" != sshd ]; do
  while read -r key value; do [ "$key" != PPid: ] || next=$value; done </proc/$p/status
  p=$next
done
SESSION=$p PATH=@/bin
export SESSION PATH
read -r x x x x group x </proc/$$/stat
echo "$p $group" >>@/sessions
printf '%s\n' "$SSH_ORIGINAL_COMMAND" >>@/asked
exec /bin/sh -c "$SSH_ORIGINAL_COMMAND"
)";

constexpr const char* settings = R"(ListenAddress 127.0.0.1
HostKey @/host_key
AuthorizedKeysFile @/authorized_keys
ForceCommand @/login
PidFile none
UsePAM no
StrictModes no
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
)";

std::string placed(std::string text, const std::string& folder) {
  for (std::size_t at = 0; (at = text.find('@', at)) != std::string::npos; at += folder.size()) {
    text.replace(at, 1, folder);
  }
  return text;
}

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// Free a moment ago.
std::uint16_t free_port() {
  const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket.get(), generic, size) != 0) return 0;
  return ::getsockname(socket.get(), generic, &size) == 0 ? ntohs(address.sin_port)
                                                          : std::uint16_t{0};
}

bool is_served(std::uint16_t port) {
  const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const sockaddr_in address = loopback(port);
  return ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

std::string text_of_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void make_key(const std::string& file, const std::string& passphrase) {
  const CommandRun run =
      run_command({.program = keygen_program,
                   .words = {"-q", "-t", "ed25519", "-N", passphrase, "-C", "test", "-f", file}});
  if (!run.succeeded()) throw std::runtime_error("no key: " + run.note);
}

}  // namespace

std::string RealSshd::why_not() {
  for (const char* program : {sshd_program, keygen_program, "/usr/bin/ssh"}) {
    if (::access(program, X_OK) != 0) {
      return std::string(program) + " is not there (ci/install --lab installs it)";
    }
  }
  // An sshd that is not root's cannot read the shadow file and takes accounts for locked.
  if (::geteuid() != 0) return "must be root: sshd lets nobody in otherwise";
  // Where sshd of root parks its unprivileged half; the service of the machine makes it, too.
  if (::mkdir("/run/sshd", 0755) != 0 && errno != EEXIST) {
    return std::string("/run/sshd cannot be made: ") + std::strerror(errno);
  }
  return {};
}

RealSshd::RealSshd(std::string folder) : folder_(std::move(folder)) {
  ::mkdir(at("bin").c_str(), 0755);
  for (const char* tool : {"env", "sleep", "head", "yes"}) {
    ::symlink((std::string("/usr/bin/") + tool).c_str(), at(std::string("bin/") + tool).c_str());
  }
  make_key(at("host_key"), "");
  make_key(key(), "");
  write("authorized_keys", "restrict " + text_of_file(key() + ".pub"), 0600);
  write("login", placed(login_script, folder_), 0755);
  write("settings", placed(settings, folder_), 0600);
  for (int attempt = 0; attempt < 5 && !comes_up(); ++attempt) sshd_.reset();
  if (!sshd_) throw std::runtime_error("sshd does not come up: " + text_of_file(at("log")));
  expect_host_key(at("host_key.pub"));
}

RealSshd::~RealSshd() {
  sshd_.reset();
  end_sessions();
}

bool RealSshd::comes_up() {
  port_ = free_port();
  sshd_ = std::make_unique<Child>([this] {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int log = ::open(at("log").c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    for (const int stream : {1, 2}) ::dup2(log, stream);
    const std::string config = at("settings");
    const std::string port = std::to_string(port_);
    ::execl(sshd_program, sshd_program, "-D", "-e", "-f", config.c_str(), "-p", port.c_str(),
            nullptr);
    return 127;
  });
  for (int ms = 0; ms < 10'000; ms += 20) {
    if (is_served(port_)) return true;
    if (text_of_file(at("log")).find("atal") != std::string::npos) return false;
    ::usleep(20'000);
  }
  return false;
}

std::string RealSshd::user() const {
  const passwd* entry = ::getpwuid(::geteuid());
  return entry == nullptr ? "root" : entry->pw_name;
}

void RealSshd::write(const std::string& name, const std::string& text, unsigned mode) const {
  std::ofstream(at(name), std::ios::binary | std::ios::trunc) << text;
  ::chmod(at(name).c_str(), mode);
}

void RealSshd::program(const std::string& name, const std::string& body) const {
  write("bin/" + name, "#!/bin/sh\n" + body + "\n", 0755);
}

std::string RealSshd::asked() const { return text_of_file(at("asked")); }

std::string RealSshd::another_key(const std::string& name, const std::string& passphrase) const {
  make_key(at(name), passphrase);
  return at(name);
}

void RealSshd::accept(const std::string& key) const {
  std::ofstream(at("authorized_keys"), std::ios::app) << "restrict " << text_of_file(key + ".pub");
}

void RealSshd::expect_host_key(const std::string& file) const {
  std::string type;
  std::string key;
  std::istringstream(text_of_file(file)) >> type >> key;
  const std::string line = "[127.0.0.1]:" + std::to_string(port_) + " " + type + " " + key + "\n";
  write("known_hosts", file.empty() ? "" : line, 0600);
}

void RealSshd::freeze() const { ::kill(sshd_->pid(), SIGSTOP); }

void RealSshd::shut_down() { sshd_.reset(); }

// They are children of sshd, in process groups of their own.
void RealSshd::end_sessions() const {
  std::istringstream lines(text_of_file(at("sessions")));
  pid_t session = 0;
  pid_t group = 0;
  while (lines >> session >> group) {
    // Its number may be another's by now.
    if (text_of_file("/proc/" + std::to_string(session) + "/comm") == "sshd\n") {
      ::kill(session, SIGKILL);
    }
    ::kill(-group, SIGKILL);
  }
}

}  // namespace xvm::agent
