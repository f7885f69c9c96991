#include "sim/scenario/reading.hpp"

#include "fakes/node/migration.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace xvm::sim {

void refuse(std::size_t line, std::string what) { throw NotUnderstood{{line, std::move(what)}}; }

void refuse(std::size_t line, std::string_view found, std::string_view expected) {
  const std::string seen = found.empty() ? "the end of the line" : quoted(found);
  refuse(line, fmt::format("found {}, expected {}", seen, expected));
}

namespace {
constexpr std::string_view blanks = " \t\r";
}  // namespace

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

std::string_view without_comment(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    const bool begins = i == 0 || blanks.find(line[i - 1]) != std::string_view::npos;
    if (line[i] == '#' && begins) return line.substr(0, i);
  }
  return line;
}

Words fields_of(std::string_view text) {
  Words fields;
  std::size_t at = text.find_first_not_of(blanks);
  while (at != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(blanks, at), text.size());
    fields.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(blanks, end);
  }
  return fields;
}

Words words_of(std::string_view text) {
  Words words;
  for (std::string_view field : fields_of(text)) {
    while (!field.empty()) {
      const std::size_t sign = field.find_first_of(",+");
      const std::size_t length = sign == 0 ? 1 : std::min(sign, field.size());
      words.push_back(field.substr(0, length));
      field.remove_prefix(length);
    }
  }
  return words;
}

std::optional<NodeId> find_node(const Scenario& s, std::string_view name) {
  const auto found = std::find(s.nodes.begin(), s.nodes.end(), name);
  if (found == s.nodes.end()) return std::nullopt;
  return static_cast<NodeId>(found - s.nodes.begin());
}

std::optional<DomainPlace> find_domain(const Scenario& s, std::string_view name) {
  for (std::size_t i = 0; i < s.domains.size(); ++i) {
    if (s.domains[i].name == name) return static_cast<DomainPlace>(i);
  }
  return std::nullopt;
}

std::string expected_node(const Scenario& s, std::string_view wrong) {
  return "a node: " + known_words({s.nodes.begin(), s.nodes.end()}, wrong);
}
std::string expected_domain(const Scenario& s, std::string_view wrong) {
  Words names;
  for (const DomainLine& d : s.domains) names.push_back(d.name);
  return "a domain: " + known_words(names, wrong);
}

std::optional<std::uint64_t> read_number(std::string_view digits, std::uint64_t most) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || value > most) {
    return std::nullopt;
  }
  return value;
}

namespace {

template <class E>
bool is_word_of(std::string_view word) {
  return from_text<E>(word).has_value();
}

template <class Rows>
bool stands_in(const Rows& rows, std::string_view word) {
  for (const auto& row : rows) {
    for (const std::string_view part : fields_of(row.shape)) {
      if (part == word) return true;
    }
  }
  return false;
}

}  // namespace

bool is_reserved(std::string_view word) {
  static constexpr std::array<std::string_view, 10> others{
      "at", "after", "when", "within", "expect", "never", "always", "and", "timeline", "killed"};
  return std::find(others.begin(), others.end(), word) != others.end() ||
         stands_in(deed_rows(), word) || stands_in(condition_rows(), word) ||
         is_word_of<Work>(word) || is_word_of<Request>(word) || is_word_of<Excuse>(word) ||
         is_word_of<fakes::Phase>(word) || is_word_of<Result>(word) || is_word_of<Reason>(word);
}

}  // namespace xvm::sim
