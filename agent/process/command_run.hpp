// agent/process/command_run.hpp
//
// Purpose: one command of the system, run once: a program and its words, no shell, bounded time,
// bounded output. Judges nothing: what an exit status means is the caller's business.
// Thread rule: blocks up to timeout + kill_wait; any number at a time, from any thread. Starting a
// program blocks while its file system does.
//
//   CommandRun run = run_command({.program = "/usr/cluster/bin/pmfadm", .words = {"-q", tag}});
//   if (run.end == CommandEnd::exited && run.number == 0) use(run.output);
//   else log(run.note);
//
// At the time-out its whole process group gets SIGKILL. What bounded_run.hpp says of leftovers and
// of processes that cannot be killed holds here too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "model/vocabulary/enum_text.hpp"

namespace xvm::agent {

struct CommandOrder {
  std::string program;                  // absolute path
  std::vector<std::string> words = {};  // what follows the program's name
  std::uint32_t timeout_ms = 10'000;
  // "NAME=value"; nothing else is seen by the command. own_environment() is the agent's.
  std::vector<std::string> environment = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"};
  std::size_t kept_bytes = std::size_t{64} * 1024;  // of stdout, and of stderr; the rest is dropped
  std::uint32_t kill_wait_ms = 500;                 // from SIGKILL until the process is left behind
  int input = -1;              // descriptor above 2 that becomes its stdin; -1: /dev/null
  bool leaves_daemon = false;  // see bounded_run.hpp
  // Sees stderr as it comes, also what is dropped later; called on the thread of run_command().
  std::function<void(std::string_view)> watch_errors = {};
};

enum class CommandEnd : std::uint8_t {
  exited,       // number: exit status 0..255
  signalled,    // number: the signal
  timed_out,    // killed; it may have done its work, wholly or in part
  not_started,  // number: errno; nothing was done
  lost,         // ended, but the kernel does not tell how: this program ignores SIGCHLD
};

struct CommandRun {
  CommandEnd end = CommandEnd::not_started;
  int number = 0;
  std::string output;
  std::string errors;
  std::uint64_t dropped_bytes = 0;  // of both
  std::string note;                 // one line that says what was unusual; empty after exit 0

  bool succeeded() const { return end == CommandEnd::exited && number == 0; }
};

CommandRun run_command(const CommandOrder& order);

// The agent's own environment with LC_ALL=C: the words of a command must not be translated.
std::vector<std::string> own_environment();

}  // namespace xvm::agent
namespace xvm {
template <>
struct EnumText<agent::CommandEnd> {
  static constexpr std::array text{"exited"sv, "signalled"sv, "timed-out"sv, "not-started"sv,
                                   "lost"sv};
};
}  // namespace xvm
