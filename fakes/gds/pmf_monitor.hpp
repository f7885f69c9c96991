// fakes/gds/pmf_monitor.hpp
//
// Purpose: the process that watches one tag: restarts the command when the last process of its tree
// is gone, until the retries within the period are used up; then asks the action program
// ("ACTION failed TAG"; exit 0: begin anew) or drops the tag.
// Thread rule: a process of its own (it reaps every child and orphan).
//
//   PmfMonitor(std::move(watch), listening_socket).run();
#pragma once

#include "fakes/gds/snapshot.hpp"

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace xvm::fakes::gds {

struct PmfWatch {
  std::string tag;
  std::vector<std::string> command;
  std::string action = {};
  int retries = 0;      // -1: for ever
  int period_min = -1;  // -1: restarts are never forgotten
  int level = -1;       // -1: all descendants; 0: only the process itself
  std::filesystem::path socket = {};
  std::filesystem::path output = {};     // empty: the caller's own
  std::filesystem::path ends_with = {};  // once this file is gone, everything is killed
  // START of SUNW.gds: stays in the caller's process group and session, never restarts, and tells
  // what happens: command-ended (code), withdrawn, tree-died.
  std::function<void(const char* what, int code)> tell = {};
};

class PmfMonitor {
 public:
  PmfMonitor(PmfWatch watch, int listening) : watch_(std::move(watch)), listening_(listening) {}
  // Starts the command; false: it cannot be started.
  bool start();
  void run();

 private:
  using Clock = std::chrono::steady_clock;

  void reap();
  void main_has_ended(int status);
  bool is_over() const;
  void tree_is_gone();
  bool may_restart();
  bool action_wants_more() const;
  void serve(int connection);
  Json answer(const Json& request, bool& later);
  void send_signal(int signal) const;
  void drop_tag();
  std::string report() const;

  PmfWatch watch_;
  int listening_;
  pid_t main_ = -1;
  bool main_ended_ = false;
  bool watching_ = true;
  bool gone_ = false;
  std::vector<Clock::time_point> failures_;
  std::vector<int> waiting_;  // connections to answer when the tree is gone
};

}  // namespace xvm::fakes::gds
