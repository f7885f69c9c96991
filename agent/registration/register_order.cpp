#include "agent/registration/register_order.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <filesystem>
#include <vector>

namespace xvm::agent {
namespace {

template <class E>
std::vector<std::string> words_of() {
  return {EnumText<E>::text.begin(), EnumText<E>::text.end()};
}

std::string check_absolute(const std::string& path) {
  return path.rfind('/', 0) == 0 ? "" : "'" + path + "' must be an absolute path";
}

struct Words {
  std::string verb = "register";
  std::string type = "SUNW.xvm";
};

void add_what(CLI::App& app, RegisterOrder& o, Words& words) {
  app.add_option("-f,--config", o.config, "configuration file, at the same place on every node")
      ->capture_default_str();
  app.add_option("what", words.verb, "register, update or unregister")
      ->check(CLI::IsMember(words_of<RegistrationVerb>()))
      ->capture_default_str();
  app.add_flag("-n,--dry-run", o.dry_run, "print the commands, change nothing");
  app.add_flag("--online", o.online, "register, update: bring the resource online at the end");
  app.add_flag("--disable", o.disable, "unregister: shut the guest down first when it is enabled");
  app.add_option("--type", words.type, "SUNW.xvm, ORCL.gds or SUNW.gds")
      ->check(CLI::IsMember(words_of<TypeWish>()))
      ->capture_default_str();
  app.add_flag("!--no-pre-evict", o.pre_evict,
               "leave Pre_evict alone [TRUE: a switch empties its target before the guest moves]");
}

void add_times(CLI::App& app, RegisterOrder& o) {
  constexpr std::int64_t day_s = 86'400;
  const auto seconds = [&](const char* name, auto& into, std::int64_t least, std::int64_t most,
                           const char* what) {
    return app.add_option(name, into, what)->check(CLI::Range(least, most));
  };
  seconds("--stop-budget", o.stop_budget_s, 60, day_s, "seconds that a stop may use")
      ->capture_default_str();
  seconds("--start-timeout", o.start_timeout_s, 60, day_s, "Start_timeout, seconds")
      ->capture_default_str();
  seconds("--probe-timeout", o.probe_timeout_s, 2, day_s,
          "Probe_timeout, seconds [30, or PLUGIN_TIMEOUT + 6]");
  seconds("--probe-interval", o.probe_interval_s, 1, 3'600, "Thorough_probe_interval, seconds")
      ->capture_default_str();
  seconds("--retry-count", o.retry_count, 0, 10, "restarts on a node before the group moves")
      ->capture_default_str();
  seconds("--command-timeout", o.command_timeout_s, 1, day_s,
          "seconds for one command of the cluster")
      ->capture_default_str();
}

void add_places(CLI::App& app, RegisterOrder& o) {
  app.add_option("--control", o.control, "control_xvm, at the same place on every node")
      ->check(check_absolute)
      ->capture_default_str();
  app.add_option("--etc", o.etc, "folder of the registration files")
      ->check(check_absolute)
      ->capture_default_str();
  app.add_option("--cluster-commands", o.cluster_commands, "folder of the cluster's commands")
      ->check(check_absolute)
      ->capture_default_str();
}

std::string fault_of(const RegisterOrder& o) {
  const bool removes = o.verb == RegistrationVerb::remove;
  if (o.online && removes) return "--online is for register and update";
  if (o.disable && !removes) return "--disable is for unregister";
  return "";
}

}  // namespace

RegisterOrderResult read_register_order(int argc, const char* const* argv) {
  RegisterOrder order;
  Words words;
  CLI::App app("Registers a guest domain as a resource of the cluster", "xvm_register");
  app.footer(
      "Exit: 0 done or unchanged, 1 failed, 2 wrong words, 3 done, but some properties wait until "
      "the resource is disabled.\n");
  add_what(app, order, words);
  add_times(app, order);
  add_places(app, order);
  std::string fault;
  try {
    app.parse(argc, argv);
    order.verb = *from_text<RegistrationVerb>(words.verb);
    order.type = *from_text<TypeWish>(words.type);
    fault = fault_of(order);
  } catch (const CLI::CallForHelp&) {
    std::fputs(app.help().c_str(), stdout);
    return {std::nullopt, 0};
  } catch (const CLI::ParseError& e) {
    fault = e.what();
  }
  if (!fault.empty()) {
    std::fprintf(stderr, "xvm_register: %s (see xvm_register --help)\n", fault.c_str());
    return {std::nullopt, 2};
  }
  // The methods are called from elsewhere.
  order.config = std::filesystem::absolute(order.config).lexically_normal();
  return {order, 0};
}

}  // namespace xvm::agent
