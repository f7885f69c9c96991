// agent/process/child_process.hpp
//
// Purpose: one child in a process group of its own, whose end is learned without ever waiting for
// it. The child stays a zombie until release(): only that keeps its number, and so the group's
// number, from being given to somebody else while we still send signals to it.
// Thread rule: one thread at a time.
//
//   ChildProcess child = ChildProcess::start("/bin/p", {"p"}, {"PATH=/bin"}, {out, err});
//   if (child.error() == 0 && child.has_ended()) child.kill_group(SIGKILL), child.release();
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace xvm::agent {

// How a child ended.
struct ChildEnd {
  bool known = false;  // false: the kernel would not tell (SIGCHLD is ignored by this program)
  bool by_signal = false;
  int number = 0;  // exit status 0..255, or the signal
};

// Where a child's stdout and stderr go; they may be the same. All above 2 (output_pipe.hpp): the
// child's own 0, 1 and 2 are made one after the other, and none may hide the source of the next.
struct ChildStreams {
  int output = -1;
  int errors = -1;
  int input = -1;  // what it reads; -1: /dev/null
};

class ChildProcess {
 public:
  // Every descriptor above 2 is closed; signals are as in a fresh program; the
  // working directory is /. `words` begin with the program's name for itself. Blocks while the file
  // system of `program` does.
  static ChildProcess start(const std::string& program, const std::vector<std::string>& words,
                            const std::vector<std::string>& environment, ChildStreams streams);

  int error() const { return error_; }  // errno of the start, 0: it runs
  pid_t pid() const { return pid_; }

  // Never blocks.
  bool has_ended();
  const ChildEnd& end() const { return end_; }

  void kill_group(int signal) const;
  // Gives the zombie back; a child that has not ended is left alone.
  void release();

 private:
  pid_t pid_ = -1;
  int error_ = 0;
  bool ended_ = false;
  ChildEnd end_;
};

}  // namespace xvm::agent
