// agent/ssh_probe/answer.hpp
//
// Purpose: what a guest's answer means: the output and exit status of `who -r`, `runlevel`,
// `systemctl is-active` or `svcs`, as ssh brought them. An answer that is cut short, too long or
// not one of the words that these commands print is none, and then says nothing about the service.
// Thread rule: a pure function.
//
//   judge_answer(check, {.exit_status = 0, .output = "active\n"}).outcome == Outcome::up
#pragma once

#include "agent/ssh_probe/finding.hpp"

#include <string>

namespace xvm::agent {

struct GuestAnswer {
  int exit_status = 0;  // of the command in the guest: 0..254
  std::string output;
  std::string errors = {};
  bool whole = true;  // false: there was more output than anybody keeps
};

Finding judge_answer(const GuestCheck& check, const GuestAnswer& answer);

}  // namespace xvm::agent
