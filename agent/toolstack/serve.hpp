// agent/toolstack/serve.hpp
//
// Purpose: one request of a peer, carried out on this node: what the program xvm_toolstack does.
// Words are checked strictly; whatever else is told comes through standard input.
// Thread rule: main thread, once.
//
//   ServeEnd end = serve({.call = "observe", .words = {uuid, name}}, STDIN_FILENO);
//   puts(end.answer);            // one line of JSON
//
//   call      further word                         standard input
//   observe, abort, idle, dump, needs, policy, resolve (the name twice)
//   define                                         the definition
//   shutdown  either, power-button, guest-agent
//   act       create, resume, destroy, undefine
//   check                                          TargetNeeds as JSON
//   migrate                                        MigrationOrder as JSON
//   receive   number of bytes                      a saved guest
#pragma once

#include <string>
#include <vector>

#include "agent/toolstack/toolstack_address.hpp"

namespace xvm::agent {

struct ServeOrder {
  ToolstackPaths paths{};
  std::string call{};
  std::vector<std::string> words{};  // UUID, NAME and the further word
};

struct ServeEnd {
  std::string answer;  // one line of JSON
  std::string error;   // instead: what is wrong with the request, in one line; nothing was done
};

ServeEnd serve(const ServeOrder& order, int input);

}  // namespace xvm::agent
