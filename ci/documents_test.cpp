// The manual cannot fall behind the code: docs/operations.md names every configuration key, every
// reason, every fault of a migration target and every finding of validate, each in a row of the
// table that explains it.
#include "agent/config/config_keys.hpp"
#include "model/ports/hypervisor.hpp"
#include "model/ports/inspection.hpp"
#include "model/vocabulary/reason.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace xvm {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// The rows of the tables below the heading that begins with `heading`, up to the next heading.
std::vector<std::string> rows_below(const std::string& heading, const std::string& page) {
  std::vector<std::string> rows;
  bool inside = false;
  for (const std::string& line : lines_of(page)) {
    if (line.rfind('#', 0) == 0) inside = line.rfind(heading, 0) == 0;
    if (inside && line.rfind("| ", 0) == 0) rows.push_back(line);
  }
  return rows;
}

// Names a row explains: `in backticks` in its first cell.
bool explains(const std::string& row, std::string_view name) {
  const std::string first_cell = row.substr(0, row.find(" | "));
  return first_cell.find("`" + std::string(name) + "`") != std::string::npos;
}

std::vector<std::string> missing(const std::vector<std::string_view>& names,
                                 const std::string& heading, const std::string& page) {
  const std::vector<std::string> rows = rows_below(heading, page);
  std::vector<std::string> absent;
  for (const std::string_view name : names) {
    bool found = false;
    for (const std::string& row : rows) found = found || explains(row, name);
    if (!found) absent.emplace_back(name);
  }
  return absent;
}

template <class E>
std::vector<std::string_view> words_of() {
  return {EnumText<E>::text.begin(), EnumText<E>::text.end()};
}

std::vector<std::string_view> key_names() {
  std::vector<std::string_view> names;
  for (const agent::Key& key : agent::config_keys()) names.push_back(key.name);
  return names;
}

std::string read_page(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

const std::string& operations() {
  static const std::string page = read_page(XVM_SOURCE_DIR "/docs/operations.md");
  return page;
}

std::ptrdiff_t columns_of(const std::string& line) {
  return std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0u) != 0x80u;  // not inside a UTF-8 character
  });
}

TEST(MissingRows, AreNamed) {
  const std::string page = "## 1 A\n| `one` | b |\n| c | `two` |\n## 2 B\n| `three` | d |\n";
  EXPECT_THAT(missing({"one", "two", "three"}, "## 1", page), ElementsAre("two", "three"));
}

TEST(Operations, ExplainsEveryConfigurationKey) {
  EXPECT_THAT(missing(key_names(), "## 2 ", operations()), IsEmpty());
}

TEST(Operations, ExplainsEveryReason) {
  EXPECT_THAT(missing(words_of<Reason>(), "### 5.2", operations()), IsEmpty());
}

TEST(Operations, ExplainsEveryFaultOfAMigrationTarget) {
  EXPECT_THAT(missing(words_of<TargetFault>(), "### 5.3", operations()), IsEmpty());
}

TEST(Operations, ExplainsEveryFindingOfValidate) {
  EXPECT_THAT(missing(words_of<Finding>(), "### 5.4", operations()), IsEmpty());
}

TEST(Operations, KeepsItsLinesWithin160Columns) {
  for (const std::string& line : lines_of(operations())) EXPECT_LE(columns_of(line), 160) << line;
}

}  // namespace
}  // namespace xvm
