// fakes/gds/call.hpp
//
// Purpose: one run of a fake command: its words in, its output and exit code out, so that tests can
// call a command without a process.
// Thread rule: one thread per call.
//
//   Call call{.folder = folder, .name = "scha_cluster_get", .words = {"-O", "ALL_NODENAMES"}};
//   int code = scha_cluster_get(call);       // call.out == "A\nB\n"
#pragma once

#include "fakes/gds/scha_error.hpp"
#include "fakes/gds/state_folder.hpp"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace xvm::fakes::gds {

struct Call {
  StateFolder folder;
  std::string name;
  std::vector<std::string> words;
  std::string out = {};
  std::string err = {};

  // "NAME: TEXT" on the error output; returns the exit code.
  int refuse(int code, std::string_view text);
  int refuse(SchaError error, std::string_view text);
};

// Lets CLI11 read the words; nullopt: go on, else the exit code.
std::optional<int> parse_words(CLI::App& app, Call& call);

using Command = int (*)(Call&);

// Case does not matter in optags and property names.
bool same_word(std::string_view a, std::string_view b);
std::string upper(std::string_view word);

}  // namespace xvm::fakes::gds
