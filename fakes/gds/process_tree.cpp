#include "fakes/gds/process_tree.hpp"

#include "fakes/gds/state_folder.hpp"

#include <signal.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <map>
#include <sstream>
#include <thread>

namespace xvm::fakes::gds {
namespace {

std::vector<pid_t> all_processes() {
  std::vector<pid_t> pids;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", ignored)) {
    const std::string name = entry.path().filename();
    pid_t pid = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), pid);
    if (error == std::errc{} && end == name.data() + name.size()) pids.push_back(pid);
  }
  return pids;
}

// The parent; 0: gone, or a zombie.
pid_t living_parent(pid_t pid) {
  const auto stat = read_text("/proc/" + std::to_string(pid) + "/stat");
  if (!stat || stat->rfind(')') == std::string::npos) return 0;
  std::istringstream fields(stat->substr(stat->rfind(')') + 1));
  char state = 'X';
  pid_t parent = 0;
  fields >> state >> parent;
  return state == 'Z' || state == 'X' ? 0 : parent;
}

}  // namespace

std::vector<pid_t> descendants_of(pid_t ancestor) {
  std::multimap<pid_t, pid_t> children;
  for (const pid_t pid : all_processes()) children.emplace(living_parent(pid), pid);
  std::vector<pid_t> found{ancestor};
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto [first, last] = children.equal_range(found[i]);
    for (auto it = first; it != last; ++it) found.push_back(it->second);
  }
  found.erase(found.begin());
  return found;
}

std::vector<pid_t> marked_processes(const std::string& mark) {
  std::vector<pid_t> found;
  for (const pid_t pid : all_processes()) {
    if (pid == ::getpid() || living_parent(pid) == 0) continue;
    const auto text = read_text("/proc/" + std::to_string(pid) + "/environ");
    if (!text) continue;
    const std::string zeroed = std::string(1, '\0') + *text;
    const std::string wanted = std::string(1, '\0') + mark + std::string(1, '\0');
    if (zeroed.find(wanted) != std::string::npos) found.push_back(pid);
  }
  return found;
}

bool kill_marked(const std::string& mark) {
  for (int tries = 0; tries < 100; ++tries) {
    const auto left = marked_processes(mark);
    if (left.empty()) return true;
    for (const pid_t pid : left) (void)::kill(pid, SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

}  // namespace xvm::fakes::gds
