// fakes/gds/launches.hpp
//
// Purpose: the processes that fake-rgm started on nodes: each leads a process group, is killed with
// it, and its end is learned once. The kernel sends a signal for a group into nested pid namespaces
// too, so a method inside a lab's node is reached through the group of `ci/node exec`.
// Thread rule: fake-rgm's one thread.
//
//   Launches launches({"ci/node", "exec", "{node}"}, folder, "XVM_FAKE_RGM=77");
//   launches.start({.node = "A", .line = "/opt/x/stop"});
//   for (const LaunchEnd& end : launches.reap()) ...
#pragma once

#include "fakes/gds/state_folder.hpp"
#include "fakes/rgm/action.hpp"

#include <sys/types.h>

#include <chrono>
#include <list>
#include <vector>

namespace xvm::fakes::gds {

struct LaunchOrder {
  rgm::GroupId group = rgm::GroupId::none;  // none: a command of fake-rgm's own
  NodeId node_id = NodeId::none;
  rgm::Method method = rgm::Method::none;
  std::string node = {};                // empty: on the host, without the prefix
  std::vector<std::string> words = {};  // `sh -c LINE` for a command line
  std::filesystem::path output = {};
};

struct Launched {
  LaunchOrder order;
  int number = 0;  // of this launch, never used again
  pid_t pid = -1;
  std::chrono::steady_clock::time_point begin = {};
  bool killed = false;     // by us
  bool end_told = false;   // START of SUNW.gds: the command's end came over the socket
  bool tag_alive = false;  // START of SUNW.gds: neither withdrawn nor died
  bool forgotten = false;  // its node died: nobody wants to know
};

struct LaunchEnd {
  Launched launched;
  bool killed = false;  // by a signal, ours or not
  int exit_code = 0;
  std::int64_t ms = 0;
};

class Launches {
 public:
  // {node} in the prefix is replaced; `mark` NAME=VALUE is in the environment of all, followed by
  // ":NODE".
  Launches(std::vector<std::string> prefix, StateFolder folder, std::string mark,
           std::filesystem::path commands)
      : prefix_(std::move(prefix)),
        folder_(std::move(folder)),
        mark_(std::move(mark)),
        commands_(std::move(commands)) {}

  // nullptr: it could not be forked.
  Launched* start(LaunchOrder order);
  Launched* find(rgm::GroupId group, NodeId node, rgm::Method method);
  Launched* find(int number);
  int next_number() const { return last_number_ + 1; }
  void kill(Launched& launched);
  // A node is gone: kills what runs there, setsid or not; no end is reported.
  void kill_node(NodeId id, const std::string& node);
  void kill_all(const std::vector<std::string>& nodes);
  // What ended since the last call; orphans that came to this process are reaped on the way.
  std::vector<LaunchEnd> reap();
  bool methods_run(bool probes_too) const;

 private:
  [[noreturn]] void become(const LaunchOrder& order) const;

  std::vector<std::string> prefix_;
  StateFolder folder_;
  std::string mark_;
  std::filesystem::path commands_;
  std::list<Launched> running_;
  int last_number_ = 0;
};

}  // namespace xvm::fakes::gds
