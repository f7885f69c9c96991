// agent/config/debug_selection.hpp
//
// Purpose: which resources write debug messages. The 2008 design names the file etc/debug in
// section 10 and etc/config in section 12; both are honoured and what they select adds up:
//   DEBUG=ALL   or   DEBUG=web-rs,db-rs   (commas or blanks)
// Thread rule: parse_debug is pure; load_debug blocks on I/O.
//
//   DebugSelection d = load_debug("/opt/SUNWscxvm/etc");
//   if (d.selects("web-rs")) ...
//
// Errors are notes: a broken debug file must never keep a method from its work.
#pragma once

#include "agent/config/config_parser.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace xvm::agent {

struct DebugSelection {
  bool all = false;
  std::vector<std::string> resources;
  std::vector<ConfigError> errors;

  bool selects(std::string_view resource) const;
};

DebugSelection parse_debug(std::string_view text, std::string_view file_name);

// Both files of the folder; a missing one selects nothing and is no error.
DebugSelection load_debug(const std::string& etc_folder);

}  // namespace xvm::agent
