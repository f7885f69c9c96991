// fakes/gds/executor.hpp
//
// Purpose: runs fakes/rgm in real time: feeds it events, writes cluster.json after each step, and
// does what it asks for: processes, kills, timers, answers.
// Thread rule: fake-rgm's one thread; nothing here waits.
//
//   executor.command({.verb = rgm::Verb::switch_to, .group = g, .node = b},
//                    [reply](const rgm::Answer& a) { ... });
//   executor.work();                     // after every wake-up: ends, timers, queued events
#pragma once

#include "fakes/gds/cluster.hpp"
#include "fakes/gds/launches.hpp"
#include "fakes/gds/rgm_log.hpp"
#include "fakes/gds/timers.hpp"
#include "fakes/rgm/step.hpp"

#include <deque>
#include <functional>
#include <map>

namespace xvm::fakes::gds {

struct ExecutorOptions {
  StateFolder folder;
  std::filesystem::path commands;   // folder of the cluster's commands
  std::vector<std::string> prefix;  // --exec
  std::vector<std::string> reboot;  // --reboot, for Failover_mode HARD; empty: only told
  std::string mark;                 // NAME=VALUE in the environment of everything started
  double interval_scale = 1.0;
};

class Executor {
 public:
  using Answered = std::function<void(const rgm::Answer&)>;

  Executor(ExecutorOptions options, Cluster& cluster);

  void feed(const rgm::Event& event) { queue_.push_back(event); }
  void command(rgm::Command command, Answered answered);
  void control(rgm::ControlCall call, Answered answered);
  void work();
  int wait_ms();

  // What `pmf-watch` tells of START of SUNW.gds.
  void process_monitor_says(int launch, std::string_view what, int code);
  void node_died(NodeId node, rgm::Death how);
  // VALIDATE of clrs create and clrs set, on every member of the node list; the model is not asked,
  // for it knows no VALIDATE of a group that is not managed. `then` hears whether all were good.
  void validate(rgm::GroupId group, const std::string& line, std::function<void(bool)> then);
  // Calls `done` as soon as no group moves and no method but probes runs.
  void when_idle(std::function<void()> done) { idle_waits_.push_back(std::move(done)); }
  void write_snapshot();
  // Kills everything and answers everybody.
  void end();

 private:
  rgm::CommandId remember(Answered answered);
  void take_ends();
  void handle(const rgm::Event& event);
  void execute(const rgm::Action& action);
  void launch(const rgm::Launch& order);
  std::vector<std::string> words_for(const rgm::Launch& order, const std::string& line);
  std::filesystem::path output_of(const ClusterGroup& group, rgm::Method method) const;
  void kill(const rgm::Kill& order);
  void kill_tag(const rgm::KillTag& order);
  void reboot(NodeId node);
  void answer(const rgm::Answer& answer);
  void write_line(const rgm::Log& line);
  void ended(const LaunchEnd& end);
  bool ended_otherwise(const LaunchEnd& end);
  void write_end(const LaunchEnd& end);
  std::string tag_of(rgm::GroupId group) const;
  std::string place(rgm::GroupId group, NodeId node, rgm::Method method) const;
  bool idle() const;
  void tell_idle();

  ExecutorOptions options_;
  Cluster& cluster_;
  RgmLog log_;
  Launches launches_;
  Timers timers_;
  std::deque<rgm::Event> queue_;
  std::map<rgm::CommandId, Answered> answers_;
  struct Validation {
    int running = 0;
    bool good = true;
    std::function<void(bool)> then;
  };
  std::map<int, std::shared_ptr<Validation>> validations_;  // by launch number
  std::map<int, NodeId> reboots_;  // launch number of the reboot command -> node
  std::vector<std::function<void()>> idle_waits_;
  std::uint16_t last_command_ = 0;
  std::string written_;
};

}  // namespace xvm::fakes::gds
