#include "sim/shrink/failure.hpp"

#include "sim/scenario/print.hpp"
#include "sim/world/rest.hpp"

namespace xvm::sim {
namespace {

// What an expectation says, without its trigger.
std::string expectation_text(const Scenario& s, std::size_t line) {
  if (line == 0 || line > s.statements.size()) return "what is expected of every scenario";
  Statement statement = s.statements[line - 1];
  statement.trigger = {};
  return print(s, statement);
}

std::string between(const std::string& text, std::string_view before, std::string_view after) {
  const std::size_t begin = text.find(before);
  if (begin == text.npos) return {};
  const std::size_t from = begin + before.size();
  return text.substr(from, text.find(after, from) - from);
}

std::string kind_of(const Scenario& s, const Performance& p) {
  if (!p.problem) return {};
  if (p.verdict) return std::string(name_of(p.verdict));
  const std::string& what = p.problem->what;
  if (std::string broken = between(what, "at rest, found ", " of "); !broken.empty()) {
    return broken;
  }
  if (what.find("at the end (L1)") != what.npos) return "L1: a domain does not come back";
  return expectation_text(s, p.problem->line);
}

}  // namespace

Failure failure_of(const Scenario& scenario) {
  Scenario s = scenario;
  for (std::size_t i = 0; i < s.statements.size(); ++i) s.statements[i].line.number = i + 1;
  const Performance p = perform(s, s.engines.front(), s.seed);
  Failure failure{kind_of(s, p), Failure::nowhere, p.simulated_us, p.events};
  const bool impossible = p.problem && !p.verdict && p.problem->line != 0 &&
                          p.problem->what.find("' is impossible: ") != std::string::npos;
  if (impossible) failure.impossible = p.problem->line - 1;
  return failure;
}

}  // namespace xvm::sim
