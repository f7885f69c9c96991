#include "agent/config/config_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace xvm::agent {
namespace {

using testing::HasSubstr;

class ConfigOnDisk : public testing::Test {
 protected:
  ConfigOnDisk() {
    std::string pattern = testing::TempDir() + "xvm_config_XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
  }
  ~ConfigOnDisk() override { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& text) {
    std::ofstream(folder_ + "/xvm_config", std::ios::binary) << text;
    return folder_ + "/xvm_config";
  }
  // The one line that an unusable file gives.
  static std::string only_error(const std::string& path) {
    const ParseResult r = load(path);
    return r.errors.size() == 1 ? to_line(r.errors[0])
                                : "errors: " + std::to_string(r.errors.size());
  }

  std::string folder_;
};

TEST_F(ConfigOnDisk, OfAResourceIsItsOwnFileWhereThereIsOne) {
  const std::string base = write("x");
  EXPECT_EQ(config_path_of("web", base), base);
  std::ofstream(base + ".web") << "x";
  EXPECT_EQ(config_path_of("web", base), base + ".web");
  EXPECT_EQ(config_path_of("db", base), base);
}

TEST_F(ConfigOnDisk, IsReadAndNamedInErrors) {
  const std::string path = write("DOMAIN=a\nFAILOVER=normal\nADMIN=/a\n");
  EXPECT_TRUE(load(path).ok());
  write("DOMAIN=a\nFAILOVER=normal\nADMIN=a\n");
  EXPECT_THAT(only_error(path), HasSubstr(path + ":3: ADMIN: 'a' is not absolute"));
}

TEST_F(ConfigOnDisk, MissingIsOneClearLine) {
  EXPECT_THAT(only_error(folder_ + "/none"), HasSubstr("/none: cannot be read: No such file"));
}

TEST_F(ConfigOnDisk, AFolderIsOneClearLine) {
  EXPECT_THAT(only_error(folder_), HasSubstr("is a folder"));
}

TEST_F(ConfigOnDisk, AFifoIsOneClearLineAndNoWait) {
  ASSERT_EQ(::mkfifo((folder_ + "/fifo").c_str(), 0600), 0);
  EXPECT_THAT(only_error(folder_ + "/fifo"), HasSubstr("is not a regular file"));
}

TEST_F(ConfigOnDisk, UnreadableIsOneClearLine) {
  const std::string path = write("DOMAIN=a\n");
  ::chmod(path.c_str(), 0);
  // Permissions do not bind root: look through the eyes of an ordinary user.
  const bool root = ::geteuid() == 0;
  ::chmod(folder_.c_str(), 0755);
  if (root) {
    ASSERT_EQ(::seteuid(65534), 0);
  }
  const std::string error = only_error(path);
  if (root) {
    ASSERT_EQ(::seteuid(0), 0);
  }
  EXPECT_THAT(error, HasSubstr("cannot be read: Permission denied"));
}

TEST_F(ConfigOnDisk, MayBeOneMebibyteAndNotMore) {
  const std::string head = "DOMAIN=a\nFAILOVER=normal\nADMIN=/a\n#";
  const std::string path = write(head + std::string(max_config_bytes - head.size(), 'x'));
  EXPECT_TRUE(load(path).ok());
  write(head + std::string(max_config_bytes - head.size() + 1, 'x'));
  EXPECT_THAT(only_error(path), HasSubstr("is larger than 1 MiB"));
}

TEST_F(ConfigOnDisk, NulBytesAreOneClearLine) {
  EXPECT_THAT(only_error(write(std::string("DOMAIN=a\0\0", 10))), HasSubstr("holds NUL bytes"));
}

}  // namespace
}  // namespace xvm::agent
