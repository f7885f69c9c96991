// What holds for the records of every kind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "model/records/example_records.hpp"

namespace xvm::records {
namespace {

using nlohmann::json;
using testing::HasSubstr;

template <class T>
class EveryRecord : public testing::Test {
 public:
  const std::string text = *Example<T>::print(Example<T>::value());

  static Checked<T> parse(std::string_view t) { return Example<T>::parse(t); }
  static std::string text_of(const json& object) { return object.dump() + "\n"; }
  static std::string problem_of(const json& object) {
    const auto value = parse(text_of(object));
    return value ? "" : value.error().text;
  }
  // Paths of all values in the record: "/claim/epoch".
  std::set<std::string> paths() const {
    std::set<std::string> all;
    collect(json::parse(text), "", all);
    return all;
  }

 private:
  static void collect(const json& part, const std::string& path, std::set<std::string>& all) {
    if (!path.empty()) all.insert(path);
    if (!part.is_structured()) return;
    for (const auto& entry : part.items()) {
      collect(entry.value(), path + "/" + entry.key(), all);
    }
  }
};

struct Names {
  template <class T>
  static std::string GetName(int) {
    if (std::is_same_v<T, ClaimRecord>) return "Claim";
    if (std::is_same_v<T, ExportRecord>) return "Export";
    if (std::is_same_v<T, QuarantineRecord>) return "Quarantine";
    return std::is_same_v<T, SwitchHint> ? "SwitchHint" : "LocalState";
  }
};
using Kinds = testing::Types<ClaimRecord, ExportRecord, QuarantineRecord, SwitchHint, LocalState>;
TYPED_TEST_SUITE(EveryRecord, Kinds, Names);

TYPED_TEST(EveryRecord, ReturnsFromTextUnchanged) {
  const auto back = this->parse(this->text);
  ASSERT_TRUE(back) << back.error().text;
  EXPECT_EQ(*back, Example<TypeParam>::value());
  EXPECT_EQ(*Example<TypeParam>::print(*back), this->text);
}

TYPED_TEST(EveryRecord, TornAtAnyByteIsRefused) {
  for (std::size_t length = 0; length < this->text.size(); ++length) {
    const auto value = this->parse(std::string_view(this->text).substr(0, length));
    ASSERT_FALSE(value) << length;
    EXPECT_EQ(value.error().fault, Fault::malformed);
    EXPECT_EQ(value.error().text.find('\n'), std::string::npos);
  }
}

TYPED_TEST(EveryRecord, FollowedByOtherTextIsRefused) {
  EXPECT_FALSE(this->parse(this->text + "{}\n"));
  EXPECT_FALSE(this->parse(this->text + std::string("\0\n", 2)));
  EXPECT_TRUE(this->parse(this->text + "\n"));
}

TYPED_TEST(EveryRecord, WithAnyKeyMissingIsRefused) {
  for (const std::string& path : this->paths()) {
    json record = json::parse(this->text);
    const json::json_pointer at(path);
    json& parent = record.at(at.parent_pointer());
    if (!parent.is_object()) continue;  // a list may be shorter
    parent.erase(at.back());
    EXPECT_THAT(this->problem_of(record), HasSubstr(at.back() + ": missing")) << path;
  }
}

TYPED_TEST(EveryRecord, WithAnyValueOfAnotherTypeIsRefused) {
  std::set<std::string> may_be_null;
  for (const std::string& path : this->paths()) {
    for (const json& wrong : {json(), json(true), json(-1), json(0.5), json(), json("?/"),
                              json::array({7}), json{{"x", 1}}}) {
      json record = json::parse(this->text);
      record[json::json_pointer(path)] = wrong;
      if (path.ends_with("/resume_owed") && wrong.is_boolean()) continue;
      if (path.ends_with("/abandoned") && wrong.is_boolean()) continue;
      if (path == "/last_plugin_ok" && wrong.is_boolean()) continue;
      const bool free_text = path == "/written" || path == "/name" || path == "/reason" ||
                             path == "/domain" || path == "/emulator/pid_namespace";
      if (free_text && wrong.is_string()) continue;
      if (this->problem_of(record).empty()) may_be_null.insert(path + " " + wrong.dump());
    }
  }
  const std::set<std::string> expected =
      std::is_same_v<TypeParam, LocalState>
          ? std::set<std::string>{"/emulator null", "/last_export null", "/last_plugin_ok null",
                                  "/started null", "/unknown_since null"}
          : std::set<std::string>{};
  EXPECT_EQ(may_be_null, expected);
}

TYPED_TEST(EveryRecord, WithAKeyThatItDoesNotHaveIsRefused) {
  json record = json::parse(this->text);
  record["colour"] = "red";
  EXPECT_THAT(this->problem_of(record), HasSubstr("colour: unknown key"));
}

TYPED_TEST(EveryRecord, WithAnyKeyTwiceIsRefused) {
  const json record = json::parse(this->text);
  for (const auto& entry : record.items()) {
    const std::string twice =
        fmt::format("{{\"{}\":{},{}", entry.key(), entry.value().dump(), this->text.substr(1));
    const auto value = this->parse(twice);
    ASSERT_FALSE(value) << entry.key();
    EXPECT_THAT(value.error().text, HasSubstr("stands twice"));
  }
}

TYPED_TEST(EveryRecord, OfANewerFormatIsToldApart) {
  json record = json::parse(this->text);
  record["format"] = 2;
  record["something new"] = {1, 2, 3};
  const auto value = this->parse(this->text_of(record));
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().fault, Fault::newer_format);
  EXPECT_THAT(value.error().text, HasSubstr("written by a newer version"));
}

TYPED_TEST(EveryRecord, OfAnotherKindIsRefused) {
  json record = json::parse(this->text);
  record["record"] = "recipe";
  EXPECT_THAT(this->problem_of(record), HasSubstr("of kind \"recipe\""));
}

TYPED_TEST(EveryRecord, IsNotWrittenWithTextThatIsNotUtf8) {
  TypeParam value = Example<TypeParam>::value();
  if constexpr (requires { value.written; }) {
    value.written = "\xff";
    EXPECT_THAT(Example<TypeParam>::print(value).error().text, HasSubstr("not UTF-8"));
  } else {
    value.calls[0].call = "\xff";
    EXPECT_FALSE(Example<TypeParam>::print(value));
  }
}

}  // namespace
}  // namespace xvm::records
