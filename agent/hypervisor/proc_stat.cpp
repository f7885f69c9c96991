#include "agent/hypervisor/proc_stat.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
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

// Not std::ifstream: a process that ends between open and read makes its iterators throw.
std::optional<std::string> read_proc_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  std::string text;
  char part[4096];
  ssize_t size = 0;
  while ((size = ::read(file, part, sizeof part)) > 0 || (size < 0 && errno == EINTR)) {
    if (size > 0) text.append(part, static_cast<std::size_t>(size));
  }
  ::close(file);
  return size == 0 ? std::optional(text) : std::nullopt;
}

std::optional<ProcStat> read_proc_stat(std::int32_t pid) {
  const auto text = read_proc_file(fmt::format("/proc/{}/stat", pid));
  return text ? parse_proc_stat(*text) : std::nullopt;
}

}  // namespace xvm::agent
