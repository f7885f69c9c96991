// agent/config/config_file.hpp
//
// Purpose: reads configuration files from disk. Everything that can be wrong with the file itself
// (missing, unreadable, a folder, too large, binary) is one clear error; nothing is guessed.
// Thread rule: blocking I/O; call it where a slow file system may be waited for.
//
//   ParseResult r = load("/opt/SUNWscxvm/util/xvm_config");
#pragma once

#include "agent/config/config_parser.hpp"

#include <optional>
#include <string>

namespace xvm::agent {

inline constexpr std::size_t max_config_bytes = std::size_t{1024} * 1024;

// A whole text file, or the one error (line 0, no key) that says why not.
struct TextFile {
  std::string text;
  std::optional<ConfigError> error;
  bool missing = false;  // the error is that there is no such file
};

TextFile read_text_file(const std::string& path);

ParseResult load(const std::string& path);

// 2008 design, section 8. Several resources have a file each: BASE.RESOURCE counts where there is
// one, BASE otherwise.
inline constexpr auto config_base = "/opt/SUNWscxvm/util/xvm_config";
std::string config_path_of(const std::string& resource, const std::string& base = config_base);

}  // namespace xvm::agent
