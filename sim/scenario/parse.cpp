#include "sim/scenario/parse.hpp"

#include "sim/scenario/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace xvm::sim {
namespace {

constexpr std::size_t longest_line = 2000;
constexpr std::string_view timeline_word = "timeline";

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool begins_timeline(std::string_view line) {
  if (line.rfind(timeline_word, 0) != 0) return false;
  const std::string_view rest = line.substr(timeline_word.size());
  return rest.empty() || rest[0] == ':' || rest[0] == ' ';
}

bool is_text_key(std::string_view line) {
  return line.rfind("name:", 0) == 0 || line.rfind("description:", 0) == 0 ||
         line.rfind("origin:", 0) == 0;
}

// What is neither blank nor comment, up to the first timeline.
std::vector<TextLine> story_of(const std::vector<std::string_view>& lines) {
  std::vector<TextLine> story;
  for (std::size_t i = 0; i < lines.size() && !begins_timeline(lines[i]); ++i) {
    if (lines[i].size() > longest_line) {
      refuse(i + 1, fmt::format("found {} characters, expected at most {} in a line",
                                lines[i].size(), longest_line));
    }
    const std::string_view plain = is_text_key(lines[i]) ? lines[i] : without_comment(lines[i]);
    const std::string_view text = trimmed(plain);
    if (text.empty()) continue;
    const bool indented = plain[0] == ' ' || plain[0] == '\t';
    if (indented) refuse(i + 1, "found blanks before the first word, expected it at the margin");
    story.push_back({i + 1, text, indented});
  }
  return story;
}

// "timeline:" or "timeline ENGINE:"
Timeline timeline_head(const Scenario& s, std::size_t number, std::string_view line) {
  Timeline timeline;
  timeline.line = {number};
  const std::string_view plain = trimmed(without_comment(line));
  if (plain.back() != ':') refuse(number, plain, "'timeline:' or 'timeline ENGINE:'");
  const std::string_view engine =
      trimmed(plain.substr(timeline_word.size(), plain.size() - timeline_word.size() - 1));
  if (engine.empty()) {
    if (s.engines.size() > 1) {
      refuse(number,
             "found 'timeline:' in a file with several engines, expected 'timeline ENGINE:'");
    }
    return timeline;
  }
  timeline.engine = from_text<EngineWord>(engine);
  const auto& known = s.engines;
  const bool performed =
      timeline.engine && std::find(known.begin(), known.end(), *timeline.engine) != known.end();
  if (!performed) refuse(number, engine, "an engine that 'engine:' names");
  return timeline;
}

void read_timelines(const std::vector<std::string_view>& lines, Scenario& s) {
  const auto first = std::find_if(lines.begin(), lines.end(), begins_timeline);
  for (auto line = first; line != lines.end(); ++line) {
    const auto number = static_cast<std::size_t>(line - lines.begin()) + 1;
    if (begins_timeline(*line)) {
      Timeline next = timeline_head(s, number, *line);
      for (const Timeline& other : s.timelines) {
        if (other.engine == next.engine) refuse(number, "found a second timeline, expected one");
      }
      s.timelines.push_back(std::move(next));
      continue;
    }
    const std::string_view text = trimmed(*line);
    if (text.empty() || text[0] == '#') continue;
    if ((*line)[0] != ' ' && (*line)[0] != '\t') {
      refuse(number, text, "two blanks before an event of the timeline");
    }
    s.timelines.back().lines.push_back({{number}, std::string(text)});
  }
}

Scenario read(std::string_view text) {
  if (text.size() > longest_scenario) {
    refuse(0, fmt::format("found {} bytes, expected at most {}", text.size(), longest_scenario));
  }
  Scenario s;
  const std::vector<std::string_view> lines = split_lines(text);
  const std::vector<TextLine> story = story_of(lines);
  for (std::size_t i = read_header(story, s); i < story.size(); ++i) {
    s.statements.push_back(read_statement(s, story[i]));
  }
  read_timelines(lines, s);
  return s;
}

}  // namespace

Parsed parse(std::string_view text) {
  try {
    return {read(text), std::nullopt};
  } catch (const NotUnderstood& e) {
    return {{}, e.problem};
  }
}

std::size_t timeline_offset(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (begins_timeline(text.substr(at, std::min(text.find('\n', at), text.size()) - at)))
      return at;
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  }
  return text.size();
}

}  // namespace xvm::sim
