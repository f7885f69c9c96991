#include "agent/plugin/command_words.hpp"

#include <gmock/gmock.h>

namespace xvm::agent {
namespace {

using namespace std::string_view_literals;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> words(std::string_view text) {
  const CommandWords split = split_words(text);
  EXPECT_EQ(split.error, "") << text;
  return split.words;
}
std::string error(std::string_view text) {
  const CommandWords split = split_words(text);
  EXPECT_TRUE(split.words.empty()) << text;
  return split.error;
}

TEST(CommandWords, BlanksTabsAndLineEndsSeparate) {
  EXPECT_THAT(words("  /bin/p -h\tweb1 \n x "), ElementsAre("/bin/p", "-h", "web1", "x"));
}

TEST(CommandWords, SingleQuotesKeepEverything) {
  EXPECT_THAT(words(R"(p 'a "b" \c $d | e')"), ElementsAre("p", R"(a "b" \c $d | e)"));
}

TEST(CommandWords, DoubleQuotesKnowFourEscapesOnly) {
  EXPECT_THAT(words(R"(p "a\"b\\c\$d\`e\n 'f' ;")"), ElementsAre("p", R"(a"b\c$d`e\n 'f' ;)"));
}

TEST(CommandWords, ABackslashOutsideKeepsTheNextByte) {
  EXPECT_THAT(words(R"(p a\ b \'c \\ \| )"), ElementsAre("p", "a b", "'c", "\\", "|"));
}

TEST(CommandWords, ABackslashBeforeALineEndJoinsTheLines) {
  EXPECT_THAT(words("p a\\\nb \"c\\\nd\""), ElementsAre("p", "ab", "cd"));
}

TEST(CommandWords, PiecesSideBySideAreOneWord) {
  EXPECT_THAT(words(R"(p a'b'"c"d)"), ElementsAre("p", "abcd"));
}

TEST(CommandWords, EmptyQuotesAreAnEmptyWord) {
  EXPECT_THAT(words(R"(p '' "")"), ElementsAre("p", "", ""));
}

TEST(CommandWords, NothingIsExpanded) {
  EXPECT_THAT(words("p $HOME `id` * ~ #x ${A} [a]"),
              ElementsAre("p", "$HOME", "`id`", "*", "~", "#x", "${A}", "[a]"));
}

TEST(CommandWords, WhatOnlyAShellUnderstandsIsRefused) {
  for (const char c : std::string("|&;<>()")) {
    EXPECT_THAT(error(std::string("p ") + c),
                HasSubstr(std::string("unquoted '") + c + "' at byte 2"));
  }
}

TEST(CommandWords, BrokenQuotingIsRefusedWithItsPlace) {
  EXPECT_EQ(error("p 'a"), "the ' at byte 2 is never closed");
  EXPECT_EQ(error("p \"a\\\""), "the \" at byte 2 is never closed");
  EXPECT_EQ(error("p a\\"), "a backslash at the end of the command");
}

TEST(CommandWords, NothingToRunIsRefused) {
  EXPECT_EQ(error(""), "the command is empty");
  EXPECT_EQ(error(" \t\n"), "the command is empty");
}

TEST(CommandWords, ANulByteIsRefusedWhereverItStands) {
  for (const std::string_view text : {"p\0"sv, "'p\0'"sv, "\"p\0\""sv, "p\\\0"sv}) {
    EXPECT_THAT(error(text), HasSubstr("NUL"));
  }
}

}  // namespace
}  // namespace xvm::agent
