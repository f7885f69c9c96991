// [TRIGGER:] DEED, [TRIGGER:] expect ...
#include "sim/scenario/duration.hpp"
#include "sim/scenario/reading.hpp"

#include <fmt/format.h>

namespace xvm::sim {
namespace {

constexpr std::string_view a_time = "a time such as 250 ms, 5 s or 2 min, at most 100000 s";

// "60 s" or "60s" at `at`, up to the end.
std::int64_t read_time(std::size_t line, const Words& words, std::size_t at) {
  const std::size_t left = words.size() - at;
  const std::string_view shown = left == 0 ? std::string_view{} : words[at];
  std::optional<std::int64_t> us;
  if (left == 1) us = read_duration(words[at]);
  if (left == 2) us = read_duration(words[at], words[at + 1]);
  if (!us) refuse(line, shown, a_time);
  return *us;
}

// `when CONDITION [within TIME]`
Trigger read_when(const Scenario& s, std::size_t line, const Words& words) {
  std::size_t end = words.size();
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "within") end = i;
  }
  Trigger trigger{TriggerKind::when, Trigger::default_bound_us, {}};
  if (end < words.size()) trigger.us = read_time(line, words, end + 1);
  const Words condition(words.begin() + 1, words.begin() + static_cast<std::ptrdiff_t>(end));
  trigger.conditions = read_conditions(s, line, condition);
  return trigger;
}

Trigger read_trigger(const Scenario& s, std::size_t line, const Words& words) {
  static const Words kinds{"at", "after", "when", "within"};
  const std::string_view first = words.empty() ? std::string_view{} : words[0];
  if (first == "when") return read_when(s, line, words);
  if (first == "at") return {TriggerKind::at, read_time(line, words, 1), {}};
  if (first == "after") return {TriggerKind::after, read_time(line, words, 1), {}};
  if (first == "within") return {TriggerKind::within, read_time(line, words, 1), {}};
  refuse(line, first, "a trigger before ':': " + known_words(kinds, first));
}

bool speaks_of_the_end(const Conditions& conditions) {
  for (const Condition& c : conditions) {
    if (c.word == ConditionWord::no_recovery) return true;
  }
  return false;
}

Expectation read_expectation(const Scenario& s, std::size_t line, const Words& words) {
  Expectation e;
  std::size_t begin = 1;
  if (words.size() > 1 && words[1] == "never") e.scope = Scope::never;
  if (words.size() > 1 && words[1] == "always") e.scope = Scope::always;
  if (e.scope != Scope::now) ++begin;
  e.conditions =
      read_conditions(s, line, {words.begin() + static_cast<std::ptrdiff_t>(begin), words.end()});
  return e;
}

void check(const Statement& statement) {
  const std::size_t line = statement.line.number;
  const auto* e = std::get_if<Expectation>(&statement.what);
  const bool bounded = statement.trigger.kind == TriggerKind::within;
  if (bounded && (e == nullptr || e->scope != Scope::now)) {
    refuse(line, "found 'within' before something else, expected 'expect CONDITION' behind it");
  }
  const bool of_the_end = e != nullptr && speaks_of_the_end(e->conditions);
  const bool alone = !bounded && of_the_end && e->scope == Scope::now && e->conditions.size() == 1;
  if ((of_the_end && !alone) || speaks_of_the_end(statement.trigger.conditions)) {
    refuse(line,
           "found 'no recovery' beside something else, expected 'expect no recovery of "
           "DOMAIN because EXCUSE' alone");
  }
}

}  // namespace

Statement read_statement(const Scenario& s, const TextLine& line) {
  Statement statement;
  statement.line = {line.number};
  std::string_view rest = line.text;
  const std::size_t colon = rest.find(':');
  if (colon != std::string_view::npos) {
    statement.trigger = read_trigger(s, line.number, words_of(rest.substr(0, colon)));
    rest.remove_prefix(colon + 1);
  }
  const Words words = words_of(rest);
  if (!words.empty() && words[0] == "expect") {
    statement.what = read_expectation(s, line.number, words);
  } else {
    statement.what = read_deed(s, line.number, words);
  }
  check(statement);
  return statement;
}

}  // namespace xvm::sim
