// name=value: what stands behind `domain:`, `group:` and `cluster:`.
#include "sim/scenario/duration.hpp"
#include "sim/scenario/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace xvm::sim {
namespace {

Words apart(std::string_view text, char sign) {
  Words parts;
  while (true) {
    const std::size_t end = text.find(sign);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

const OptionRow& find_row(std::size_t line, std::string_view name, Place place) {
  Words known;
  for (const OptionRow& row : option_rows()) {
    if (!may_stand(row, place)) continue;
    if (row.name == name) return row;
    known.push_back(row.name);
  }
  refuse(line, name, "an option: " + known_words(known, name));
}

AffinityOption read_affinity(const Scenario& s, std::size_t line, std::string_view text,
                             OptionWord word) {
  AffinityOption option;
  std::string_view name = text;
  if (word == OptionWord::apart_from) option.kind = fakes::rgm::Affinity::strong_negative;
  if (word == OptionWord::with) option.kind = fakes::rgm::Affinity::strong_positive;
  if (word == OptionWord::affinity) {
    const std::size_t end = std::min(text.find_first_not_of("+-"), text.size());
    const auto kind = from_text<fakes::rgm::Affinity>(text.substr(0, end));
    if (!kind) refuse(line, text, "+DOMAIN, ++DOMAIN, +++DOMAIN, -DOMAIN or --DOMAIN");
    option.kind = *kind;
    name = text.substr(end);
  }
  const auto domain = find_domain(s, name);
  if (!domain) refuse(line, name, expected_domain(s, name));
  option.to = *domain;
  return option;
}

Option read_option(const Scenario& s, std::size_t line, const OptionRow& row,
                   std::string_view value) {
  Option option;
  option.word = row.word;
  switch (row.kind) {
    case ValueKind::choice: {
      const Words words = apart(row.words, '|');
      const auto found = std::find(words.begin(), words.end(), value);
      if (found == words.end()) {
        refuse(line, value, fmt::format("{}={}", row.name, known_words(words, value)));
      }
      option.number = static_cast<std::uint16_t>(found - words.begin());
      return option;
    }
    case ValueKind::count: {
      const auto number = read_number(value, 65535);
      if (!number) refuse(line, value, fmt::format("{}=NUMBER, 0 to 65535", row.name));
      option.number = static_cast<std::uint16_t>(*number);
      return option;
    }
    case ValueKind::duration: {
      const auto us = read_duration(value);
      constexpr std::int64_t second_us = 1'000'000;
      if (!us || *us % second_us != 0 || *us == 0 || *us / second_us > 65535) {
        refuse(line, value, fmt::format("{}= whole seconds such as 600s, 1s to 65535s", row.name));
      }
      option.number = static_cast<std::uint16_t>(*us / second_us);
      return option;
    }
    case ValueKind::nodes:
      for (const std::string_view name : apart(value, ',')) {
        const auto node = find_node(s, name);
        if (!node) refuse(line, name, expected_node(s, name));
        const auto& seen = option.nodes;
        if (std::find(seen.begin(), seen.end(), *node) != seen.end()) {
          refuse(line, name, "each node once");
        }
        option.nodes.push_back(*node);
      }
      return option;
    case ValueKind::domains:
    case ValueKind::affinities:
      for (const std::string_view name : apart(value, ',')) {
        option.affinities.push_back(read_affinity(s, line, name, row.word));
      }
      return option;
  }
  return option;
}

}  // namespace

void read_options(const Scenario& s, std::size_t line, const Words& fields, Place place,
                  Options& options) {
  for (const std::string_view field : fields) {
    const std::size_t equals = field.find('=');
    const std::string_view name = field.substr(0, equals);
    const OptionRow& row = find_row(line, name, place);
    if (equals == std::string_view::npos) refuse(line, field, fmt::format("{}=...", name));
    for (const Option& o : options) {
      if (o.word == row.word) refuse(line, field, "each option once");
    }
    options.push_back(read_option(s, line, row, field.substr(equals + 1)));
  }
}

}  // namespace xvm::sim
