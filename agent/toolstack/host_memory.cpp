#include "agent/toolstack/host_memory.hpp"

#include <algorithm>
#include <charconv>
#include <string>

namespace xvm::agent {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// The digits at the begin; 0 when there are none.
std::uint64_t leading_number(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

HostFacts read_info(std::string_view text) {
  HostFacts facts;
  std::uint64_t major = 0;
  std::uint64_t minor = 0;
  std::uint64_t release = 0;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view key = trimmed(line.substr(0, colon));
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (key == "xen_major") major = std::min<std::uint64_t>(leading_number(value), 999);
    if (key == "xen_minor") minor = std::min<std::uint64_t>(leading_number(value), 999);
    if (key == "xen_extra" && value.starts_with(".")) {
      release = std::min<std::uint64_t>(leading_number(value.substr(1)), 999);
    }
    if (key == "free_memory") facts.free_mib = leading_number(value);
    if (key == "xen_commandline") {
      facts.memory_is_fixed = value.find("dom0_mem=") != std::string_view::npos;
    }
  }
  if (major != 0) facts.xen_version = major * 1'000'000 + minor * 1'000 + release;
  return facts;
}

}  // namespace xvm::agent
