#include "model/json/codec.hpp"

#include <gtest/gtest.h>

namespace xvm::json {

enum class Colour : std::uint8_t { red, green };

struct Point {
  std::uint8_t x = 0;
  bool marked = false;
  friend bool operator==(const Point&, const Point&) = default;
};
struct Drawing {
  std::string name;
  Colour colour = Colour::red;
  std::vector<Point> points;
  std::optional<Point> centre;
  friend bool operator==(const Drawing&, const Drawing&) = default;
};

template <>
struct Shape<Point> {
  static constexpr std::tuple fields{Field{"x"sv, &Point::x}, Field{"marked"sv, &Point::marked}};
};
template <>
struct Shape<Drawing> {
  static constexpr std::tuple fields{
      Field{"name"sv, &Drawing::name}, Field{"colour"sv, &Drawing::colour},
      Field{"points"sv, &Drawing::points}, Field{"centre"sv, &Drawing::centre}};
};

}  // namespace xvm::json

namespace xvm {
template <>
struct EnumText<json::Colour> {
  static constexpr std::array text{"red"sv, "green"sv};
};
}  // namespace xvm

namespace xvm::json {
namespace {

constexpr auto drawing_text =
    R"({"name":"d","colour":"green","points":[{"x":1,"marked":false},{"x":255,"marked":true}],)"
    R"("centre":null})";

struct Read {
  explicit Read(std::string_view text, UnknownKeys unknown = UnknownKeys::tolerated) {
    how.unknown_keys = unknown;
    ok = decode(In::parse(text), drawing, how);
  }
  Decoding how;
  Drawing drawing;
  bool ok;
};

std::string replaced(std::string_view from, std::string_view to) {
  std::string text = drawing_text;
  text.replace(text.find(from), from.size(), to);
  return text;
}

TEST(Codec, CountsTheMembersOfAStruct) {
  EXPECT_EQ(member_count<Point>, 2u);
  EXPECT_EQ(member_count<Drawing>, 4u);
  struct Empty {};
  EXPECT_EQ(member_count<Empty>, 0u);
}

TEST(Codec, WritesAndReadsAWholeStruct) {
  const Drawing drawing{"d", Colour::green, {{1, false}, {255, true}}, {}};
  EXPECT_EQ(encode(drawing).dump(), drawing_text);
  EXPECT_EQ(Read(drawing_text).drawing, drawing);
}

TEST(Codec, NamesThePathOfWhatItCannotRead) {
  EXPECT_EQ(Read(replaced("255", "256")).how.text(),
            "points.1.x: expected a whole number 0..255, found 256");
  EXPECT_EQ(Read(replaced("255", "-1")).how.text(),
            "points.1.x: expected a whole number 0..255, found -1");
  EXPECT_EQ(Read(replaced("green", "blue")).how.text(),
            "colour: expected one of red|green, found \"blue\"");
  EXPECT_EQ(Read(replaced(R"("marked":true)", R"("m":true)")).how.text(),
            "points.1.marked: missing");
}

TEST(Codec, ToleratesOrRefusesUnknownKeysAsAsked) {
  const std::string more = replaced(R"("x":1,)", R"("x":1,"y":2,)");
  EXPECT_TRUE(Read(more).ok);
  EXPECT_EQ(Read(more, UnknownKeys::refused).how.text(), "points.0.y: unknown key");
}

}  // namespace
}  // namespace xvm::json
