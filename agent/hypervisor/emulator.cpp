#include "agent/hypervisor/emulator.hpp"

#include <dirent.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <sstream>

#include "agent/hypervisor/proc_stat.hpp"

extern "C" {
#include <sys/pidfd.h>  // glibc 2.36 forgot the linkage
}

namespace xvm::agent {
namespace {

struct Descriptor {
  explicit Descriptor(int number) : fd(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
  int fd;
};

std::string first_line(const std::string& path) {
  const std::string text = read_proc_file(path).value_or("");
  return text.substr(0, text.find('\n'));
}

std::string boot_id() { return first_line("/proc/sys/kernel/random/boot_id"); }

std::string pid_namespace() {
  char target[64];
  const ssize_t size = ::readlink("/proc/self/ns/pid", target, sizeof target);
  return size > 0 ? std::string(target, static_cast<std::size_t>(size)) : std::string();
}

// /proc/<pid>/cmdline holds the arguments, each with a NUL behind it.
bool runs_domain(std::int32_t pid, const std::string& uuid) {
  const auto arguments = read_proc_file(fmt::format("/proc/{}/cmdline", pid));
  std::string wanted("\0-uuid\0", 7);
  wanted += uuid;
  wanted += '\0';
  return arguments && arguments->find(wanted) != std::string::npos;
}

std::optional<std::int32_t> number(std::string_view text) {
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value <= 0) return std::nullopt;
  return value;
}

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};
using Folder = std::unique_ptr<DIR, CloseFolder>;

std::optional<std::int32_t> walk_proc(const std::string& uuid) {
  const Folder proc(::opendir("/proc"));
  if (!proc) return std::nullopt;
  while (const dirent* entry = ::readdir(proc.get())) {
    const auto pid = number(static_cast<const char*>(entry->d_name));
    if (pid && runs_domain(*pid, uuid)) return pid;
  }
  return std::nullopt;
}

// A process that is there although /proc/<pid> is not: hidden from this user.
bool exists(std::int32_t pid) { return ::kill(pid, 0) == 0 || errno != ESRCH; }

enum class Presence { none, some, unknown };

Presence among_processes(const std::string& uuid) {
  const Folder proc(::opendir("/proc"));
  // Others than root may be shown a part only (hidepid).
  if (!proc || ::geteuid() != 0) return Presence::unknown;
  errno = 0;
  while (const dirent* entry = ::readdir(proc.get())) {
    const auto pid = number(static_cast<const char*>(entry->d_name));
    if (pid && runs_domain(*pid, uuid)) return Presence::some;
    if (pid && !read_proc_file(fmt::format("/proc/{}/cmdline", *pid)) && exists(*pid)) {
      return Presence::unknown;
    }
    errno = 0;
  }
  return errno == 0 ? Presence::none : Presence::unknown;
}

Presence among_status_files(const std::string& uuid, const std::string& path) {
  const Folder folder(::opendir(path.c_str()));
  if (!folder) return Presence::unknown;
  errno = 0;
  while (const dirent* entry = ::readdir(folder.get())) {
    const std::string name = static_cast<const char*>(entry->d_name);
    if (!name.ends_with(".xml")) continue;
    const auto status = read_proc_file(path + "/" + name);
    if (!status) return Presence::unknown;  // perhaps removed a moment ago: ask again later
    if (status->find(uuid) != std::string::npos) return Presence::some;
    errno = 0;
  }
  return errno == 0 ? Presence::none : Presence::unknown;
}

// Every process of the node is seen in its first pid namespace only (PROC_PID_INIT_INO).
bool sees_every_process() { return pid_namespace() == "pid:[4026531836]"; }

Called conclude(CallOutcome outcome, std::string detail) { return {outcome, std::move(detail)}; }

bool has_ended(int pidfd, std::chrono::milliseconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  for (;;) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    pollfd wait{pidfd, POLLIN, 0};
    const int ready = ::poll(&wait, 1, left.count() > 0 ? static_cast<int>(left.count()) : 0);
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

}  // namespace

std::string Emulator::to_text() const {
  return fmt::format("{} {} {} {}", pid, start_ticks, boot_id, pid_namespace);
}

std::optional<Emulator> Emulator::from_text(std::string_view text) {
  std::istringstream words{std::string(text)};
  Emulator read;
  std::string rest;
  words >> read.pid >> read.start_ticks >> read.boot_id >> read.pid_namespace;
  if (!words || words >> rest || read.pid <= 0) return std::nullopt;
  return read;
}

std::string qemu_pid_folder(std::string_view uri) {
  if (uri.rfind("qemu", 0) != 0) return {};
  if (uri.find("/session") == std::string_view::npos) return "/run/libvirt/qemu";
  const char* runtime = std::getenv("XDG_RUNTIME_DIR");
  return runtime != nullptr ? fmt::format("{}/libvirt/qemu/run", runtime) : std::string();
}

std::optional<Emulator> identify(std::int32_t pid) {
  const auto stat = read_proc_stat(pid);
  if (!stat || stat->is_over()) return std::nullopt;
  return Emulator{pid, stat->start_ticks, boot_id(), pid_namespace()};
}

std::optional<Emulator> find_emulator(const DomainKey& key, const std::string& pid_folder) {
  std::optional<std::int32_t> pid;
  if (!pid_folder.empty()) pid = number(first_line(fmt::format("{}/{}.pid", pid_folder, key.name)));
  if (!pid || !runs_domain(*pid, key.uuid)) pid = walk_proc(key.uuid);
  return pid ? identify(*pid) : std::nullopt;
}

bool proves_no_emulator(const std::string& uuid, const std::string& status_folder) {
  if (status_folder.empty() || uuid.empty()) return false;
  const bool folder_is_away = ::access(status_folder.c_str(), F_OK) != 0 && errno == ENOENT;
  if (folder_is_away) {
    return sees_every_process() && among_processes(uuid) == Presence::none;
  }
  // The status file is there before the emulator is: it is looked for last.
  return among_processes(uuid) == Presence::none &&
         among_status_files(uuid, status_folder) == Presence::none;
}

Witness witness(const Emulator& recorded) {
  const std::string boot = boot_id();
  if (recorded.pid <= 0 || boot.empty()) return Witness::unknown;
  if (recorded.boot_id != boot) return Witness::gone;
  if (recorded.pid_namespace != pid_namespace()) return Witness::unknown;
  const auto stat = read_proc_stat(recorded.pid);
  if (!stat) return exists(recorded.pid) ? Witness::unknown : Witness::gone;
  if (stat->start_ticks != recorded.start_ticks || stat->is_over()) return Witness::gone;
  return Witness::alive;
}

// The pidfd pins the process before its start time is compared: from then on the pid cannot pass to
// another one between the check and the signal.
Called end_emulator(const Emulator& recorded, std::chrono::milliseconds patience) {
  const Descriptor process(recorded.pid > 0 ? ::pidfd_open(recorded.pid, 0) : -1);
  const int open_error = errno;
  switch (witness(recorded)) {
    case Witness::gone: return conclude(CallOutcome::ok, "the emulator is gone");
    case Witness::unknown: return conclude(CallOutcome::refused, "not known to be the emulator");
    case Witness::alive: break;
  }
  if (process.fd < 0) return conclude(CallOutcome::refused, std::strerror(open_error));
  if (::pidfd_send_signal(process.fd, SIGKILL, nullptr, 0) != 0 && errno != ESRCH) {
    return conclude(CallOutcome::refused, std::strerror(errno));
  }
  if (has_ended(process.fd, patience)) return conclude(CallOutcome::ok, "the emulator was killed");
  return conclude(CallOutcome::unknown, "the emulator was killed and has not ended yet");
}

}  // namespace xvm::agent
