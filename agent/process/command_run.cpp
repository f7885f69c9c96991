#include "agent/process/command_run.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "agent/process/bounded_run.hpp"
#include "agent/process/output_pipe.hpp"

namespace xvm::agent {
namespace {

CommandRun not_started(const CommandOrder& order, int error, std::string_view why) {
  CommandRun run;
  run.end = CommandEnd::not_started;
  run.number = error;
  run.note = fmt::format("cannot start {}: {}", order.program, why);
  return run;
}

const char* name_of(int signal) {
  const char* name = ::sigdescr_np(signal);
  return name == nullptr ? "unknown" : name;
}

// For the note: stderr's first line, as far as it can stand in a log.
std::string first_line(const std::string& text) {
  constexpr std::size_t longest = 200;
  std::string line = text.substr(0, std::min(text.find('\n'), longest));
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
  return line;
}

void judge(CommandRun& run, const RunEnd& end, const CommandOrder& order, pid_t pid) {
  run.number = end.how.number;
  if (!end.in_time) {
    run.end = CommandEnd::timed_out;
    run.number = 0;
    run.note = fmt::format("{} gave no answer within {} ms", order.program, order.timeout_ms);
    if (!end.gone) run.note += fmt::format("; process {} survives SIGKILL", pid);
  } else if (!end.how.known) {
    run.end = CommandEnd::lost;
    run.note = fmt::format("the exit status of {} was lost", order.program);
  } else if (end.how.by_signal) {
    run.end = CommandEnd::signalled;
    run.note = fmt::format("{} was killed by signal {} ({})", order.program, run.number,
                           name_of(run.number));
  } else {
    run.end = CommandEnd::exited;
    if (run.number != 0) run.note = fmt::format("{} exits with {}", order.program, run.number);
  }
  const std::string said = first_line(run.errors);
  if (!run.note.empty() && !said.empty()) run.note += ": " + said;
}

}  // namespace

CommandRun run_command(const CommandOrder& order) {
  if (order.program.empty() || order.program.front() != '/') {
    return not_started(order, EINVAL, "its path must begin with /");
  }
  OutputPipe output = make_output_pipe();
  OutputPipe errors = make_output_pipe();
  if (!output.read_end.valid() || !errors.read_end.valid()) {
    return not_started(order, errno, "no pipe for its output");
  }
  std::vector<std::string> words{order.program};
  words.insert(words.end(), order.words.begin(), order.words.end());
  ChildProcess child =
      ChildProcess::start(order.program, words, order.environment,
                          {output.write_end.get(), errors.write_end.get(), order.input});
  output.write_end = Descriptor();
  errors.write_end = Descriptor();
  if (child.error() != 0) return not_started(order, child.error(), std::strerror(child.error()));
  CommandRun run;
  const auto keep_in = [&](std::string& text) {
    return [&run, &text, most = order.kept_bytes](std::string_view bytes) {
      const std::size_t kept = std::min(bytes.size(), most - text.size());
      text.append(bytes.substr(0, kept));
      run.dropped_bytes += bytes.size() - kept;
    };
  };
  std::vector<ChildOutput> outputs;
  outputs.push_back({std::move(output.read_end), keep_in(run.output)});
  outputs.push_back(
      {std::move(errors.read_end), [keep = keep_in(run.errors), &order](std::string_view bytes) {
         if (order.watch_errors) order.watch_errors(bytes);
         keep(bytes);
       }});
  const RunEnd end = follow(child, outputs,
                            {.timeout_ms = order.timeout_ms,
                             .kill_wait_ms = order.kill_wait_ms,
                             .leaves_daemon = order.leaves_daemon});
  judge(run, end, order, child.pid());
  return run;
}

std::vector<std::string> own_environment() {
  std::vector<std::string> lines;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view line(*entry);
    if (line.substr(0, 3) == "LC_" || line.substr(0, 5) == "LANG=") continue;
    lines.emplace_back(line);
  }
  lines.emplace_back("LC_ALL=C");
  return lines;
}

}  // namespace xvm::agent
