#include "sim/replay/timelines.hpp"

#include "sim/scenario/parse.hpp"
#include "sim/scenario/print.hpp"

#include <fmt/format.h>

namespace xvm::sim {

const Timeline* timeline_for(const Scenario& scenario, EngineWord engine) {
  for (const Timeline& t : scenario.timelines) {
    if (t.engine.value_or(scenario.engines[0]) == engine) return &t;
  }
  return nullptr;
}

std::optional<Problem> compare(const Timeline& expected, const std::vector<std::string>& found) {
  for (std::size_t i = 0; i < expected.lines.size(); ++i) {
    const TimelineLine& line = expected.lines[i];
    const std::string seen = i < found.size() ? "'" + found[i] + "'" : "the end";
    if (i < found.size() && found[i] == line.text) continue;
    return Problem{
        line.line.number,
        fmt::format("expected '{}' as event {} of the timeline, found {}", line.text, i + 1, seen)};
  }
  if (found.size() == expected.lines.size()) return std::nullopt;
  const SourceLine last = expected.lines.empty() ? expected.line : expected.lines.back().line;
  return Problem{last.number, fmt::format("expected the end of the timeline after this line, found "
                                          "'{}' and {} events more",
                                          found[expected.lines.size()],
                                          found.size() - expected.lines.size() - 1)};
}

std::string rewritten(std::string_view text, const Scenario& scenario,
                      const std::vector<NewTimeline>& timelines) {
  std::string result(text.substr(0, timeline_offset(text)));
  if (!result.empty() && result.back() != '\n') result += '\n';
  if (timeline_offset(text) == text.size()) result += '\n';
  for (const EngineWord engine : scenario.engines) {
    Timeline whole;
    const Timeline* old = timeline_for(scenario, engine);
    if (old != nullptr) whole = *old;
    bool known = old != nullptr;
    for (const NewTimeline& t : timelines) {
      if (t.engine != engine) continue;
      known = true;
      whole.lines.clear();
      for (const std::string& line : t.lines) whole.lines.push_back({{}, line});
    }
    whole.engine = scenario.engines.size() > 1 ? std::optional(engine) : std::nullopt;
    if (known) result += print(scenario, whole);
  }
  return result;
}

}  // namespace xvm::sim
