#include "agent/hypervisor/proc_stat.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <string>

namespace xvm::agent {

std::optional<ProcStat> parse_proc_stat(std::string_view text) {
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string_view::npos) return std::nullopt;
  std::istringstream fields{std::string(text.substr(name_end + 1))};
  ProcStat stat;
  std::string skipped;
  fields >> stat.state;
  for (int field = 4; field < 20; ++field) fields >> skipped;
  fields >> stat.threads >> skipped >> stat.start_ticks;
  return fields ? std::optional(stat) : std::nullopt;
}

std::optional<ProcStat> read_proc_stat(std::int32_t pid) {
  std::ifstream file(fmt::format("/proc/{}/stat", pid));
  std::string line;
  std::getline(file, line);
  return parse_proc_stat(line);
}

}  // namespace xvm::agent
