#include "model/trace/codec_step.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "model/trace/samples_of_trace.hpp"
#include "model/trace/variant_json.hpp"
#include "model/trace/vocabulary_json.hpp"

namespace xvm::json {
namespace {

// Value to text to value, then to text again.
template <class T>
void expect_round_trip(const T& value) {
  const std::string text = encode(value).dump();
  T back;
  Decoding how;
  ASSERT_TRUE(decode(In::parse(text), back, how)) << text << ": " << how.text();
  EXPECT_EQ(back, value) << text;
  EXPECT_EQ(encode(back).dump(), text);
}

template <class T>
std::string problem_of(std::string_view text) {
  T value;
  Decoding how;
  return decode(In::parse(text), value, how) ? "" : how.text();
}

template <class T>
class StepText : public testing::Test {};
struct Names {
  template <class T>
  static std::string GetName(int) {
    return std::is_same_v<T, Event> ? "Event" : "Action";
  }
};
using Variants = testing::Types<Event, Action>;
TYPED_TEST_SUITE(StepText, Variants, Names);

TYPED_TEST(StepText, ReturnsEverySampleOfEveryAlternativeUnchanged) {
  std::set<std::size_t> alternatives;
  for (const TypeParam& value : samples<TypeParam>()) {
    expect_round_trip(value);
    alternatives.insert(value.index());
  }
  EXPECT_EQ(alternatives.size(), std::variant_size_v<TypeParam>);
}

TYPED_TEST(StepText, SpellsDifferentValuesDifferently) {
  std::set<std::string> texts;
  std::vector<TypeParam> values;
  for (const TypeParam& value : samples<TypeParam>()) {
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
    texts.insert(encode(value).dump());
  }
  EXPECT_EQ(texts.size(), values.size());
}

TYPED_TEST(StepText, RefusesEverySampleWithAnyKeyMissing) {
  for (const TypeParam& value : samples<TypeParam>()) {
    const In whole = In::parse(encode(value).dump());
    for (const auto& [key, part] : whole.items()) {
      In torn = whole;
      torn.erase(key);
      EXPECT_EQ(problem_of<TypeParam>(torn.dump()), key + ": missing");
    }
  }
}

TEST(StepTextProblem, RefusesAnUnknownKind) {
  EXPECT_EQ(problem_of<Event>(R"({"kind":"observe"})"),
            "kind: expected a known kind of event, found \"observe\"");
  EXPECT_EQ(problem_of<Action>(R"({"kind":7})"), "kind: expected a known kind of action, found 7");
  EXPECT_EQ(problem_of<Event>("[]"), "expected an object, found a list with 0 members");
}

TEST(StepTextProblem, RefusesNodesBeyondTheLast) {
  EXPECT_EQ(problem_of<Action>(R"({"kind":"observe","node":15})"), "");
  EXPECT_EQ(problem_of<Action>(R"({"kind":"observe","node":16})"),
            "node: expected a node 0..15 or null, found 16");
  EXPECT_EQ(problem_of<Action>(R"({"kind":"observe","node":"n1"})"),
            "node: expected a node 0..15 or null, found \"n1\"");
}

TEST(StepTextProblem, NamesThePathOfAWrongPart) {
  EXPECT_EQ(problem_of<Event>(
                R"({"kind":"inspected","subject":"host","findings":["no-fencing","no-fence"]})")
                .substr(0, 35),
            "findings.1: expected one of hypervi");
}

}  // namespace
}  // namespace xvm::json
