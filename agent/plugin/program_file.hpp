// agent/plugin/program_file.hpp
//
// Purpose: which file the first word of a command means, and whether it can be executed. Validate
// and the run of a plugin ask the same question here, so that they cannot disagree.
// Thread rule: blocks as long as the file system does.
//
//   find_program("/opt/SUNWscxvm/bin/ppkssh").error.empty()
//   find_program("true").path == "/usr/bin/true"
#pragma once

#include <string>
#include <string_view>

namespace xvm::agent {

// Methods of a cluster manager run with an environment that nobody can rely on: this is the PATH
// that plugins are looked up in and get.
inline constexpr std::string_view plugin_path = "/usr/sbin:/usr/bin:/sbin:/bin";

struct ProgramFile {
  std::string path;   // absolute; empty when there is an error
  std::string error;  // one line: what is wrong
};

// `word` is an absolute path, or a name that is looked up in plugin_path. A relative path is
// refused: nobody knows the working directory of a method.
ProgramFile find_program(const std::string& word);

}  // namespace xvm::agent
