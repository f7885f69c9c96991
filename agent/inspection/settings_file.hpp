// agent/inspection/settings_file.hpp
//
// Purpose: reads one setting out of a file that belongs to somebody else: /etc/default/*,
// /etc/sysconfig/*, libvirt's *.conf. Deliberately lenient: what the file holds besides does not
// matter, and shell code in it is not understood.
// Thread rule: a pure function.
//
//   setting_in("#ON_BOOT=start\nON_BOOT='ignore' # no\n", "ON_BOOT") == "ignore"
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace xvm::agent {

// The last KEY=VALUE line counts; blanks around '=' and one pair of quotes are taken off. Nothing
// when the key is not there or only in comments.
std::optional<std::string> setting_in(std::string_view text, std::string_view key);

}  // namespace xvm::agent
