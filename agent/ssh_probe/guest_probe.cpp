#include "agent/ssh_probe/guest_probe.hpp"

#include "agent/process/command_run.hpp"
#include "agent/ssh_probe/answer.hpp"
#include "agent/ssh_probe/ssh_trouble.hpp"
#include "agent/ssh_probe/ssh_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace xvm::agent {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t longest_answer = 4096;
constexpr int trouble_of_ssh = 255;  // ssh(1), exit status

CommandRun run_ssh(const ProbeOrder& order, const std::string& command, std::int64_t left_ms) {
  constexpr std::int64_t second_ms = 1000;
  // Whoever kills this process (PLUGIN_TIMEOUT, GDS) does not know the process group of ssh: the
  // kernel ends ssh together with its parent.
  std::vector<std::string> words{"--pdeathsig", "KILL", "--", order.ssh};
  // Sooner than our own bound, so that ssh says what it waited for.
  const std::int64_t connect_s = std::max<std::int64_t>(1, left_ms / second_ms - 1);
  for (std::string& word : ssh_words(order, command, connect_s)) words.push_back(std::move(word));
  return run_command({.program = "/usr/bin/setpriv",
                      .words = std::move(words),
                      .timeout_ms = static_cast<std::uint32_t>(left_ms),
                      .kept_bytes = longest_answer});
}

Finding judge(const ProbeOrder& order, const CommandRun& run) {
  switch (run.end) {
    case CommandEnd::exited: break;
    case CommandEnd::timed_out:
      return {Outcome::unreachable,
              fmt::format("no answer within {} s (--timeout)", order.timeout_s)};
    case CommandEnd::not_started:
      return {Outcome::set_up, run.note + "; install util-linux on this node"};
    case CommandEnd::signalled:
    case CommandEnd::lost: return {Outcome::set_up, "ssh did not end by itself: " + run.note};
  }
  if (run.number == trouble_of_ssh) return judge_ssh_trouble(run.errors);
  return judge_answer(order.check, {.exit_status = run.number,
                                    .output = run.output,
                                    .errors = run.errors,
                                    .whole = run.dropped_bytes == 0});
}

// A second command may help only where the guest was reached and its answer was not understood.
bool is_worth_another(const CommandRun& run, const Finding& found) {
  return found.outcome == Outcome::set_up && run.end == CommandEnd::exited &&
         run.number != trouble_of_ssh;
}

}  // namespace

Finding probe_guest(const ProbeOrder& order) {
  const Clock::time_point deadline = Clock::now() + std::chrono::seconds(order.timeout_s);
  Finding found{Outcome::set_up, "nothing was asked"};
  for (const std::string& command : remote_commands(order.check)) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    if (left.count() <= 0) break;
    const CommandRun run = run_ssh(order, command, left.count());
    found = judge(order, run);
    if (!is_worth_another(run, found)) break;
  }
  return found;
}

}  // namespace xvm::agent
