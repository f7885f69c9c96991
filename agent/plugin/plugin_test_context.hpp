// agent/plugin/plugin_test_context.hpp
//
// Purpose: for tests only: a folder of real small scripts, and what the test program holds open.
// Thread rule: one test, one thread.
#pragma once

#include <dirent.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "agent/plugin/plugin_run.hpp"

namespace xvm::agent {

class ScriptFolder : public testing::Test {
 protected:
  ScriptFolder() {
    std::string pattern = testing::TempDir() + "xvm_plugin_XXXXXX";
    path_ = ::mkdtemp(pattern.data());
  }
  ~ScriptFolder() override {
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
  std::string script(const std::string& body) const {
    return put("probe", "#!/bin/sh\n" + body + "\n", 0755);
  }
  std::string get(const std::string& name) const {
    std::ifstream in(at(name));
    return {std::istreambuf_iterator<char>(in), {}};
  }
  // Long enough for a machine that is busy with other things.
  PluginRun run(const std::string& command) const {
    return run_plugin({.command_line = command, .timeout_ms = 30'000});
  }
  PluginRun run_for(const std::string& command, std::uint32_t timeout_ms) const {
    return run_plugin({.command_line = command, .timeout_ms = timeout_ms});
  }

  std::string path_;
};

inline std::size_t open_descriptors() {
  std::size_t n = 0;
  for ([[maybe_unused]] const auto& e : std::filesystem::directory_iterator("/proc/self/fd")) ++n;
  return n;
}

class Stopwatch {
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
