// agent/ssh_probe/ssh_trouble.hpp
//
// Purpose: why ssh itself failed (exit 255), from what it printed: the guest does not answer, or
// the set-up is wrong. Only what is known to be silence of the guest counts as such; whatever is
// not understood says nothing about the guest, because unknown restarts nothing.
// Thread rule: a pure function.
//
//   judge_ssh_trouble("ssh: connect to host web1 port 22: Connection refused\n").outcome
//     == Outcome::unreachable
#pragma once

#include "agent/ssh_probe/finding.hpp"

#include <string_view>

namespace xvm::agent {

// `said`: the standard error of ssh under LC_ALL=C.
Finding judge_ssh_trouble(std::string_view said);

// The last line with text, for a message: bounded, control bytes as '?'.
std::string last_line_of(std::string_view text);

}  // namespace xvm::agent
