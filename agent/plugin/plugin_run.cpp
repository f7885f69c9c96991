#include "agent/plugin/plugin_run.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>

#include "agent/plugin/child_process.hpp"
#include "agent/plugin/command_words.hpp"
#include "agent/plugin/plugin_output.hpp"
#include "agent/plugin/program_file.hpp"
#include "agent/store/descriptor.hpp"

namespace xvm::agent {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::uint8_t complete_failure = 100;
// The end of a child is looked for this often: pidfd would be sooner, but not every kernel has it.
constexpr auto longest_nap = milliseconds(10);
// A pipe holds at most 1 MiB; whoever still writes after the end must not keep us reading.
constexpr std::size_t last_look_bytes = 1024 * 1024;

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};

// Invalid ends when the descriptors have run out; errno says so.
Pipe make_pipe() {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {};
  Pipe pipe{Descriptor(ends[0]), Descriptor(ends[1])};
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);  // ours alone: the writer may block
  return pipe;
}

class Run {
 public:
  Run(ChildProcess child, Descriptor read_end) : child_(child), read_end_(std::move(read_end)) {}

  PluginRun follow(const PluginOrder& order) {
    const bool in_time = wait_until(Clock::now() + milliseconds(order.timeout_ms));
    bool ended = in_time;
    if (!ended) {
      child_.kill_group(SIGTERM);
      ended = wait_until(Clock::now() + milliseconds(order.term_grace_ms));
    }
    // Also what a plugin that ended left behind. Without its zombie the number may be another's.
    if (!ended || child_.end().known) child_.kill_group(SIGKILL);
    if (!ended) ended = wait_until(Clock::now() + milliseconds(order.kill_wait_ms));
    read_some(last_look_bytes);
    child_.release();
    return report(order, in_time, ended);
  }

 private:
  // True when the plugin ended before `deadline`.
  bool wait_until(Clock::time_point deadline) {
    auto nap = milliseconds(1);
    while (!child_.has_ended()) {
      const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
      if (left.count() <= 0) return false;
      pollfd ready{read_end_.get(), POLLIN, 0};
      const int timeout_ms = static_cast<int>(std::min(nap, left).count());
      // A negative descriptor (the pipe was closed by its last writer) makes poll a mere nap.
      if (::poll(&ready, 1, timeout_ms) > 0) read_some(plugin_output_kept_bytes);
      nap = std::min(nap * 2, longest_nap);
    }
    return true;
  }

  void read_some(std::size_t at_most) {
    std::array<char, 16 * 1024> buffer;
    while (at_most > 0 && read_end_.valid()) {
      const ssize_t n = ::read(read_end_.get(), buffer.data(), std::min(buffer.size(), at_most));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return;
      if (n == 0) {
        read_end_ = Descriptor();
        return;
      }
      output_.add({buffer.data(), static_cast<std::size_t>(n)});
      at_most -= static_cast<std::size_t>(n);
    }
  }

  PluginRun report(const PluginOrder& order, bool in_time, bool ended) {
    PluginRun run;
    run.output_lines = output_.lines();
    const ChildEnd& end = child_.end();
    if (!in_time) {
      run.returned = {PluginEnd::timed_out, 0};
      run.note =
          fmt::format("not finished after {} ms: its process group was killed", order.timeout_ms);
    } else if (!end.known || end.by_signal) {
      run.returned = {PluginEnd::exited, complete_failure};
      run.note = end.known
                     ? fmt::format("killed by signal {} ({})", end.number, name_of(end.number))
                     : "its exit status was lost: this program ignores SIGCHLD";
    } else {
      run.returned = {PluginEnd::exited, static_cast<std::uint8_t>(end.number)};
    }
    if (!ended)
      add_to(run.note, fmt::format("process {} survives SIGKILL and is left behind", child_.pid()));
    if (output_.dropped_bytes() > 0) {
      add_to(run.note,
             fmt::format("{} more bytes of output were dropped", output_.dropped_bytes()));
    }
    return run;
  }

  static void add_to(std::string& note, const std::string& text) {
    if (!note.empty()) note += "; ";
    note += text;
  }
  static const char* name_of(int signal) {
    const char* name = ::sigdescr_np(signal);
    return name == nullptr ? "unknown" : name;
  }

  ChildProcess child_;
  Descriptor read_end_;
  PluginOutput output_;
};

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
  Pipe pipe = make_pipe();
  if (!pipe.read_end.valid()) {
    return not_started(fmt::format("no pipe for its output: {}", std::strerror(errno)));
  }
  const ChildProcess child = ChildProcess::start(
      program.path, command.words, environment_lines(order.environment), pipe.write_end.get());
  pipe.write_end = Descriptor();
  if (child.error() != 0) return not_started(refused_start(program.path, child.error()));
  return Run(child, std::move(pipe.read_end)).follow(order);
}

Environment plugin_environment(const PluginSubject& subject) {
  return {{"XVM_DOMAIN", subject.domain},
          {"XVM_UUID", subject.uuid},
          {"XVM_RESOURCE", subject.resource},
          {"XVM_GROUP", subject.group},
          {"XVM_NODE", subject.node}};
}

}  // namespace xvm::agent
