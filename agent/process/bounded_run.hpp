// agent/process/bounded_run.hpp
//
// Purpose: follows one child to its end or to its deadline, whichever is first, reads what it
// prints meanwhile, and leaves nothing of its process group behind.
// Thread rule: blocks up to timeout + term_grace + kill_wait; any number at a time.
//
//   std::vector<ChildOutput> outputs;
//   outputs.push_back({std::move(pipe.read_end), [&](std::string_view bytes) { text += bytes; }});
//   RunEnd end = follow(child, outputs, {.timeout_ms = 5'000});
//
// What the child leaves running in its group when it ends is killed. A process that left the group
// (setsid) lives on; holding our pipe does it no good: nobody waits for it. A process that not even
// SIGKILL ends (state D) is left behind.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "agent/process/child_process.hpp"
#include "agent/store/descriptor.hpp"

namespace xvm::agent {

struct RunBounds {
  std::uint32_t timeout_ms = 20'000;
  std::uint32_t term_grace_ms = 0;     // from SIGTERM to SIGKILL; 0: SIGKILL at once
  std::uint32_t kill_wait_ms = 1'000;  // from SIGKILL until the process is left behind
  // A child that ends by itself leaves a daemon, which may not have left the group yet: spare it.
  bool leaves_daemon = false;
};

struct ChildOutput {
  Descriptor read_end;  // non-blocking; closed here when the last writer is gone
  std::function<void(std::string_view)> take;
};

struct RunEnd {
  bool in_time = false;
  bool gone = false;  // false: it survived SIGKILL as well
  ChildEnd how = {};
};

RunEnd follow(ChildProcess& child, std::vector<ChildOutput>& outputs, const RunBounds& bounds);

}  // namespace xvm::agent
