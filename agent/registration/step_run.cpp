#include "agent/registration/step_run.hpp"

#include "agent/process/command_run.hpp"

#include <fmt/format.h>

namespace xvm::agent {
namespace {

CommandRun run(const CommandWords& words, const StepBounds& bounds) {
  return run_command({.program = words.front(),
                      .words = {words.begin() + 1, words.end()},
                      .timeout_ms = bounds.timeout_ms,
                      .environment = own_environment()});
}

std::string how_it_ended(const CommandRun& run) {
  if (run.end == CommandEnd::exited) return fmt::format("exit code {}", run.number);
  return run.note.substr(0, run.note.find('\n'));
}

void say_lines(const std::string& text, const Talk& talk) {
  for (const std::string& line : lines_of(text)) talk.err("  " + line);
}

// A command that failed may have done its work all the same: it was killed in the middle of it, or
// failed at its end.
void tell_undo(const std::vector<Step>& steps, std::size_t failed, const Talk& talk) {
  const std::vector<CommandWords> undo = undo_of(steps, failed);
  if (undo.empty()) {
    talk.err("nothing was done before it");
  } else {
    talk.err("to undo what was done before it:");
  }
  for (const CommandWords& words : steps[failed].undo) {
    talk.err("  # first, if the command that failed was carried out all the same: " +
             shell_text(words));
  }
  for (const CommandWords& words : undo) talk.err("  " + shell_text(words));
  talk.err("to go on instead: mend the cause and call xvm_register again with the same words");
}

}  // namespace

std::vector<CommandWords> undo_of(const std::vector<Step>& steps, std::size_t done) {
  std::vector<CommandWords> undo;
  for (std::size_t i = done; i-- > 0;) {
    undo.insert(undo.end(), steps[i].undo.begin(), steps[i].undo.end());
  }
  return undo;
}

bool run_steps(const std::vector<Step>& steps, const StepBounds& bounds, const Talk& talk) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const CommandRun ended = run(steps[i].words, bounds);
    if (ended.succeeded()) {
      talk.out("done: " + shell_text(steps[i].words));
      continue;
    }
    talk.err(fmt::format("failed: {} ({})", shell_text(steps[i].words), how_it_ended(ended)));
    say_lines(ended.errors, talk);
    tell_undo(steps, i, talk);
    return false;
  }
  return true;
}

}  // namespace xvm::agent
