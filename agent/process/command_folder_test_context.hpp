// agent/process/command_folder_test_context.hpp
//
// Purpose: for tests only: a folder of real small scripts that stand for the system's commands.
// Thread rule: one test, one thread.
#pragma once

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace xvm::agent {

class CommandFolder : public testing::Test {
 protected:
  CommandFolder() {
    std::string pattern = testing::TempDir() + "xvm_command_XXXXXX";
    path_ = ::mkdtemp(pattern.data());
  }
  ~CommandFolder() override {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  std::string at(const std::string& name) const { return path_ + "/" + name; }
  std::string put(const std::string& name, const std::string& text, mode_t mode) const {
    std::ofstream(at(name), std::ios::binary) << text;
    ::chmod(at(name).c_str(), mode);
    return at(name);
  }
  // The path of an executable shell script.
  std::string script(const std::string& name, const std::string& body) const {
    return put(name, "#!/bin/sh\n" + body + "\n", 0755);
  }
  std::string get(const std::string& name) const {
    std::ifstream in(at(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  std::string path_;
};

// Whether the process ends within some seconds, whoever collects it.
inline bool is_gone(pid_t pid) {
  for (int ms = 0; ms < 5'000; ++ms) {
    if (::kill(pid, 0) != 0) return true;
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    std::getline(stat, line);
    if (line.find(") Z ") != std::string::npos) return true;
    ::usleep(1'000);
  }
  return false;
}

class TimeTaken {
 public:
  std::int64_t ms() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                                 began_)
        .count();
  }

 private:
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace xvm::agent
