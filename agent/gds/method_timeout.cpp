#include "agent/gds/method_timeout.hpp"

#include <fmt/format.h>

#include <charconv>

namespace xvm::agent {
namespace {

constexpr std::int64_t longest_s = 1'000'000'000;

std::optional<std::int64_t> seconds_of(const AnswerLines& answer) {
  if (answer.size() != 1) return std::nullopt;
  const std::string& word = answer.front();
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
  const bool whole = fault == std::errc{} && end == word.data() + word.size();
  return whole && value > 0 && value <= longest_s ? std::optional(value) : std::nullopt;
}

std::string type_of(const AnswerLines& answer) {
  return answer.size() == 1 ? answer.front() : std::string();
}

void note_missing(std::string& note, const std::string& tag, const ClusterAnswer& answer) {
  const std::string why =
      answer.end == AnswerEnd::given
          ? fmt::format("the answer was '{}'", fmt::join(answer.lines, "\\n")).substr(0, 80)
          : answer.note;
  note += fmt::format("{}{}: {}", note.empty() ? "" : "; ", tag, why);
}

}  // namespace

TimeoutAnswer ask_timeout(const ClusterCommands& cluster, const TimeoutQuestion& question) {
  const auto about = [&](const std::string& tag) {
    return ClusterQuestion{"scha_resource_get",
                           {"-O", tag, "-R", question.resource, "-G", question.group}};
  };
  std::vector<ClusterQuestion> questions;
  if (!question.tag.empty()) questions.push_back(about(question.tag));
  if (question.type) questions.push_back(about("TYPE"));
  const std::vector<ClusterAnswer> answers = cluster.ask_all(questions);
  TimeoutAnswer told;
  if (!question.tag.empty()) {
    told.timeout_s = seconds_of(answers.front().lines);
    if (!told.timeout_s) note_missing(told.note, question.tag, answers.front());
  }
  if (question.type) {
    told.type = type_of(answers.back().lines);
    if (told.type.empty()) note_missing(told.note, "TYPE", answers.back());
  }
  return told;
}

bool stop_has_all(std::string_view type) { return type.rfind("ORCL.", 0) == 0; }

}  // namespace xvm::agent
