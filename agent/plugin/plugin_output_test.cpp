#include "agent/plugin/plugin_output.hpp"

#include <gmock/gmock.h>

namespace xvm::agent {
namespace {

using testing::ElementsAre;

PluginOutput output_of(std::string_view text) {
  PluginOutput output;
  output.add(text);
  return output;
}

TEST(PluginOutput, IsCutIntoLines) {
  EXPECT_THAT(output_of("a\n\nb\r\nc").lines(), ElementsAre("a", "", "b", "c"));
  EXPECT_THAT(output_of("a\n").lines(), ElementsAre("a"));
  EXPECT_TRUE(output_of("").lines().empty());
}

TEST(PluginOutput, ControlBytesCannotReachALog) {
  EXPECT_THAT(output_of(std::string_view("\x1b[2Ja\tb\0\x7f\xc3\xa4\n", 12)).lines(),
              ElementsAre("?[2Ja b??\xc3\xa4"));
}

TEST(PluginOutput, KeepsTheBeginningOfALongLine) {
  const std::string line(plugin_output_line_bytes, 'x');
  EXPECT_FALSE(output_of(line + "\n").is_cut());
  EXPECT_TRUE(output_of(line + "a\n").is_cut());
  EXPECT_THAT(output_of(line + "a\n").lines(), ElementsAre(line));
}

TEST(PluginOutput, KeepsTheFirstOfManyLines) {
  EXPECT_FALSE(output_of(std::string(plugin_output_kept_lines, '\n')).is_cut());
  const PluginOutput many = output_of(std::string(plugin_output_kept_bytes, '\n'));
  EXPECT_TRUE(many.is_cut());
  EXPECT_THAT(many.lines(), testing::SizeIs(plugin_output_kept_lines));
}

TEST(PluginOutput, KeepsNoMoreBytesThanItSays) {
  PluginOutput output = output_of(std::string(plugin_output_kept_bytes - 1, '\0'));
  output.add("ab");
  EXPECT_TRUE(output.is_cut());
}

}  // namespace
}  // namespace xvm::agent
