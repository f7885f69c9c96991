#include "agent/inspection/boot_service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <string_view>

namespace xvm::agent {
namespace {

namespace fs = std::filesystem;

// A link counts even when what it names is not there (yet).
bool is_there(const fs::path& path) {
  std::error_code error;
  return fs::exists(fs::symlink_status(path, error));
}

bool is_masked(const std::string& root, const std::string& unit) {
  std::error_code error;
  return fs::read_symlink(root + "/etc/systemd/system/" + unit, error) == "/dev/null";
}

// "multi-user.target.wants" and its like.
std::string systemd_link(const std::string& root, const std::string& unit) {
  for (const std::string folder :
       {"/etc/systemd/system", "/lib/systemd/system", "/usr/lib/systemd/system"}) {
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(root + folder, error)) {
      const std::string name = entry.path().filename().string();
      const std::string kind = entry.path().extension().string();
      if (kind != ".wants" && kind != ".requires") continue;
      if (is_there(entry.path() / unit)) return fmt::format("{}/{}/{}", folder, name, unit);
    }
  }
  return {};
}

// S, two digits, the service.
bool is_start_link(std::string_view name, std::string_view service) {
  return name.size() == 3 + service.size() && name.front() == 'S' &&
         std::all_of(name.begin() + 1, name.begin() + 3,
                     [](unsigned char c) { return std::isdigit(c) != 0; }) &&
         name.substr(3) == service;
}

std::string init_link(const std::string& root, const std::string& service) {
  for (const char level : {'2', '3', '4', '5'}) {
    for (const std::string& folder :
         {fmt::format("/etc/rc{}.d", level), fmt::format("/etc/rc.d/rc{}.d", level)}) {
      std::error_code error;
      for (const fs::directory_entry& entry : fs::directory_iterator(root + folder, error)) {
        const std::string name = entry.path().filename().string();
        if (is_start_link(name, service)) return folder + "/" + name;
      }
    }
  }
  return {};
}

}  // namespace

std::string boot_service_link(const std::string& root, const std::string& service) {
  const std::string unit = service + ".service";
  if (is_masked(root, unit)) return {};
  const std::string link = systemd_link(root, unit);
  return link.empty() ? init_link(root, service) : link;
}

}  // namespace xvm::agent
