// agent/config/key_value_lines.hpp
//
// Purpose: cuts shell-like text into KEY=VALUE entries; knows quotes, comments and line ends, but
// no key. Shared by the configuration file and the debug files. Thread rule: pure function.
//
//   Lines l = cut_lines("A='x y' # why\n", "f");   // l.entries == {{"A", "x y", 1}}
#pragma once

#include "agent/config/config_parser.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace xvm::agent {

struct Entry {
  std::string key;
  std::string value;
  unsigned line = 0;
};

struct Lines {
  std::vector<Entry> entries;
  std::vector<ConfigError> errors;  // the first max_errors
  std::size_t left_out = 0;         // errors beyond them
};

Lines cut_lines(std::string_view text, std::string_view file_name);

// For messages: at most 60 bytes of `text`, in single quotes, control characters as \xNN.
std::string quoted(std::string_view text);

}  // namespace xvm::agent
