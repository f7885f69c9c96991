// The header: all lines `key: value` before the first statement.
#include "sim/scenario/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace xvm::sim {
namespace {

struct HeaderLine {
  Key key;
  std::size_t number;
  std::string_view value;
};

// nullopt: no header line; a statement.
std::optional<HeaderLine> header_line(const TextLine& line) {
  const std::size_t colon = line.text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view name = trimmed(line.text.substr(0, colon));
  const std::string_view value = trimmed(line.text.substr(colon + 1));
  for (const KeyRow& row : key_rows()) {
    if (row.name == name) return HeaderLine{row.key, line.number, value};
  }
  if (name.find_first_of(" \t") != std::string_view::npos) return std::nullopt;
  Words known;
  for (const KeyRow& row : key_rows()) known.push_back(row.name);
  refuse(line.number, name, "a key of the header: " + known_words(known, name));
}

bool is_text(Key key) { return key == Key::name || key == Key::description || key == Key::origin; }

std::string taken_name(const Scenario& s, std::size_t line, std::string_view name) {
  const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto fits = [&small](char c) { return small(c) || (c >= '0' && c <= '9') || c == '-'; };
  const bool whole = !name.empty() && name.size() <= 32 && small(name[0]) &&
                     std::all_of(name.begin(), name.end(), fits);
  if (!whole) {
    refuse(line, name, "a name: a small letter, then small letters, digits and '-', at most 32");
  }
  if (is_reserved(name)) refuse(line, name, "a name that is no word of the language");
  if (find_node(s, name) || find_domain(s, name)) refuse(line, name, "a name that is not yet used");
  return std::string(name);
}

void read_nodes(const HeaderLine& line, Scenario& s) {
  for (const std::string_view name : fields_of(line.value)) {
    if (s.nodes.size() == max_nodes) refuse(line.number, name, "at most 16 nodes");
    s.nodes.push_back(taken_name(s, line.number, name));
  }
  if (s.nodes.empty()) refuse(line.number, "", "the names of 1 to 16 nodes");
}

void read_engines(const HeaderLine& line, Scenario& s) {
  const Words known(EnumText<EngineWord>::text.begin(), EnumText<EngineWord>::text.end());
  for (const std::string_view word : words_of(line.value)) {
    if (word == ",") continue;
    const auto engine = from_text<EngineWord>(word);
    if (!engine) refuse(line.number, word, "an engine: " + known_words(known, word));
    const auto& seen = s.engines;
    if (std::find(seen.begin(), seen.end(), *engine) != seen.end()) {
      refuse(line.number, word, "each engine once");
    }
    s.engines.push_back(*engine);
  }
  if (s.engines.empty()) refuse(line.number, "", "an engine: " + known_words(known, ""));
}

bool read_choice(const HeaderLine& line, std::string_view yes, std::string_view no) {
  if (line.value != yes && line.value != no) {
    refuse(line.number, line.value, fmt::format("{} or {}", yes, no));
  }
  return line.value == yes;
}

std::uint64_t read_between(const HeaderLine& line, std::uint64_t least, std::uint64_t most) {
  const auto number = read_number(line.value, most);
  if (!number || *number < least) {
    refuse(line.number, line.value, fmt::format("a number from {} to {}", least, most));
  }
  return *number;
}

void read_names(const HeaderLine& line, Scenario& s) {
  if (line.key == Key::nodes) read_nodes(line, s);
  if (line.key == Key::engine) read_engines(line, s);
  if (line.key != Key::domain) return;
  if (s.domains.size() == Scenario::most_domains) refuse(line.number, line.value, "64 domains");
  const Words fields = fields_of(line.value);
  s.domains.push_back({taken_name(s, line.number, fields.empty() ? "" : fields[0]), {}});
}

void read_value(const HeaderLine& line, Scenario& s) {
  const auto factor = [&line] { return static_cast<std::uint8_t>(read_between(line, 1, 100)); };
  Words fields = fields_of(line.value);
  switch (line.key) {
    case Key::name: s.name = line.value; return;
    case Key::description: s.description = line.value; return;
    case Key::origin: s.origin = line.value; return;
    case Key::engine:
    case Key::nodes: return;
    case Key::domain: {
      const std::size_t domain = *find_domain(s, fields[0]);
      fields.erase(fields.begin());
      return read_options(s, line.number, fields, Place::domain, s.domains[domain].options);
    }
    case Key::group: return read_options(s, line.number, fields, Place::group, s.group);
    case Key::cluster: return read_options(s, line.number, fields, Place::cluster, s.cluster);
    case Key::seed: s.seed = read_between(line, 0, ~std::uint64_t{0}); return;
    case Key::begins: s.cold = !read_choice(line, "running", "cold"); return;
    case Key::slow_calls: s.slow_calls = factor(); return;
    case Key::slow_guests: s.slow_guests = factor(); return;
    case Key::slow_copies: s.slow_copies = factor(); return;
    case Key::stragglers: s.stragglers = read_choice(line, "yes", "no"); return;
  }
}

void check_keys(const std::vector<HeaderLine>& lines) {
  for (const KeyRow& row : key_rows()) {
    const HeaderLine* first = nullptr;
    for (const HeaderLine& line : lines) {
      if (line.key != row.key) continue;
      if (is_text(row.key) && line.value.empty()) refuse(line.number, "", "a text");
      if (first != nullptr && row.key != Key::domain) {
        refuse(line.number, fmt::format("found '{}:' again, expected it once", row.name));
      }
      first = &line;
    }
    const bool required = row.says.rfind("required", 0) == 0;
    if (first == nullptr && required) {
      refuse(0, fmt::format("found no '{}:', expected one in the header", row.name));
    }
  }
}

}  // namespace

std::size_t read_header(const std::vector<TextLine>& lines, Scenario& s) {
  std::vector<HeaderLine> header;
  for (const TextLine& line : lines) {
    auto found = header_line(line);
    if (!found) break;
    if (!is_text(found->key)) found->value = trimmed(without_comment(found->value));
    header.push_back(*found);
  }
  check_keys(header);
  for (const HeaderLine& line : header) {
    if (line.key != Key::domain) read_names(line, s);
  }
  for (const HeaderLine& line : header) {
    if (line.key == Key::domain) read_names(line, s);
  }
  for (const HeaderLine& line : header) read_value(line, s);
  return header.size();
}

}  // namespace xvm::sim
