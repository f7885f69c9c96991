// The upgrade of older formats, tried with a kind of record that has had three.
#include "model/records/record_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xvm::records {

struct Recipe {
  std::string title{};
  std::uint32_t minutes = 0;
  friend bool operator==(const Recipe&, const Recipe&) = default;
};

// Format 1 called the title "name"; format 2 counted hours.
bool name_becomes_title(nlohmann::json& object) {
  if (!object.contains("name")) return false;
  object["title"] = object["name"];
  object.erase("name");
  return true;
}
bool hours_become_minutes(nlohmann::json& object) {
  if (!object.contains("hours") || !object["hours"].is_number_unsigned()) return false;
  object["minutes"] = 60 * object["hours"].get<std::uint32_t>();
  object.erase("hours");
  return true;
}
inline constexpr Upgrade recipe_upgrades[] = {name_becomes_title, hours_become_minutes};

template <>
struct RecordKind<Recipe> {
  static constexpr Schema schema{"recipe", 3, recipe_upgrades};
  static std::string fault_of(const Recipe&) { return ""; }
};

}  // namespace xvm::records

template <>
struct xvm::json::Shape<xvm::records::Recipe> {
  using T = records::Recipe;
  static constexpr std::tuple fields{Field{"title"sv, &T::title}, Field{"minutes"sv, &T::minutes}};
};

namespace xvm::records {
namespace {

using testing::HasSubstr;

const Recipe soup{"soup", 120};

TEST(RecordText, OfEveryFormatSoFarReadsAsTheNewest) {
  for (const char* text : {R"({"record":"recipe","format":1,"name":"soup","hours":2})",
                           R"({"record":"recipe","format":2,"title":"soup","hours":2})",
                           R"({"record":"recipe","format":3,"title":"soup","minutes":120})"}) {
    const auto recipe = parse_record<Recipe>(std::string(text) + "\n");
    ASSERT_TRUE(recipe) << recipe.error().text;
    EXPECT_EQ(*recipe, soup);
  }
}

TEST(RecordText, IsWrittenInTheNewestFormat) {
  EXPECT_THAT(*print_record(soup), HasSubstr("\"format\": 3"));
}

TEST(RecordText, ThatDoesNotHoldWhatItsFormatMustHoldIsRefused) {
  for (const char* text : {R"({"record":"recipe","format":1,"title":"soup","hours":2})",
                           R"({"record":"recipe","format":2,"title":"soup","hours":"two"})",
                           R"({"record":"recipe","format":1,"name":7,"hours":2})"}) {
    EXPECT_FALSE(parse_record<Recipe>(std::string(text) + "\n")) << text;
  }
}

TEST(RecordText, NeedsAFormatNumberOfOneOrMore) {
  for (const char* format : {"0", "-1", "1.0", "\"3\"", "null", "1e400", "99999999999999999999"}) {
    const auto recipe = parse_record<Recipe>(fmt::format(
        "{{\"record\":\"recipe\",\"format\":{},\"title\":\"x\",\"minutes\":1}}\n", format));
    ASSERT_FALSE(recipe) << format;
    EXPECT_EQ(recipe.error().fault, Fault::malformed);
  }
}

TEST(RecordText, OfFormatZeroIsRefusedBeforeAnyUpgradeIsTried) {
  const auto recipe = parse_record<Recipe>("{\"record\":\"recipe\",\"format\":0}\n");
  EXPECT_EQ(recipe.error().text, "recipe record: format: expected 1 or more, found 0");
}

TEST(RecordText, NamesTheColumnOfBrokenJson) {
  EXPECT_EQ(parse_record<Recipe>("{\"record\" 7}\n").error().column, 11u);
}

}  // namespace
}  // namespace xvm::records
