// Manual pages cannot fall behind the code: xvm_config(5) has an entry for every configuration key,
// with what it may be and its default.
#include "agent/config/config_keys.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>
#include <sstream>
#include <string>

namespace xvm::agent {
namespace {

using testing::HasSubstr;

// An entry of the page as plain words: macros, fonts and escapes taken away.
std::string plain(const std::string& line) {
  static const std::regex macro(R"(^\.[A-Z]+ )");
  static const std::regex escape(R"(\\\(dq)");
  static const std::regex minus(R"(\\-)");
  std::string text = std::regex_replace(line, macro, "");
  return std::regex_replace(std::regex_replace(text, escape, "\""), minus, "-");
}

// From the name of each entry (.TP, .B NAME) to its words on one line.
std::map<std::string, std::string> entries_of(std::istream& page) {
  std::map<std::string, std::string> entries;
  std::string* entry = nullptr;
  bool is_tag = false;
  for (std::string line; std::getline(page, line);) {
    if (is_tag) entry = &entries[plain(line)];
    if (!is_tag && line.rfind(".SH", 0) == 0) entry = nullptr;
    is_tag = line == ".TP";
    if (entry != nullptr && !is_tag) *entry += plain(line) + " ";
  }
  return entries;
}

std::map<std::string, std::string> entries_of_xvm_config() {
  std::ifstream page(XVM_SOURCE_DIR "/agent/package/man/xvm_config.5");
  return entries_of(page);
}

// The values of a Config in which nothing was set, as KEY and value; only keys that have one.
std::map<std::string, std::string> defaults() {
  std::map<std::string, std::string> values;
  std::istringstream file(to_file_text(Config{}));
  static const std::regex entry(R"(^(\w+)=['"](.*)['"]$)");
  std::smatch match;
  for (std::string line; std::getline(file, line);) {
    if (std::regex_match(line, match, entry)) values[match[1]] = match[2];
  }
  return values;
}

// "0 to 86400" of "0 to 86400 (seconds)"; nothing when it is no range.
std::string range_of(std::string_view allowed) {
  std::smatch match;
  const std::string text(allowed);
  static const std::regex range(R"(^\d+ to \d+)");
  return std::regex_search(text, match, range) ? match.str() : "";
}

TEST(ManualPage, IsReadByEntries) {
  std::istringstream page(".SH A\n.TP\n.B ONE\nwords\n.B \\-x\n.TP\n.B TWO\nb\n.SH B\nc\n");
  const auto entries = entries_of(page);
  EXPECT_THAT(entries, testing::ElementsAre(testing::Pair("ONE", "ONE words -x "),
                                            testing::Pair("TWO", "TWO b ")));
}

TEST(ManualPage, SaysWhatEveryKeyMayBe) {
  const auto entries = entries_of_xvm_config();
  for (const Key& key : config_keys()) {
    ASSERT_TRUE(entries.contains(std::string(key.name))) << key.name << " has no entry";
    const std::string& entry = entries.at(std::string(key.name));
    EXPECT_THAT(entry, HasSubstr(range_of(key.allowed))) << key.name;
    for (const std::string_view word : key.words) {
      EXPECT_THAT(entry, HasSubstr(std::string(word))) << key.name;
    }
  }
}

TEST(ManualPage, SaysTheDefaultOfEveryKeyThatMayBeLeftOut) {
  const auto entries = entries_of_xvm_config();
  const auto values = defaults();
  for (const Key& key : config_keys()) {
    const std::string name(key.name);
    ASSERT_TRUE(entries.contains(name)) << name;
    EXPECT_EQ(entries.at(name).find("Mandatory.") != std::string::npos, key.mandatory) << name;
    if (key.mandatory) continue;
    const auto value = values.find(name);
    EXPECT_THAT(entries.at(name),
                HasSubstr(value == values.end() ? "Default: " : "Default: " + value->second + "."))
        << name;
  }
}

TEST(ManualPage, NamesNoKeyThatThereIsNot) {
  for (const auto& [name, entry] : entries_of_xvm_config()) {
    bool known = false;
    for (const Key& key : config_keys()) known = known || key.name == name;
    EXPECT_TRUE(known) << name;
  }
}

}  // namespace
}  // namespace xvm::agent
