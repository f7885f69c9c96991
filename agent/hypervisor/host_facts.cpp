#include "agent/hypervisor/host_facts.hpp"

#include <unistd.h>

#include <fstream>

namespace xvm::agent {
namespace {

bool is_program(const std::string& path) { return ::access(path.c_str(), X_OK) == 0; }

}  // namespace

bool is_domain0(const std::string& root) {
  std::ifstream file(root + "/proc/xen/capabilities");
  std::string word;
  while (file >> word) {
    if (word.find("control_d") != std::string::npos) return true;
  }
  return false;
}

// Either libvirt daemon that serves Xen.
bool has_libvirt(const std::string& root) {
  return is_program(root + "/usr/sbin/libvirtd") || is_program(root + "/usr/sbin/virtxend");
}

std::string default_uri(const std::string& root) {
  if (!is_domain0(root)) return "qemu:///system";
  if (has_libvirt(root)) return "xen:///system";
  for (const char* tool : {"xl", "xm"}) {
    for (const char* folder : {"/usr/sbin/", "/usr/bin/", "/usr/local/sbin/"}) {
      if (is_program(root + folder + tool)) return std::string(tool) + ":///";
    }
  }
  return "xen:///system";
}

}  // namespace xvm::agent
