#include "agent/ssh_probe/answer.hpp"

#include "agent/ssh_probe/ssh_trouble.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace xvm::agent {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool holds(const GuestAnswer& answer, std::string_view text) {
  return answer.output.find(text) != std::string::npos ||
         answer.errors.find(text) != std::string::npos;
}

// The one line of an answer that is complete, without blanks around it.
std::optional<std::string_view> only_line(const GuestAnswer& answer) {
  constexpr std::string_view blank = " \t\r\n";
  const std::string_view text = answer.output;
  if (!answer.whole || text.empty() || text.back() != '\n') return std::nullopt;
  const std::size_t begin = text.find_first_not_of(blank);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(begin, text.find_last_not_of(blank) + 1 - begin);
  if (line.find('\n') != std::string_view::npos) return std::nullopt;
  return line;
}

std::string_view last_word(std::string_view line) {
  const std::size_t blank = line.find_last_of(" \t");
  return blank == std::string_view::npos ? line : line.substr(blank + 1);
}

// "   run-level 3  2026-11-23 10:00   last=S" of who, or "N 3" of runlevel.
std::optional<std::string_view> runlevel_in(std::string_view line) {
  constexpr std::string_view title = "run-level";
  std::string_view level = last_word(line);
  if (const std::size_t at = line.find(title); at != std::string_view::npos) {
    level = line.substr(at + title.size());
    level.remove_prefix(std::min(level.find_first_not_of(" \t"), level.size()));
    level = level.substr(0, level.find_first_of(" \t"));
  } else if (line.size() != 3 || line[1] != ' ') {
    return std::nullopt;
  }
  const bool valid = fault_of(GuestCheck{CheckKind::runlevel, std::string(level)}).empty();
  return valid ? std::optional(level) : std::nullopt;
}

std::optional<Finding> judge_runlevel(const std::string& wanted, std::string_view line) {
  const auto level = runlevel_in(line);
  if (!level) return std::nullopt;
  if (*level == wanted) return Finding{Outcome::up, fmt::format("runlevel {}", wanted)};
  return Finding{Outcome::down, fmt::format("runlevel is {}, not {}", *level, wanted)};
}

// systemd: unit_active_state_table.
std::optional<Finding> judge_systemd(const std::string& unit, std::string_view state, int status) {
  constexpr int no_such_unit = 4;  // systemctl(1), exit status, as in LSB
  if (state == "unknown" || (status == no_such_unit && state == "inactive")) {
    return Finding{Outcome::set_up,
                   fmt::format("it has no unit {}: correct the name, or install it", unit)};
  }
  std::string text = fmt::format("{} is {}", unit, state);
  if (is_one_of(state, {"active", "reloading", "refreshing"})) {
    return Finding{Outcome::up, std::move(text)};
  }
  if (is_one_of(state, {"inactive", "failed"})) return Finding{Outcome::down, std::move(text)};
  if (is_one_of(state, {"activating", "deactivating", "maintenance"})) {
    return Finding{Outcome::changing, std::move(text)};
  }
  return std::nullopt;
}

// smf(7), states; svcs(1) puts an asterisk behind the state of an instance in transition.
std::optional<Finding> judge_smf(const std::string& fmri, std::string_view state) {
  std::string text = fmt::format("{} is {}", fmri, state);
  const bool in_transition = state.ends_with('*');
  if (in_transition) state.remove_suffix(1);
  const bool runs = is_one_of(state, {"online", "degraded", "legacy_run"});
  if (!runs && !is_one_of(state, {"offline", "disabled", "maintenance", "uninitialized"})) {
    return std::nullopt;
  }
  if (in_transition) return Finding{Outcome::changing, std::move(text)};
  return Finding{runs ? Outcome::up : Outcome::down, std::move(text)};
}

std::optional<Finding> judge_line(const GuestCheck& check, const GuestAnswer& answer) {
  const auto line = only_line(answer);
  if (!line) return std::nullopt;
  switch (check.kind) {
    case CheckKind::runlevel: return judge_runlevel(check.name, *line);
    case CheckKind::target:
    case CheckKind::unit: return judge_systemd(check.name, *line, answer.exit_status);
    case CheckKind::smf: return judge_smf(check.name, *line);
  }
  return std::nullopt;
}

std::string_view program_of(const GuestCheck& check) {
  switch (check.kind) {
    case CheckKind::runlevel: return "who or runlevel";
    case CheckKind::smf: return "svcs";
    case CheckKind::target:
    case CheckKind::unit: break;
  }
  return "systemctl";
}

// No word of the command came. A guest whose disk or memory is gone shows that; all else is ours.
Finding judge_no_answer(const GuestCheck& check, const GuestAnswer& answer) {
  constexpr int not_found = 127;  // POSIX, 2.8.2 exit status for commands
  for (const std::string_view distress :
       {"Input/output error", "Cannot allocate memory", "Resource temporarily unavailable"}) {
    if (holds(answer, distress)) {
      return {Outcome::unreachable, fmt::format("it is in distress: {}", distress)};
    }
  }
  if (answer.exit_status == not_found) {
    return {Outcome::set_up, fmt::format("it has no {}: choose another check of --runlevel, "
                                         "--target, --unit and --smf",
                                         program_of(check))};
  }
  if (holds(answer, "doesn't match any instances")) {
    return {Outcome::set_up, fmt::format("it has no SMF service {}: correct the name", check.name)};
  }
  if (!answer.whole) {
    return {Outcome::set_up,
            "its answer is far too long: does a start-up file of the shell print, "
            "or does authorized_keys force another command?"};
  }
  std::string said = last_line_of(answer.errors);
  if (said.empty()) said = last_line_of(answer.output);
  return {Outcome::set_up,
          fmt::format("its answer '{}' (exit {}) is no state: does a start-up file of the shell "
                      "print, or does authorized_keys force another command?",
                      said, answer.exit_status)};
}

}  // namespace

Finding judge_answer(const GuestCheck& check, const GuestAnswer& answer) {
  constexpr int killed_from = 129;  // 128 + signal, what a shell makes of it
  if (answer.exit_status >= killed_from) {
    return {Outcome::unreachable,
            fmt::format("the command was killed there (exit {})", answer.exit_status)};
  }
  if (auto found = judge_line(check, answer)) return *std::move(found);
  return judge_no_answer(check, answer);
}

}  // namespace xvm::agent
