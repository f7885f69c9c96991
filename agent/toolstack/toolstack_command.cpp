#include "agent/toolstack/toolstack_command.hpp"

#include <fmt/format.h>
#include <unistd.h>

namespace xvm::agent {
namespace {

constexpr std::size_t kept_bytes = std::size_t{1} << 20;

CommandRun no_program(Tool tool) {
  CommandRun run;
  run.end = CommandEnd::not_started;
  run.number = ENOENT;
  run.note = fmt::format("there is no {} on this node", to_text(tool));
  return run;
}

}  // namespace

std::string find_tool(Tool tool, const std::string& root) {
  for (const char* folder : {"/usr/sbin/", "/usr/bin/", "/sbin/", "/usr/local/sbin/", "/bin/"}) {
    std::string path = root + folder + std::string(to_text(tool));
    if (::access(path.c_str(), X_OK) == 0) return path;
  }
  return {};
}

ToolstackCommand::ToolstackCommand(ToolstackPaths paths, ToolstackBounds bounds)
    : paths_(std::move(paths)),
      bounds_(bounds),
      program_(paths_.command.empty() ? find_tool(paths_.tool) : paths_.command) {}

std::string ToolstackCommand::mark_of(const std::string& uuid) const {
  return fmt::format("XVM_TOOLSTACK_JOB={}/{}", paths_.definitions, uuid);
}

CommandRun ToolstackCommand::ask(std::vector<std::string> words) const {
  if (program_.empty()) return no_program(paths_.tool);
  return run_command({.program = program_,
                      .words = std::move(words),
                      .timeout_ms = bounds_.question_ms,
                      .environment = own_environment(),
                      .kept_bytes = kept_bytes});
}

CommandRun ToolstackCommand::change(ChangeOrder order) const {
  if (program_.empty()) return no_program(paths_.tool);
  return change_by(program_, std::move(order));
}

CommandRun ToolstackCommand::change_by(const std::string& program, ChangeOrder order,
                                       int input) const {
  std::vector<std::string> environment = own_environment();
  environment.push_back(mark_of(order.uuid));
  return run_command({.program = program,
                      .words = std::move(order.words),
                      .timeout_ms = order.timeout_ms != 0 ? order.timeout_ms : bounds_.act_ms,
                      .environment = std::move(environment),
                      .input = input,
                      .leaves_daemon = order.leaves_daemon,
                      .watch_errors = std::move(order.watch_errors)});
}

Listing ToolstackCommand::list() const {
  const bool is_xl = paths_.tool == Tool::xl;
  const CommandRun run = is_xl ? ask({"list", "-v"}) : ask({"list", "-l"});
  if (!run.succeeded()) return {{}, run.note};
  if (run.dropped_bytes != 0) return {{}, "the list of domains is too long"};
  return is_xl ? read_xl_list(run.output) : read_xm_list(run.output);
}

}  // namespace xvm::agent
