// agent/gds/cluster_commands.hpp
//
// Purpose: asks the commands of the cluster framework (scha_*, pmfadm), bounded by one deadline for
// all questions together. A cluster that is busy with itself says so, and is asked again.
// Thread rule: any number of threads; each call blocks until the deadline at most, plus the half
// second in which a killed command may take to go.
//
//   ClusterCommands cluster({.folder = "/usr/cluster/bin"}, /*bound_ms=*/8'000);
//   ClusterAnswer a = cluster.ask({"scha_resourcegroup_get", {"-O", "RG_STATE", "-G", "web-rg"}});
//   if (a.end == AnswerEnd::given) use(a.lines);
//
// The numbers of the exit codes are remembered, not documented (facts: GDS, 6.4), so they decide
// only about asking again, and the error's name on stderr does as well.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "agent/gds/scha_answer.hpp"
#include "agent/process/command_run.hpp"

namespace xvm::agent {

struct ClusterCommandSettings {
  std::string folder = "/usr/cluster/bin";
  int seqid_code = 7;   // SCHA_ERR_SEQID: the configuration changed meanwhile; again after 1 s
  int reconf_code = 5;  // SCHA_ERR_RECONF: the cluster reconfigures itself; again, ever later
  int state_code = 9;   // SCHA_ERR_STATE: the group is busy; as RECONF
};

struct ClusterQuestion {
  std::string program;  // a name in the folder
  std::vector<std::string> words;
};

enum class AnswerEnd : std::uint8_t {
  given,    // exit 0
  refused,  // another exit status that asking again would not change: no such tag, node ...
  none,     // no answer in time, killed, not started, or busy until the deadline
};

struct ClusterAnswer {
  AnswerEnd end = AnswerEnd::none;
  bool started = false;  // false: the command was never run, so nothing was done
  AnswerLines lines;
  std::string note;  // one line; empty when given
};

class ClusterCommands {
 public:
  ClusterCommands(ClusterCommandSettings settings, std::uint32_t bound_ms);

  ClusterAnswer ask(const ClusterQuestion& question) const;

  // The answers in the order of the questions, which must not depend on each other: they are asked
  // side by side, a few at a time, so that one that hangs does not use up the time of the others.
  std::vector<ClusterAnswer> ask_all(const std::vector<ClusterQuestion>& questions) const;

 private:
  std::int64_t left_ms() const;
  // How long to wait before asking again; 0: it would not help.
  std::int64_t pause_ms(const CommandRun& run, int times_asked) const;

  ClusterCommandSettings settings_;
  std::vector<std::string> environment_;
  std::chrono::steady_clock::time_point deadline_;
};

// Whether this node has a cluster framework at all. A folder that cannot be looked at counts as
// there: what cannot be asked must not look like "no cluster".
bool cluster_commands_present(const std::string& folder);

}  // namespace xvm::agent
namespace xvm {
template <>
struct EnumText<agent::AnswerEnd> {
  static constexpr std::array text{"given"sv, "refused"sv, "none"sv};
};
}  // namespace xvm
