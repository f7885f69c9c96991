#include "model/json/strict_json.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace xvm::json {
namespace {

using testing::HasSubstr;

std::string problem_of(std::string_view text) {
  const auto document = parse_strict(text);
  return document ? "" : document.error().text;
}

TEST(StrictJson, ReadsEveryKindOfValue) {
  const auto document = parse_strict(R"({"a":[1,-2,0.5,true,null,"x",{"b":[[]]}],"c":{}})");
  ASSERT_TRUE(document);
  EXPECT_EQ(document->dump(), R"({"a":[1,-2,0.5,true,null,"x",{"b":[[]]}],"c":{}})");
}

TEST(StrictJson, RefusesTheSameKeyTwiceAtAnyDepth) {
  EXPECT_THAT(problem_of(R"({"a":1,"a":1})"), HasSubstr("key \"a\" stands twice"));
  EXPECT_THAT(problem_of(R"([{"b":{"a":1,"c":[],"a":1}}])"), HasSubstr("key \"a\" stands twice"));
  EXPECT_EQ(problem_of(R"([{"a":1},{"a":1}])"), "");
}

TEST(StrictJson, RefusesWhatFollowsANulByte) {
  EXPECT_THAT(problem_of("{}\0garbage"sv), HasSubstr("NUL byte"));
}

TEST(StrictJson, RefusesNestingBeyondTheLimit) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_EQ(problem_of(nested(max_depth)), "");
  EXPECT_THAT(problem_of(nested(max_depth + 1)), HasSubstr("nested deeper"));
  EXPECT_THAT(problem_of(std::string(1'000'000, '[')), HasSubstr("nested deeper"));
}

TEST(StrictJson, RefusesNumbersThatNoTypeHolds) {
  EXPECT_THAT(problem_of("[1e999]"), HasSubstr("number overflow"));
}

TEST(StrictJson, RefusesTrailingTextAndEmptyText) {
  EXPECT_NE(problem_of("{} {}"), "");
  EXPECT_NE(problem_of(""), "");
}

TEST(StrictJson, RefusesInvalidUtf8) { EXPECT_NE(problem_of("[\"\xff\"]"), ""); }

TEST(StrictJson, NamesTheColumnAndStaysOnOneLine) {
  const auto document = parse_strict("{\"a\":\ntru}");
  ASSERT_FALSE(document);
  EXPECT_EQ(document.error().column, 10u);
  EXPECT_EQ(document.error().text.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace xvm::json
