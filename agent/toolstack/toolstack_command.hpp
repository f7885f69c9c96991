// agent/toolstack/toolstack_command.hpp
//
// Purpose: runs xl or xm: no shell, bounded time and output, killed by process group. What changes
// a domain carries a mark in its environment, so that any later process of this node finds it
// again, also when the agent that began it was killed (R14). Thread rule: blocks up to the bound of
// the call; any number at a time.
//
//   ToolstackCommand tools(paths);
//   CommandRun run = tools.ask({"list", "-v"});
//   CommandRun end = tools.change(uuid, {"destroy", "7"});
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/process/command_run.hpp"
#include "agent/toolstack/listed_domain.hpp"
#include "agent/toolstack/toolstack_address.hpp"

namespace xvm::agent {

struct ToolstackBounds {
  std::uint32_t question_ms = 8'000;  // the driver waits 10 s for an answer
  std::uint32_t act_ms = 27'000;      // and 30 s for an act
};

struct ChangeOrder {
  std::string uuid;
  std::vector<std::string> words;
  std::uint32_t timeout_ms = 0;  // 0: an act's
  bool leaves_daemon = false;    // xl leaves a process for each guest that it begins
  std::function<void(std::string_view)> watch_errors = {};
};

class ToolstackCommand {
 public:
  explicit ToolstackCommand(ToolstackPaths paths, ToolstackBounds bounds = {});

  CommandRun ask(std::vector<std::string> words) const;
  CommandRun change(ChangeOrder order) const;
  // The same for another program, such as ssh. `input`: as CommandOrder's.
  CommandRun change_by(const std::string& program, ChangeOrder order, int input = -1) const;

  // Every domain of the node.
  Listing list() const;

  const ToolstackPaths& paths() const { return paths_; }
  // "XVM_TOOLSTACK_JOB=/var/lib/ha-xvm/toolstack/UUID"
  std::string mark_of(const std::string& uuid) const;

 private:
  ToolstackPaths paths_;
  ToolstackBounds bounds_;
  std::string program_;  // absolute; empty: there is none on this node
};

// Where xl or xm is on this node; empty: nowhere. `root`: put before the folders, for tests.
std::string find_tool(Tool tool, const std::string& root = "");

}  // namespace xvm::agent
