// agent/toolstack/text_input.hpp
//
// Purpose: a text as the standard input of a command: a file in memory, so that nobody has to write
// into a pipe while he waits for the command.
// Thread rule: as a plain value.
//
//   Descriptor input = input_of(text);
//   run_command({.program = p, .input = input.get()});
#pragma once

#include <string_view>

#include "agent/store/descriptor.hpp"

namespace xvm::agent {

// Invalid when the system has no room for it. Above 2, as command_run.hpp wants it.
Descriptor input_of(std::string_view text);

}  // namespace xvm::agent
