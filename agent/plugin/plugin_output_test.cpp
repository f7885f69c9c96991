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

TEST(PluginOutput, KeepsTheBeginningAndCountsTheRest) {
  PluginOutput output = output_of(std::string(plugin_output_kept_bytes - 1, 'x'));
  output.add("abc");
  output.add("de");
  EXPECT_EQ(output.dropped_bytes(), 4u);
  EXPECT_EQ(output.lines(),
            std::vector<std::string>{std::string(plugin_output_kept_bytes - 1, 'x') + "a"});
}

}  // namespace
}  // namespace xvm::agent
