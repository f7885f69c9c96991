// agent/plugin/plugin_test_context.hpp
//
// Purpose: for tests only: a folder of real small scripts, and what the test program holds open.
// Thread rule: one test, one thread.
#pragma once

#include <filesystem>
#include <string>

#include "agent/plugin/plugin_run.hpp"
#include "agent/process/command_folder_test_context.hpp"

namespace xvm::agent {

class ScriptFolder : public CommandFolder {
 protected:
  // The path of an executable shell script.
  std::string script(const std::string& body) const { return CommandFolder::script("probe", body); }
  // Long enough for a machine that is busy with other things.
  PluginRun run(const std::string& command) const {
    return run_plugin({.command_line = command, .timeout_ms = 30'000});
  }
  PluginRun run_for(const std::string& command, std::uint32_t timeout_ms) const {
    return run_plugin({.command_line = command, .timeout_ms = timeout_ms});
  }
};

inline std::size_t open_descriptors() {
  std::size_t n = 0;
  for ([[maybe_unused]] const auto& e : std::filesystem::directory_iterator("/proc/self/fd")) ++n;
  return n;
}

}  // namespace xvm::agent
