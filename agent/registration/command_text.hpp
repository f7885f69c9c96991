// agent/registration/command_text.hpp
//
// Purpose: a command as words, and as a line that a shell takes apart into the same words.
// Thread rule: pure functions.
//
//   shell_text({"clrs", "create", "-p", "R_description=a b"}) == "clrs create -p 'R_description=a
//   b'"
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace xvm::agent {

using CommandWords = std::vector<std::string>;  // the program first

std::string shell_quoted(std::string_view word);
std::string shell_text(const CommandWords& words);

}  // namespace xvm::agent
