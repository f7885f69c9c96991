#include "agent/toolstack/marked_processes.hpp"

#include <dirent.h>
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>

#include "agent/hypervisor/proc_stat.hpp"

namespace xvm::agent {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

std::optional<pid_t> number(std::string_view text) {
  pid_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool has_line(std::string_view environment, std::string_view mark) {
  while (!environment.empty()) {
    const std::string_view line = environment.substr(0, environment.find('\0'));
    if (line == mark) return true;
    environment.remove_prefix(std::min(line.size() + 1, environment.size()));
  }
  return false;
}

// Program and verb of a command line. A script stands behind its interpreter: passed over.
void read_words(const std::string& line, MarkedProcess& process) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < line.size() && words.size() < 3;) {
    const std::size_t end = std::min(line.find('\0', at), line.size());
    words.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  const auto name_of = [](const std::string& path) { return path.substr(path.rfind('/') + 1); };
  words.resize(3);
  std::size_t first = 0;
  const std::string interpreter = name_of(words[0]);
  const bool is_script = interpreter == "sh" || interpreter.starts_with("python");
  if (is_script && words[1].starts_with("/")) first = 1;
  process.program = name_of(words[first]);
  process.verb = words[first + 1];
}

// A command of ours is no session leader: it was begun in its caller's session.
std::optional<MarkedProcess> marked(pid_t pid, const std::string& mark) {
  const auto environment = read_proc_file(fmt::format("/proc/{}/environ", pid));
  if (!environment || !has_line(*environment, mark)) return std::nullopt;
  const auto stat = read_proc_stat(pid);
  if (!stat || stat->is_over()) return std::nullopt;
  const pid_t group = ::getpgid(pid);
  if (group < 0 || group == ::getsid(pid)) return std::nullopt;
  MarkedProcess process{pid, group, {}, {}};
  read_words(read_proc_file(fmt::format("/proc/{}/cmdline", pid)).value_or(""), process);
  return process;
}

bool is_toolstack(const std::string& program) {
  return program == "xl" || program == "xm" || program.starts_with("libxl-save");
}

bool wait_until_gone(const std::string& mark, int patience_ms) {
  const auto deadline = Clock::now() + milliseconds(patience_ms);
  for (;;) {
    const MarkedProcesses now = find_marked(mark);
    if (now.known && now.processes.empty()) return true;
    if (Clock::now() >= deadline) return false;
    std::this_thread::sleep_for(milliseconds(20));
  }
}

}  // namespace

MarkedProcesses find_marked(const std::string& mark) {
  const std::unique_ptr<DIR, CloseFolder> proc(::opendir("/proc"));
  MarkedProcesses found{proc != nullptr, {}};
  while (proc) {
    const dirent* entry = ::readdir(proc.get());
    if (entry == nullptr) break;
    const auto pid = number(static_cast<const char*>(entry->d_name));
    if (!pid) continue;
    if (auto process = marked(*pid, mark)) found.processes.push_back(std::move(*process));
  }
  return found;
}

bool end_copy(const std::string& mark, int patience_ms) {
  for (const MarkedProcess& process : find_marked(mark).processes) {
    if (!is_toolstack(process.program)) (void)::kill(process.pid, SIGTERM);
  }
  if (wait_until_gone(mark, patience_ms)) return true;
  for (const MarkedProcess& process : find_marked(mark).processes) {
    (void)::kill(-process.group, SIGKILL);
  }
  return wait_until_gone(mark, 1'000);
}

}  // namespace xvm::agent
