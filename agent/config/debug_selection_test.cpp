#include "agent/config/debug_selection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace xvm::agent {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

TEST(DebugFile, SelectsAllOrNamedResources) {
  EXPECT_TRUE(parse_debug("DEBUG=ALL\n", "f").selects("web"));
  const DebugSelection named = parse_debug("DEBUG='web, db'\n", "f");
  EXPECT_TRUE(named.selects("web"));
  EXPECT_TRUE(named.selects("db"));
  EXPECT_FALSE(named.selects("we"));
}

TEST(DebugFile, SelectsNothingWhenEmpty) {
  for (const char* text : {"", "DEBUG=\n", "# DEBUG=ALL\n"}) {
    const DebugSelection d = parse_debug(text, "f");
    EXPECT_FALSE(d.selects("web")) << text;
    EXPECT_THAT(d.errors, SizeIs(0)) << text;
  }
}

TEST(DebugFile, KeepsWhatIsRightBesideWhatIsWrong) {
  const DebugSelection d = parse_debug("DEBUG=web,../x\nDEBUGG=db\n", "f");
  EXPECT_TRUE(d.selects("web"));
  ASSERT_THAT(d.errors, SizeIs(2));
  EXPECT_THAT(to_line(d.errors[0]), HasSubstr("f:1: DEBUG: '../x' is no resource"));
  EXPECT_THAT(to_line(d.errors[1]), HasSubstr("f:2: DEBUGG: unknown key"));
}

class DebugFolder : public testing::Test {
 protected:
  DebugFolder() {
    std::string pattern = testing::TempDir() + "xvm_debug_XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  ~DebugFolder() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name) << text;
  }
  std::string folder_;
};

TEST_F(DebugFolder, HonoursBothFilesOfTheDesign) {
  write("debug", "DEBUG=web\n");
  write("config", "DEBUG=db\n");
  EXPECT_TRUE(load_debug(folder_).selects("web"));
  EXPECT_TRUE(load_debug(folder_).selects("db"));
  EXPECT_FALSE(load_debug(folder_).selects("mail"));
}

TEST_F(DebugFolder, IsSilentWhenBothFilesAreMissing) {
  EXPECT_THAT(load_debug(folder_).errors, SizeIs(0));
  EXPECT_FALSE(load_debug(folder_).selects("web"));
}

TEST_F(DebugFolder, ReportsAFileThatCannotBeUsedAndStillReadsTheOther) {
  std::filesystem::create_directory(folder_ + "/debug");
  write("config", "DEBUG=ALL\n");
  EXPECT_TRUE(load_debug(folder_).selects("web"));
  EXPECT_THAT(load_debug(folder_).errors, SizeIs(1));
}

}  // namespace
}  // namespace xvm::agent
