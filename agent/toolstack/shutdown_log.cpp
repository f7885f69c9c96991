#include "agent/toolstack/shutdown_log.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "agent/store/descriptor.hpp"

namespace xvm::agent {
namespace {

constexpr std::size_t tail_bytes = std::size_t{64} * 1024;

// xen/include/public/sched.h: SHUTDOWN_*.
OffReason reason_of_code(char code) {
  switch (code) {
    case '0': return OffReason::shutdown;
    case '3':
    case '4': return OffReason::crashed;  // 4: its watchdog ran out
    default: return OffReason::none;      // 1 comes up again, 2 was saved or has moved, 5 goes on
  }
}

// What one line makes of the story so far. "has been destroyed" ends a guest that lived; for one
// that was suspended before, it is the last act of a save or a migration.
void follow(std::string_view line, OffReason& reason, bool& suspended) {
  constexpr std::string_view shut_down = " has shut down, reason code ";
  const std::size_t at = line.find(shut_down);
  if (at != std::string_view::npos && at + shut_down.size() < line.size()) {
    const char code = line[at + shut_down.size()];
    suspended = code == '2';
    reason = reason_of_code(code);
  } else if (line.starts_with("Action for shutdown reason code ") && line.ends_with(" preserve")) {
    reason = OffReason::destroyed;  // nobody watches it any more, and nothing else takes it away
  } else if (line.find(" has been destroyed") != std::string_view::npos) {
    if (reason == OffReason::none && !suspended) reason = OffReason::destroyed;
  } else if (line.starts_with("Waiting for domain ") || line.starts_with("Done. Rebooting now")) {
    reason = OffReason::none;
    suspended = false;
  }
}

std::string read_tail(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
  if (!file.valid()) return {};
  const off_t size = ::lseek(file.get(), 0, SEEK_END);
  if (size <= 0) return {};
  const off_t begin = std::max<off_t>(size - static_cast<off_t>(tail_bytes), 0);
  std::string text(static_cast<std::size_t>(size - begin), '\0');
  const ssize_t read = ::pread(file.get(), text.data(), text.size(), begin);
  text.resize(read > 0 ? static_cast<std::size_t>(read) : 0);
  return text;
}

}  // namespace

OffReason off_reason_in(std::string_view log) {
  OffReason reason = OffReason::none;
  bool suspended = false;
  while (!log.empty()) {
    const std::string_view line = log.substr(0, log.find('\n'));
    follow(line, reason, suspended);
    log.remove_prefix(std::min(line.size() + 1, log.size()));
  }
  return reason;
}

OffReason read_off_reason(const std::string& folder, const std::string& name) {
  if (name.empty() || name.find('/') != std::string::npos) return OffReason::none;
  return off_reason_in(read_tail(folder + "/xl-" + name + ".log"));
}

}  // namespace xvm::agent
