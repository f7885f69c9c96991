// fakes/gds/process_tree.hpp
//
// Purpose: finds processes by what they are, never by name: descendants of a process, and processes
// that carry a mark in their environment. The machine's /proc shows those in nodes' namespaces too.
// Thread rule: reads /proc; safe everywhere.
//
//   for (pid_t pid : descendants_of(getpid())) kill(pid, SIGKILL);
//   kill_marked("XVM_FAKE_RGM=4711-99");        // and waits until they are gone, at most 5 s
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace xvm::fakes::gds {

// Without zombies.
std::vector<pid_t> descendants_of(pid_t ancestor);
// `mark` is a whole NAME=VALUE of the environment that the process was started with.
std::vector<pid_t> marked_processes(const std::string& mark);
// SIGKILL again and again until none is left; false: some were left after 5 s.
bool kill_marked(const std::string& mark);

}  // namespace xvm::fakes::gds
