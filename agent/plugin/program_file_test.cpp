#include "agent/plugin/program_file.hpp"

#include "agent/plugin/plugin_test_context.hpp"

namespace xvm::agent {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

using ProgramFileOnDisk = ScriptFolder;

TEST_F(ProgramFileOnDisk, AnExecutableFileIsFound) {
  const std::string path = script("exit 0");
  EXPECT_EQ(find_program(path).path, path);
  EXPECT_EQ(find_program(path).error, "");
}

TEST_F(ProgramFileOnDisk, ANameIsLookedUp) {
  EXPECT_THAT(find_program("true").path, EndsWith("/bin/true"));
  EXPECT_THAT(find_program("no-such-xvm-program").error,
              HasSubstr("no program 'no-such-xvm-program' in /usr/sbin:"));
}

TEST_F(ProgramFileOnDisk, WhatCannotBeExecutedIsRefusedWithTheReason) {
  EXPECT_THAT(find_program(at("none")).error, HasSubstr("/none: No such file"));
  EXPECT_THAT(find_program(path_).error, HasSubstr("is a folder"));
  EXPECT_THAT(find_program(put("plain", "#!/bin/sh\n", 0644)).error, HasSubstr("chmod +x"));
  EXPECT_THAT(find_program("/dev/null").error, HasSubstr("no regular file"));
}

TEST_F(ProgramFileOnDisk, ARelativePathIsRefused) {
  EXPECT_THAT(find_program("bin/probe").error, HasSubstr("relative path"));
  EXPECT_THAT(find_program("").error, HasSubstr("empty"));
}

}  // namespace
}  // namespace xvm::agent
