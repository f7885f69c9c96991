#include "agent/plugin/plugin_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "agent/plugin/command_words.hpp"
#include "agent/plugin/plugin_output.hpp"
#include "agent/plugin/program_file.hpp"
#include "agent/process/bounded_run.hpp"
#include "agent/process/output_pipe.hpp"

namespace xvm::agent {
namespace {

constexpr std::uint8_t complete_failure = 100;

void add_to(std::string& note, const std::string& text) {
  if (!note.empty()) note += "; ";
  note += text;
}

const char* name_of(int signal) {
  const char* name = ::sigdescr_np(signal);
  return name == nullptr ? "unknown" : name;
}

PluginRun report(const PluginOrder& order, const RunEnd& end, pid_t pid,
                 const PluginOutput& output) {
  PluginRun run;
  run.output_lines = output.lines();
  if (!end.in_time) {
    run.returned = {PluginEnd::timed_out, 0};
    run.note =
        fmt::format("not finished after {} ms: its process group was killed", order.timeout_ms);
  } else if (!end.how.known || end.how.by_signal) {
    run.returned = {PluginEnd::exited, complete_failure};
    run.note = end.how.known ? fmt::format("killed by signal {} ({})", end.how.number,
                                           name_of(end.how.number))
                             : "its exit status was lost: this program ignores SIGCHLD";
  } else {
    run.returned = {PluginEnd::exited, static_cast<std::uint8_t>(end.how.number)};
  }
  if (!end.gone) {
    add_to(run.note, fmt::format("process {} survives SIGKILL and is left behind", pid));
  }
  if (output.is_cut()) {
    add_to(run.note, fmt::format("it printed more than is kept ({} lines of {} bytes)",
                                 plugin_output_kept_lines, plugin_output_line_bytes));
  }
  return run;
}

PluginRun not_started(std::string why) { return {{PluginEnd::not_started, 0}, {}, std::move(why)}; }

std::string refused_start(const std::string& program, int error) {
  if (error == ENOEXEC) {
    return fmt::format("{} is neither a program nor a script that begins with #!", program);
  }
  if (error == ENOENT) return fmt::format("{} names an interpreter that is not there", program);
  return fmt::format("cannot start {}: {}", program, std::strerror(error));
}

std::vector<std::string> environment_lines(const Environment& environment) {
  std::vector<std::string> lines;
  const auto given = [&](std::string_view name) {
    return std::any_of(environment.begin(), environment.end(),
                       [&](const auto& entry) { return entry.first == name; });
  };
  if (!given("PATH")) lines.push_back(fmt::format("PATH={}", plugin_path));
  if (!given("LC_ALL")) lines.emplace_back("LC_ALL=C");
  for (const auto& [name, value] : environment) lines.push_back(name + "=" + value);
  return lines;
}

}  // namespace

PluginRun run_plugin(const PluginOrder& order) {
  const CommandWords command = split_words(order.command_line);
  if (!command.error.empty()) return not_started(command.error);
  const ProgramFile program = find_program(command.words.front());
  if (!program.error.empty()) return not_started(program.error);
  OutputPipe pipe = make_output_pipe();
  if (!pipe.read_end.valid()) {
    return not_started(fmt::format("no pipe for its output: {}", std::strerror(errno)));
  }
  // One pipe for both streams: the order of writing is kept.
  ChildProcess child =
      ChildProcess::start(program.path, command.words, environment_lines(order.environment),
                          {pipe.write_end.get(), pipe.write_end.get()});
  pipe.write_end = Descriptor();
  if (child.error() != 0) return not_started(refused_start(program.path, child.error()));
  PluginOutput output;
  std::vector<ChildOutput> outputs;
  outputs.push_back({std::move(pipe.read_end), [&](std::string_view bytes) { output.add(bytes); }});
  const RunEnd end = follow(child, outputs,
                            {.timeout_ms = order.timeout_ms,
                             .term_grace_ms = order.term_grace_ms,
                             .kill_wait_ms = order.kill_wait_ms});
  return report(order, end, child.pid(), output);
}

Environment plugin_environment(const PluginSubject& subject) {
  return {{"XVM_DOMAIN", subject.domain},
          {"XVM_UUID", subject.uuid},
          {"XVM_RESOURCE", subject.resource},
          {"XVM_GROUP", subject.group},
          {"XVM_NODE", subject.node}};
}

}  // namespace xvm::agent
