// agent/config/config_parser.hpp
//
// Purpose: text of a configuration file -> Config, or every error that it has. Pure: no I/O.
// Thread rule: pure function.
//
//   ParseResult r = parse("DOMAIN=web1\nFAILOVER=\"migrate -live\"\nADMIN=/global/xvm\n",
//   "xvm_config"); if (!r.ok()) for (const ConfigError& e : r.errors) say(to_line(e));
//
// The file is a list of KEY=VALUE lines that a shell would read alike, or refuse: nothing is ever
// expanded, and what a shell would expand or take apart is an error unless quoted.
//   - '#' at the begin of a line or after a blank starts a comment; LF or CR LF ends a line;
//   - 'value' is taken literally; "value" may not hold $, backquote or backslash; a value without
//     quotes may not hold blanks or shell characters either; nothing follows the closing quote;
//   - an empty value means "not given"; a key may be given once.
#pragma once

#include "agent/config/config.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace xvm::agent {

struct ConfigError {
  std::string file;
  unsigned line = 0;    // 1..; 0: about the whole file
  std::string key;      // empty: the line has no readable key
  std::string problem;  // what is wrong
  std::string remedy;   // what is allowed, or what to do

  friend bool operator==(const ConfigError&, const ConfigError&) = default;
};

// "xvm_config:3: FAILOVER: 'live' is not allowed; allowed: ..., did you mean ...?"; one line.
std::string to_line(const ConfigError& error);

struct ParseResult {
  Config config;                    // meaningful only when ok()
  std::vector<ConfigError> errors;  // all of them, in order of lines; at most max_errors + 1

  bool ok() const { return errors.empty(); }
};

// A file with more errors is no configuration file; the last entry then says how many were left
// out.
inline constexpr std::size_t max_errors = 100;

ParseResult parse(std::string_view text, std::string_view file_name);

}  // namespace xvm::agent
