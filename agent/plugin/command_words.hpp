// agent/plugin/command_words.hpp
//
// Purpose: cuts a command line into words as a POSIX shell does (XCU 2.2, quoting), without being
// one: nothing is expanded, so a name from the configuration can never run anything else.
// Thread rule: a pure function.
//
//   split_words("ppkssh -u 'xvm probe' a\\ b").words == {"ppkssh", "-u", "xvm probe", "a b"}
//   split_words("check | logger").error == "unquoted '|' at byte 7: ..."
//
// Blanks, tabs and line ends separate. 'single quotes' keep everything; "double quotes" keep
// everything but \" \\ \$ \` and backslash-newline; outside, a backslash keeps the next byte. Not
// special, unlike in a shell: $ ` * ? [ ~ # { !. Unquoted | & ; < > ( ) are refused: who writes
// them expects a shell, and handing them over as words would do something else silently.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace xvm::agent {

struct CommandWords {
  std::vector<std::string> words;  // empty when there is an error; never empty otherwise
  std::string error;               // one line: what is wrong and where
};

CommandWords split_words(std::string_view command_line);

}  // namespace xvm::agent
