// agent/plugin/plugin_run.hpp
//
// Purpose: runs PLUGIN_PROBE once and always comes back in time (2008 design, section 6: plugin
// probes; a hanging plugin must not hang the probe). Judges nothing: decisions/health.hpp does.
// Thread rule: blocks up to timeout + term_grace + kill_wait; any number at a time. Before that it
// reads the program's file, which blocks while its file system does: call it on a worker thread.
//
//   PluginRun run = run_plugin({.command_line = "/opt/SUNWscxvm/bin/ppkssh -h web1",
//                               .timeout_ms = 20'000,
//                               .environment = plugin_environment({.domain = "web1"})});
//   run.returned == PluginReturned{PluginEnd::exited, 0}; for (auto& line : run.output_lines)
//   log(line);
//
// The plugin gets: the words of the command (command_words.hpp; no shell), its own process group,
// /dev/null as stdin, / as working directory, no descriptor of ours, and no environment but PATH,
// LC_ALL=C and the given one. At the time-out the group gets SIGTERM, then SIGKILL. What a plugin
// leaves running in its group when it ends is killed: probes repeat for ever, leftovers would pile
// up. A process that left the group (setsid) lives on; holding our pipe does it no good: nobody
// waits for it. A process that not even SIGKILL ends (state D) is left behind, and the note says
// so.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "model/ports/hypervisor.hpp"

namespace xvm::agent {

using Environment = std::vector<std::pair<std::string, std::string>>;

struct PluginOrder {
  std::string command_line;
  std::uint32_t timeout_ms = 20'000;
  Environment environment = {};
  std::uint32_t term_grace_ms = 500;   // from SIGTERM to SIGKILL
  std::uint32_t kill_wait_ms = 1'000;  // from SIGKILL until the process is left behind
};

struct PluginRun {
  PluginReturned returned{PluginEnd::not_started, 0};
  // What it printed, stdout and stderr in the order of writing; the first 50 lines.
  std::vector<std::string> output_lines;
  std::string note;  // one line: what was unusual; empty after an ordinary exit
};

// Death by a signal is {exited, 100}: complete failure (facts: GDS, 4.4), and the note names the
// signal. {not_started} when there is nothing that can be executed; the note says why.
PluginRun run_plugin(const PluginOrder& order);

struct PluginSubject {
  std::string domain;
  std::string uuid;
  std::string resource;
  std::string group;
  std::string node;
};

// XVM_DOMAIN, XVM_UUID, XVM_RESOURCE, XVM_GROUP, XVM_NODE.
Environment plugin_environment(const PluginSubject& subject);

}  // namespace xvm::agent
