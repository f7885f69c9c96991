#include "agent/gds/scha_answer.hpp"

#include <algorithm>
#include <array>

namespace xvm::agent {
namespace {

std::string_view without_trailing_blanks(std::string_view line) {
  const std::size_t last = line.find_last_not_of(" \t\r");
  return last == std::string_view::npos ? std::string_view{} : line.substr(0, last + 1);
}

// The only line of the answer; empty when it has none or more.
std::string_view only_line(const AnswerLines& answer) {
  return answer.size() == 1 ? std::string_view(answer.front()) : std::string_view{};
}

template <std::size_t n>
bool is_one_of(std::string_view word, const std::array<std::string_view, n>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array absent{"OFFLINE"sv, "UNMANAGED"sv};
constexpr std::array present{"ONLINE"sv, "ONLINE_FAULTED"sv, "ERROR_STOP_FAILED"sv,
                             "PENDING_ONLINE_BLOCKED"sv};
constexpr std::array passing{"PENDING_ONLINE"sv, "PENDING_OFFLINE"sv};
constexpr std::array good_status{"OK"sv, "UNKNOWN"sv, "OFFLINE"sv};

}  // namespace

AnswerLines lines_of(std::string_view output) {
  AnswerLines lines;
  while (!output.empty()) {
    const std::size_t end = std::min(output.find('\n'), output.size());
    lines.emplace_back(without_trailing_blanks(output.substr(0, end)));
    output.remove_prefix(std::min(end + 1, output.size()));
  }
  return lines;
}

OnOffSwitch on_off_of(const AnswerLines& answer) {
  const std::string_view word = only_line(answer);
  if (word == "ENABLED") return OnOffSwitch::enabled;
  if (word == "DISABLED") return OnOffSwitch::disabled;
  return OnOffSwitch::unreadable;
}

RgState rg_state_of(const AnswerLines& answer) {
  const std::string_view word = only_line(answer);
  if (word == "ONLINE") return RgState::online;
  if (word == "PENDING_OFFLINE") return RgState::pending_offline;
  return presence_of(answer) == Presence::unreadable ? RgState::unreadable : RgState::other;
}

std::optional<bool> is_up(const AnswerLines& answer) {
  const std::string_view word = only_line(answer);
  if (word == "UP") return true;
  if (word == "DOWN") return false;
  return std::nullopt;
}

Presence presence_of(const AnswerLines& answer) {
  const std::string_view word = only_line(answer);
  if (is_one_of(word, absent)) return Presence::offline;
  if (is_one_of(word, present)) return Presence::online;
  return is_one_of(word, passing) ? Presence::in_passage : Presence::unreadable;
}

bool status_is_ok(const AnswerLines& answer) {
  return !answer.empty() && is_one_of(answer.front(), good_status);
}

std::optional<bool> boolean_extension(const AnswerLines& answer) {
  if (answer.size() != 2 || answer[0] != "BOOLEAN") return std::nullopt;
  if (answer[1] == "TRUE") return true;
  if (answer[1] == "FALSE") return false;
  return std::nullopt;
}

std::vector<std::string> names_of(const AnswerLines& answer) {
  std::vector<std::string> names;
  std::copy_if(answer.begin(), answer.end(), std::back_inserter(names),
               [](const std::string& line) { return !line.empty(); });
  return names;
}

}  // namespace xvm::agent
