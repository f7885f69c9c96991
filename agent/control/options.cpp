#include "agent/control/options.hpp"

#include "agent/config/config_file.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <map>

namespace xvm::agent {
namespace {

const std::map<std::string, Method>& method_words() {
  static const std::map<std::string, Method> words{{"validate", Method::validate},
                                                   {"start", Method::start},
                                                   {"stop", Method::stop},
                                                   {"probe", Method::probe},
                                                   {"boot", Method::reconcile}};
  return words;
}

std::string check_not_empty(const std::string& text) {
  return text.empty() ? "must not be empty" : "";
}
// The cluster manager calls from wherever it likes.
std::string check_absolute(const std::string& path) {
  return path.rfind('/', 0) == 0 ? "" : "'" + path + "' must be an absolute path";
}

void add_options(CLI::App& app, Options& o, std::string& method) {
  app.add_option("-R,--resource", o.resource, "name of the resource")
      ->required()
      ->check(check_not_empty);
  app.add_option("-G,--group", o.group, "name of its resource group")
      ->required()
      ->check(check_not_empty);
  app.add_option("-T,--type", o.type, "resource type, as SUNW.gds:6 [a stop asks the cluster]");
  app.add_option("--config", o.config,
                 "configuration file [/opt/SUNWscxvm/util/xvm_config.RESOURCE, else "
                 "/opt/SUNWscxvm/util/xvm_config]")
      ->check(check_not_empty);
  app.add_option("--etc", o.etc, "folder of the debug files")->capture_default_str();
  app.add_option("--cluster-commands", o.cluster_commands, "folder of the cluster's commands")
      ->capture_default_str();
  app.add_option("--state-folder", o.state_folder, "node-local state")
      ->check(check_absolute)
      ->capture_default_str();
  app.add_option("--node", o.node, "name of this node in NODELIST [the host name]");
  app.add_option("--trace", o.trace, "append the NDJSON trace to this file");
  constexpr std::int64_t day_s = 86'400;
  app.add_option("--start-timeout", o.start_timeout_s,
                 "seconds; given, a start does not ask the cluster [Start_timeout, else 300]")
      ->check(CLI::Range(std::int64_t{1}, day_s));
  app.add_option("--stop-timeout", o.stop_timeout_s,
                 "seconds; given, a stop does not ask the cluster [Stop_timeout; no cluster: 600]")
      ->check(CLI::Range(std::int64_t{1}, day_s));
  app.add_option("--probe-timeout", o.probe_timeout_s, "seconds")
      ->check(CLI::Range(std::int64_t{1}, day_s))
      ->capture_default_str();
  app.add_flag("--through-sunw-gds", o.through_sunw_gds,
               "a stop has 80 % of Stop_timeout [whenever the type is not made from ORCL.gds]");
  app.add_flag("--debug", o.debug, "every step in the log, and a trace");
  app.add_flag("--quiet", o.quiet, "nothing on standard error");
  app.add_option("method", method, "validate, start, stop, probe or boot")
      ->required()
      ->check(CLI::IsMember({"validate", "start", "stop", "probe", "boot"}));
}

}  // namespace

OptionsResult read_options(int argc, char** argv) {
  Options options;
  std::string method;
  CLI::App app("Keeps a Xen or KVM guest domain available: the methods of one resource",
               "control_xvm");
  add_options(app, options, method);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    std::fputs(app.help().c_str(), stdout);
    return {std::nullopt, 0};
  } catch (const CLI::ParseError& e) {
    std::fprintf(stderr, "control_xvm: %s (see control_xvm --help)\n", e.what());
    return {std::nullopt, 2};
  }
  if (options.config.empty()) options.config = config_path_of(options.resource);
  options.method = method_words().at(method);
  return {options, 0};
}

}  // namespace xvm::agent
