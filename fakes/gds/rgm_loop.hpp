// fakes/gds/rgm_loop.hpp
//
// Purpose: fake-rgm's loop: requests from the socket, ends of processes, timers, SIGTERM. Only one
// fake-rgm runs in a state folder (file lock `rgm.lock`); it leaves no process behind.
// Thread rule: one thread; blocks until SIGTERM or SIGINT.
//
//   return run_rgm(options);           // 0 after SIGTERM; 1 with a line on standard error
#pragma once

#include "fakes/gds/executor.hpp"

namespace xvm::fakes::gds {

struct RgmOptions {
  std::vector<std::string> nodes;
  NodeSet members = {};  // at first
  std::string private_pattern;
  rgm::Rules rules = {};
  ExecutorOptions executor;
};

int run_rgm(RgmOptions options);

}  // namespace xvm::fakes::gds
