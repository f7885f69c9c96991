#include "agent/hypervisor/host_facts.hpp"

#include <fstream>

namespace xvm::agent {

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

}  // namespace xvm::agent
