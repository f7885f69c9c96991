#include "agent/registration/preconditions.hpp"

#include "agent/process/command_run.hpp"
#include "agent/registration/registration_times.hpp"
#include "agent/registration/wanted_registration.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace xvm::agent {
namespace {

constexpr std::uint32_t validate_timeout_ms = 330'000;  // validate ends itself within 300 s

void add_key_faults(const RegisterOrder& o, const Config& config,
                    std::vector<std::string>& faults) {
  if (config.rs.empty()) {
    faults.push_back(o.config + ": RS: needed here; write RS=NAME, the name of the resource");
  }
  if (config.nodelist.empty() && o.verb != RegistrationVerb::remove) {
    faults.push_back(
        o.config + ": NODELIST: needed here; write NODELIST=NODE1,NODE2, the preferred one first");
  }
  const std::int64_t plugin_s = config.plugin_timeout_s;
  if (o.probe_timeout_s && *o.probe_timeout_s <= plugin_s + probe_after_plugin_s) {
    faults.push_back(fmt::format("--probe-timeout {}: must be above PLUGIN_TIMEOUT + {} = {}",
                                 *o.probe_timeout_s, probe_after_plugin_s,
                                 plugin_s + probe_after_plugin_s));
  }
}

void add_cluster_programs(const std::string& folder, std::vector<std::string>& programs) {
  for (const char* name :
       {"clresourcetype", "clrg", "clrs", "scha_cluster_get", "scha_resourcegroup_get",
        "scha_resource_get", "scha_resourcetype_get"}) {
    programs.push_back(folder + "/" + name);
  }
}

void add_command_faults(const RegisterOrder& o, std::vector<std::string>& faults) {
  std::vector<std::string> programs;
  if (o.verb != RegistrationVerb::remove) programs.push_back(o.control);
  if (cluster_commands_present(o.cluster_commands)) {
    add_cluster_programs(o.cluster_commands, programs);
  } else {
    faults.push_back(o.cluster_commands +
                     " is no folder: is this a node of the cluster? else say --cluster-commands");
  }
  for (const std::string& program : programs) {
    if (::access(program.c_str(), X_OK) == 0) continue;
    faults.push_back(fmt::format(
        "{} cannot be run: {}; {}", program, std::strerror(errno),
        program == o.control ? "install the agent, or say --control" : "see --cluster-commands"));
  }
}

}  // namespace

std::vector<std::string> faults_before(const RegisterOrder& o, const ParseResult& parsed) {
  std::vector<std::string> faults;
  for (const ConfigError& error : parsed.errors) faults.push_back(to_line(error));
  if (parsed.ok()) add_key_faults(o, parsed.config, faults);
  add_command_faults(o, faults);
  return faults;
}

std::vector<std::string> validate_here(const RegisterOrder& o, const Config& config,
                                       const Talk& talk) {
  const CommandWords words = control_words(o, config, "validate");
  const CommandRun run = run_command({.program = words.front(),
                                      .words = {words.begin() + 1, words.end()},
                                      .timeout_ms = validate_timeout_ms,
                                      .environment = own_environment()});
  const AnswerLines lines = lines_of(run.errors);
  if (run.succeeded()) {
    for (const std::string& line : lines) {
      if (line.find(" warning: ") != std::string::npos) talk.err(line);
    }
    return {};
  }
  std::vector<std::string> faults = lines;
  faults.push_back(fmt::format(
      "{} says no ({}): mend what it names", shell_text(words),
      run.end == CommandEnd::exited ? fmt::format("exit code {}", run.number) : run.note));
  return faults;
}

}  // namespace xvm::agent
