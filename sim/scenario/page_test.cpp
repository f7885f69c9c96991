// docs/scenarios.md cannot fall behind the language: every row of the tables of words is a row of
// the page, word by word, and its example can be read.
#include "sim/scenario/parse.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace xvm::sim {
namespace {

const std::string& page() {
  static const std::string text = [] {
    std::ifstream file(XVM_SOURCE_DIR "/docs/scenarios.md");
    return std::string{std::istreambuf_iterator<char>(file), {}};
  }();
  return text;
}

void expect_row(const std::string& row) {
  EXPECT_NE(page().find("\n" + row + "\n"), std::string::npos) << "docs/scenarios.md lacks\n"
                                                               << row;
}

std::string under_text(Under under) {
  return under == Under::both ? "" : under == Under::gds ? "gds" : "pacemaker";
}

std::string values_text(const OptionRow& row) {
  switch (row.kind) {
    case ValueKind::count: return "NUMBER";
    case ValueKind::duration: return "seconds: `600s`";
    case ValueKind::nodes: return "NODE,NODE";
    case ValueKind::domains: return "DOMAIN,DOMAIN";
    case ValueKind::affinities: return "+DOMAIN,-DOMAIN";
    case ValueKind::choice: break;
  }
  std::string text(row.words);
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|')) {
    text.replace(at, 1, ", ");
  }
  return text;
}

std::string place_text(Place place) {
  if (place == Place::cluster) return "cluster";
  return place == Place::group ? "domain, group" : "domain";
}

TEST(ThePage, ExplainsEveryDeed) {
  for (const DeedRow& row : deed_rows()) {
    expect_row(fmt::format("| `{}` | {} | {} |", row.shape, under_text(row.under), row.says));
  }
}

TEST(ThePage, ExplainsEveryCondition) {
  for (const ConditionRow& row : condition_rows()) {
    expect_row(fmt::format("| `{}` | {} | {} |", row.shape, under_text(row.under), row.says));
  }
}

TEST(ThePage, ExplainsEveryExcuse) {
  for (std::size_t i = 0; i < enum_count<Excuse>; ++i) {
    expect_row(fmt::format("| `{}` | {} |", to_text(static_cast<Excuse>(i)), excuse_meanings()[i]));
  }
}

TEST(ThePage, ExplainsEveryKeyAndOption) {
  for (const KeyRow& row : key_rows()) {
    expect_row(fmt::format("| `{}:` | {} | {} |", row.name, row.value, row.says));
  }
  for (const OptionRow& row : option_rows()) {
    expect_row(fmt::format("| `{}` | {} | {} | {} |", row.name, place_text(row.place),
                           values_text(row), row.says));
  }
}

TEST(ThePage, NamesEveryMethodAndRequest) {
  for (const std::string_view word : EnumText<Work>::text) {
    EXPECT_NE(page().find(fmt::format("`{}`", word)), std::string::npos) << word;
  }
  for (const std::string_view word : EnumText<Request>::text) {
    EXPECT_NE(page().find(fmt::format("`{}`", word)), std::string::npos) << word;
  }
}

TEST(ThePage, ShowsAnExampleThatCanBeRead) {
  const std::size_t begin = page().find("```\nname: ") + 4;
  const Parsed parsed = parse(page().substr(begin, page().find("```", begin) - begin));
  EXPECT_TRUE(parsed) << (parsed.problem ? text_of("the example", *parsed.problem) : "");
  EXPECT_FALSE(parsed.scenario.statements.empty());
}

}  // namespace
}  // namespace xvm::sim
