// agent/toolstack/marked_processes.hpp
//
// Purpose: the commands that work on a domain now, whoever began them, found by the mark in their
// environment. Nothing is remembered, so nothing can be forgotten: an agent that was killed leaves
// its "xl migrate" behind, and the next one finds it.
// Thread rule: reads /proc; any thread.
//
//   MarkedProcesses now = find_marked("XVM_TOOLSTACK_JOB=/var/lib/ha-xvm/toolstack/UUID");
//   if (!now.known || !now.processes.empty()) return busy();
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace xvm::agent {

struct MarkedProcess {
  pid_t pid = 0;
  pid_t group = 0;
  std::string program;  // last part of its first word, as "ssh"
  std::string verb;     // its second word, as "migrate"
};

struct MarkedProcesses {
  bool known = false;  // false: /proc does not tell
  std::vector<MarkedProcess> processes;
};

// Daemons inherit the mark as well, but leave the session: who leads one is none of them.
MarkedProcesses find_marked(const std::string& mark);

// How to stop a copy. xl itself takes the guest back as soon as its connection breaks ("Migration
// failed, resuming at sender"); killed in the wrong moment it would leave the guest suspended, and
// no xl of Debian 12 can resume such a one. So the connection is ended, and xl only if it is still
// there `patience_ms` later. True: nothing marked is left.
bool end_copy(const std::string& mark, int patience_ms);

}  // namespace xvm::agent
