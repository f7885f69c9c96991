#include "agent/config/config_keys.hpp"

#include "agent/config/key_value_lines.hpp"
#include "agent/config/value_checks.hpp"

#include <fmt/format.h>

namespace xvm::agent {
namespace {

constexpr std::array yes_no{"yes"sv, "no"sv};
constexpr auto resource_name =
    "a letter or '_', then letters, digits, '_', '-' or '.'; at most 200 in all"sv;

template <class E>
std::string take_word(std::string_view value, E& out) {
  const auto word = from_text<E>(value);
  if (!word) return fmt::format("{} is not allowed", quoted(value));
  out = *word;
  return "";
}

std::string take_yes_no(std::string_view value, bool& out) {
  if (value != "yes" && value != "no") return fmt::format("{} is not allowed", quoted(value));
  out = value == "yes";
  return "";
}

// The program must be given by its path: cluster methods run with hardly any PATH.
std::string take_plugin(std::string_view value, Config& config) {
  std::string program;
  const auto word = value.substr(0, value.find_first_of(" \t"));
  if (word.empty()) return fmt::format("{} begins with a blank", quoted(value));
  if (std::string bad = check_absolute_path(word, program); !bad.empty()) return bad;
  config.plugin_probe = value;
  return "";
}

constexpr std::array keys{
    Key{"DOMAIN",
        true,
        "a domain's name, its UUID, or the absolute path of an XML or xl file",
        [](std::string_view v, Config& c) { return check_domain(v, c.domain); },
        {}},
    Key{"PLUGIN_PROBE",
        false,
        "a command line that begins with the absolute path of a program",
        take_plugin,
        {}},
    Key{"FAILOVER", true, "normal, migrate, \"migrate -live\"",
        [](std::string_view v, Config& c) { return take_word(v, c.failover); },
        EnumText<FailoverType>::text},
    Key{"ADMIN",
        true,
        "the absolute path of a folder that all nodes share",
        [](std::string_view v, Config& c) { return check_absolute_path(v, c.admin); },
        {}},
    Key{"RS",
        false,
        resource_name,
        [](std::string_view v, Config& c) { return check_resource_name(v, c.rs); },
        {}},
    Key{"RG",
        false,
        resource_name,
        [](std::string_view v, Config& c) { return check_resource_name(v, c.rg); },
        {}},
    Key{"NODELIST",
        false,
        "1 to 16 different node names, separated by commas or blanks",
        [](std::string_view v, Config& c) { return check_nodelist(v, c.nodelist); },
        {}},
    Key{"AFFINITIES",
        false,
        "a list of +group, ++group, +++group, -group, --group, separated by commas or blanks",
        [](std::string_view v, Config& c) { return check_affinities(v, c.affinities); },
        {}},
    Key{"URI",
        false,
        "the hypervisor of this node, as qemu:///system or xen:///system",
        [](std::string_view v, Config& c) { return check_uri(v, false, c.uri); },
        {}},
    Key{"PEER_URI",
        false,
        "a URI with %n for the node's name, as qemu+tls://%n/system",
        [](std::string_view v, Config& c) { return check_uri(v, true, c.peer_uri); },
        {}},
    Key{"MIGRATE_URI",
        false,
        "a URI with %n for the node's name, as tcp://%n-migrate",
        [](std::string_view v, Config& c) { return check_uri(v, true, c.migrate_uri); },
        {}},
    Key{"ON_MIGRATE_FAIL", false, "shutdown, stay",
        [](std::string_view v, Config& c) { return take_word(v, c.on_migrate_fail); },
        EnumText<OnMigrateFail>::text},
    Key{"ON_POWEROFF", false, "restart, stay",
        [](std::string_view v, Config& c) { return take_word(v, c.on_poweroff); },
        EnumText<OnPoweroff>::text},
    Key{"PROBE_GRACE",
        false,
        "0 to 86400 (seconds)",
        [](std::string_view v, Config& c) { return check_number(v, 0, 86400, c.probe_grace_s); },
        {}},
    Key{"UNKNOWN_GRACE",
        false,
        "1 to 86400 (seconds)",
        [](std::string_view v, Config& c) { return check_number(v, 1, 86400, c.unknown_grace_s); },
        {}},
    Key{"PLUGIN_TIMEOUT",
        false,
        "1 to 3600 (seconds)",
        [](std::string_view v, Config& c) { return check_number(v, 1, 3600, c.plugin_timeout_s); },
        {}},
    Key{"ALLOW_201", false, "yes, no",
        [](std::string_view v, Config& c) { return take_yes_no(v, c.allow_201); }, yes_no},
    Key{"STRICT_PEERS", false, "yes, no",
        [](std::string_view v, Config& c) { return take_yes_no(v, c.strict_peers); }, yes_no},
    Key{"MIGRATE_BANDWIDTH",
        false,
        "0 to 1048576 (MiB a second; 0: not limited)",
        [](std::string_view v, Config& c) {
          return check_number(v, 0, 1'048'576, c.migration.bandwidth_mib_s);
        },
        {}},
    Key{"MIGRATE_DOWNTIME",
        false,
        "0 to 600000 (milliseconds; 0: the hypervisor decides)",
        [](std::string_view v, Config& c) {
          return check_number(v, 0, 600'000, c.migration.downtime_ms);
        },
        {}},
    Key{"MIGRATE_AUTO_CONVERGE", false, "yes, no",
        [](std::string_view v, Config& c) { return take_yes_no(v, c.migration.auto_converge); },
        yes_no},
    Key{"MIGRATE_PARALLEL",
        false,
        "0 to 16 (connections)",
        [](std::string_view v, Config& c) { return check_number(v, 0, 16, c.migration.parallel); },
        {}},
    Key{"MIGRATE_TLS", false, "yes, no",
        [](std::string_view v, Config& c) { return take_yes_no(v, c.migration.tls); }, yes_no},
    Key{"MIGRATE_STALL",
        false,
        "0 to 86400 (seconds; 0: never given up)",
        [](std::string_view v, Config& c) {
          return check_number(v, 0, 86'400, c.migration.stall_s);
        },
        {}},
    Key{"MIGRATE_SLOTS",
        false,
        "1 to 64 (guests at the same time)",
        [](std::string_view v, Config& c) { return check_number(v, 1, 64, c.migration.slots); },
        {}},
};

}  // namespace

std::span<const Key> config_keys() { return keys; }

}  // namespace xvm::agent
