// The manual cannot fall behind the code: docs/operations.md names every configuration key, every
// reason, every fault of a migration target and every finding of validate, each in a row of the
// table that explains it. docs/design-2008.md names files and tests that exist.
#include "agent/config/config_keys.hpp"
#include "model/ports/hypervisor.hpp"
#include "model/ports/inspection.hpp"
#include "model/vocabulary/reason.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
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

// --- docs/design-2008.md -------------------------------------------------------------------------

// What stands in `backticks` in the cell of that number, of every row whose first cell is a number
// of the design.
std::vector<std::string> named_in_cell(const std::string& page, int cell) {
  std::vector<std::string> names;
  for (const std::string& line : lines_of(page)) {
    if (line.rfind("| ", 0) != 0 || line.size() < 3 || line[2] < '1' || line[2] > '9') continue;
    std::istringstream cells(line);
    std::string text;
    for (int i = 0; i <= cell + 1; ++i) std::getline(cells, text, '|');
    for (std::size_t at = text.find('`'); at != std::string::npos; at = text.find('`', at + 1)) {
      const std::size_t end = text.find('`', at + 1);
      if (end == std::string::npos) break;
      names.push_back(text.substr(at + 1, end - at - 1));
      at = end;
    }
  }
  return names;
}

// The page without its last chapter, whose cells are prose.
std::string design_rows() {
  const std::string page = read_page(XVM_SOURCE_DIR "/docs/design-2008.md");
  return page.substr(0, page.find("## Deviations"));
}

// The source of every test, and the lists of what ctest is told to run.
std::string all_tests() {
  std::string text;
  for (const char* room : {"model", "agent", "fakes", "ci"}) {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::string(XVM_SOURCE_DIR "/") + room)) {
      const std::string name = entry.path().filename();
      if (name.ends_with("_test.cpp") || name == "CMakeLists.txt") {
        text += read_page(entry.path().string());
      }
    }
  }
  return text;
}

// "Suite.Name" as a macro, or "package.deb" as the name of a test of ctest.
bool is_a_test(const std::string& name, const std::string& tests) {
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos) return false;
  if (tests.find("NAME " + name) != std::string::npos) return true;
  const std::string suite = name.substr(0, dot);
  for (const char* gap : {", ", ",\n       ", ",\n     "}) {
    if (tests.find("(" + suite + gap + name.substr(dot + 1) + ")") != std::string::npos)
      return true;
  }
  return false;
}

TEST(Design2008, NamesFilesThatExist) {
  const std::vector<std::string> files = named_in_cell(design_rows(), 2);
  EXPECT_GT(files.size(), 50u);
  for (const std::string& file : files) {
    EXPECT_TRUE(std::filesystem::exists(XVM_SOURCE_DIR "/" + file)) << file;
  }
}

TEST(Design2008, NamesTestsThatExist) {
  const std::string tests = all_tests();
  const std::vector<std::string> names = named_in_cell(design_rows(), 3);
  EXPECT_GT(names.size(), 50u);
  for (const std::string& name : names) EXPECT_TRUE(is_a_test(name, tests)) << name;
}

TEST(Operations, KeepsItsLinesWithin160Columns) {
  for (const std::string& line : lines_of(operations())) EXPECT_LE(columns_of(line), 160) << line;
}

}  // namespace
}  // namespace xvm
