#include "agent/inspection/settings_file.hpp"

#include <gmock/gmock.h>

namespace xvm::agent {
namespace {

TEST(SettingsFile, GivesTheLastValueWithoutQuotesAndComments) {
  EXPECT_EQ(setting_in("A=1\n A = \"x # y\" # z\n", "A"), "x # y");
  EXPECT_EQ(setting_in("A='q'\nB=2", "A"), "q");
  EXPECT_EQ(setting_in("B=2 # why", "B"), "2");
  EXPECT_EQ(setting_in("A=\r\n", "A"), "");
}

TEST(SettingsFile, HasNothingForAKeyThatIsNotThere) {
  EXPECT_EQ(setting_in("", "A"), std::nullopt);
  EXPECT_EQ(setting_in("#A=1\nAB=2\n=3\nA\n", "A"), std::nullopt);
}

TEST(SettingsFile, AnUnclosedQuoteIsPartOfTheValue) {
  EXPECT_EQ(setting_in("A=\"x\n", "A"), "\"x");
}

}  // namespace
}  // namespace xvm::agent
