#include "agent/hypervisor/host_facts.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>

namespace xvm::agent {
namespace {

bool is_there(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

// The value of `key = "value"` or `KEY=value`; the last one counts, comments do not.
std::string setting(const std::string& path, std::string_view key) {
  std::ifstream file(path);
  std::string value;
  for (std::string line; std::getline(file, line);) {
    const std::size_t equals = line.find('=');
    const std::size_t first = line.find_first_not_of(" \t");
    if (equals == std::string::npos || first == std::string::npos || line[first] == '#') continue;
    const std::size_t key_end = line.find_last_not_of(" \t", equals - 1);
    if (equals == 0 || line.substr(first, key_end - first + 1) != key) continue;
    const std::size_t begin = line.find_first_not_of(" \t\"'", equals + 1);
    const std::size_t end = line.find_last_not_of(" \t\"'\r");
    value = begin == std::string::npos || end < begin ? "" : line.substr(begin, end - begin + 1);
  }
  return value;
}

bool has_lock_manager(const std::string& configuration) {
  const std::string name = setting(configuration, "lock_manager");
  return !name.empty() && name != "nop";
}

// Enabled in systemd or in SysV's default run levels.
bool is_enabled(const std::string& root, const std::string& service) {
  const std::string wants = root + "/etc/systemd/system/multi-user.target.wants/";
  if (is_there(wants + service + ".service")) return true;
  for (const char* level : {"2", "3", "5"}) {
    for (int order = 0; order < 100; ++order) {
      if (is_there(fmt::format("{}/etc/rc{}.d/S{:02}{}", root, level, order, service))) return true;
    }
  }
  return false;
}

// ON_BOOT=ignore makes it harmless; its own default is to start what ran before.
bool libvirt_guests_start_domains(const std::string& root) {
  if (!is_enabled(root, "libvirt-guests")) return false;
  for (const char* file : {"/etc/default/libvirt-guests", "/etc/sysconfig/libvirt-guests"}) {
    if (setting(root + file, "ON_BOOT") == "ignore") return false;
  }
  return true;
}

}  // namespace

bool is_domain0(const std::string& root) {
  std::ifstream file(root + "/proc/xen/capabilities");
  std::string word;
  while (file >> word) {
    if (word.find("control_d") != std::string::npos) return true;
  }
  return false;
}

std::string default_uri(const std::string& root) {
  return is_domain0(root) ? "xen:///system" : "qemu:///system";
}

FindingSet inspect_node(std::string_view uri, const std::string& root) {
  FindingSet found;
  const bool is_xen = uri.rfind("xen", 0) == 0;
  if (is_xen && !is_domain0(root)) found = found.with(Finding::not_domain0);
  const char* configuration = is_xen ? "/etc/libvirt/libxl.conf" : "/etc/libvirt/qemu.conf";
  if (!has_lock_manager(root + configuration)) found = found.with(Finding::lock_manager_none);
  if (libvirt_guests_start_domains(root)) found = found.with(Finding::libvirt_guests);
  if (is_xen && is_enabled(root, "xendomains")) found = found.with(Finding::xendomains);
  return found;
}

// A crash must stay visible to the probe ("destroy" leaves "shut off (crashed)"), and a reboot of
// the guest must not look like a failure.
FindingSet findings_of(const PolicyAnswer& policy) {
  FindingSet found;
  const DefinitionFacts& definition = policy.definition;
  const auto restarts = [](const std::string& action) {
    return action.find("restart") != std::string::npos;
  };
  if (policy.autostart) found = found.with(Finding::autostart);
  if (restarts(definition.on_crash)) found = found.with(Finding::on_crash);
  if (definition.on_reboot != "restart") found = found.with(Finding::on_reboot);
  if (definition.nvram || definition.tpm) found = found.with(Finding::local_nvram);
  if (definition.is_xen_pv()) found = found.with(Finding::live_impossible);
  return found;
}

}  // namespace xvm::agent
