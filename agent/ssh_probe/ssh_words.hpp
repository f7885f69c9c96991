// agent/ssh_probe/ssh_words.hpp
//
// Purpose: the words of one call of OpenSSH's client that asks nobody anything, reads no
// configuration but these words, trusts no unknown host and forwards nothing.
// Thread rule: a pure function.
//
//   run_command({.program = order.ssh, .words = ssh_words(order, "who -r", 9)});
#pragma once

#include "agent/ssh_probe/probe_order.hpp"

#include <string>
#include <vector>

namespace xvm::agent {

// `order` has no fault. `connect_s` (1 and more) bounds the connection up to the login.
std::vector<std::string> ssh_words(const ProbeOrder& order, const std::string& remote_command,
                                   std::int64_t connect_s);

}  // namespace xvm::agent
