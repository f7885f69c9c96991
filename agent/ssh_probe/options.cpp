#include "agent/ssh_probe/options.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <vector>

namespace xvm::agent {
namespace {

void add_connection(CLI::App& app, ProbeOrder& o) {
  constexpr std::int64_t hour_s = 3600;
  app.add_option("HOST", o.host, "name or address of the guest")->required();
  app.add_option("-u,--user", o.user, "user in the guest")->capture_default_str();
  app.add_option("-i,--identity", o.key, "private key without a passphrase [~/.ssh/id_*]");
  app.add_option("-p,--port", o.port, "port of the guest's sshd")
      ->check(CLI::Range(1, 65535))
      ->capture_default_str();
  app.add_option("--known-hosts", o.known_hosts, "file with the guest's host key [ssh's own]");
  app.add_option("--timeout", o.timeout_s, "seconds for everything; less than PLUGIN_TIMEOUT")
      ->check(CLI::Range(std::int64_t{1}, hour_s))
      ->capture_default_str();
}

void add_weights(CLI::App& app, Weights& w) {
  app.add_option("--weight", w.down, "exit status when the service is not up")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  app.add_option("--unreachable-weight", w.unreachable, "exit status when the guest is silent")
      ->check(CLI::Range(0, 100))
      ->capture_default_str();
  app.add_option("--setup-weight", w.set_up, "exit status when keys, names or files are wrong")
      ->check(CLI::Range(0, 100))
      ->capture_default_str();
}

struct CheckWords {
  std::string runlevel, target, unit, smf;
};

void add_checks(CLI::App& app, CheckWords& c) {
  app.add_option("--runlevel", c.runlevel, "Linux: this is the runlevel (0 to 6, S)");
  app.add_option("--target", c.target, "Linux: this target of systemd is active");
  app.add_option("--unit", c.unit, "Linux: this unit of systemd is active");
  app.add_option("--smf", c.smf, "Solaris: this SMF service (FMRI) is online");
}

// Exactly one is given; none otherwise.
std::optional<GuestCheck> only_check(const CLI::App& app, const CheckWords& c) {
  std::vector<GuestCheck> given;
  const auto note = [&](const char* option, CheckKind kind, const std::string& name) {
    if (app.count(option) > 0) given.push_back({kind, name});
  };
  note("--runlevel", CheckKind::runlevel, c.runlevel);
  note("--target", CheckKind::target, c.target);
  note("--unit", CheckKind::unit, c.unit);
  note("--smf", CheckKind::smf, c.smf);
  if (given.size() != 1) return std::nullopt;
  return given.front();
}

}  // namespace

SshProbeWords read_ssh_probe_options(int argc, const char* const* argv) {
  SshProbeOptions options;
  CheckWords checks;
  CLI::App app("Plugin probe: asks a guest over ssh whether a runlevel, target or service is up",
               "ppkssh");
  add_connection(app, options.order);
  add_checks(app, checks);
  add_weights(app, options.order.weights);
  app.add_flag("-v,--verbose", options.verbose, "say also that the service is up");
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    std::fputs(app.help().c_str(), stdout);
    return {std::nullopt};
  } catch (const CLI::ParseError& e) {
    return {std::nullopt, std::string(e.what()) + " (see ppkssh --help)"};
  }
  const auto check = only_check(app, checks);
  if (!check) {
    return {std::nullopt,
            "exactly one of --runlevel, --target, --unit and --smf is needed (see ppkssh --help)"};
  }
  options.order.check = *check;
  return {options};
}

}  // namespace xvm::agent
