// agent/hypervisor/proc_stat.hpp
//
// Purpose: reads /proc without stumbling over processes that end meanwhile, and the three fields of
// /proc/<pid>/stat that tell one life of a process from another.
// Thread rule: a pure read.
//
//   parse_proc_stat("7 (a) b) S 1 ...")->state == 'S'   // names may hold ")" and spaces
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xvm::agent {

struct ProcStat {
  char state = '?';               // field 3
  std::int64_t threads = 0;       // field 20
  std::uint64_t start_ticks = 0;  // field 22, clock ticks since boot

  // Dead or a zombie without living threads: nothing of it executes. A zombie leader whose other
  // threads live on is no such thing.
  bool is_over() const { return state == 'X' || (state == 'Z' && threads <= 1); }
};

// Nothing when there is no such file, or its process ended while it was read.
std::optional<std::string> read_proc_file(const std::string& path);

std::optional<ProcStat> parse_proc_stat(std::string_view text);
std::optional<ProcStat> read_proc_stat(std::int32_t pid);  // nothing: no such file, or unreadable

}  // namespace xvm::agent
