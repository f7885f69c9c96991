#include "agent/config/config.hpp"

#include <fmt/format.h>

namespace xvm::agent {
namespace {

void put(std::string& out, std::string_view key, std::string_view value) {
  if (value.empty()) return;
  // A value that holds ' came in double quotes and therefore holds nothing that they forbid.
  const char quote = value.find('\'') == std::string_view::npos ? '\'' : '"';
  out += fmt::format("{}={}{}{}\n", key, quote, value, quote);
}

const char* yes_no(bool b) { return b ? "yes" : "no"; }

void put_migration(std::string& out, const MigrationSettings& m) {
  put(out, "MIGRATE_BANDWIDTH", std::to_string(m.bandwidth_mib_s));
  put(out, "MIGRATE_DOWNTIME", std::to_string(m.downtime_ms));
  put(out, "MIGRATE_AUTO_CONVERGE", yes_no(m.auto_converge));
  put(out, "MIGRATE_PARALLEL", std::to_string(m.parallel));
  put(out, "MIGRATE_TLS", yes_no(m.tls));
  put(out, "MIGRATE_STALL", std::to_string(m.stall_s));
  put(out, "MIGRATE_SLOTS", std::to_string(m.slots));
}

}  // namespace

std::string uri_for_node(std::string_view pattern, std::string_view node) {
  std::string out;
  for (auto at = pattern.find("%n"); at != std::string_view::npos; at = pattern.find("%n")) {
    out += pattern.substr(0, at);
    out += node;
    pattern.remove_prefix(at + 2);
  }
  out += pattern;
  return out;
}

std::string to_file_text(const Config& c) {
  std::vector<std::string> affinities;
  for (const Affinity& a : c.affinities) {
    affinities.push_back(std::string(to_text(a.kind)) + a.group);
  }
  std::string out;
  put(out, "DOMAIN", c.domain.text);
  put(out, "PLUGIN_PROBE", c.plugin_probe);
  put(out, "FAILOVER", to_text(c.failover));
  put(out, "ADMIN", c.admin);
  put(out, "RS", c.rs);
  put(out, "RG", c.rg);
  put(out, "NODELIST", fmt::format("{}", fmt::join(c.nodelist, ",")));
  put(out, "AFFINITIES", fmt::format("{}", fmt::join(affinities, ",")));
  put(out, "URI", c.uri);
  put(out, "PEER_URI", c.peer_uri);
  put(out, "MIGRATE_URI", c.migrate_uri);
  put(out, "ON_MIGRATE_FAIL", to_text(c.on_migrate_fail));
  put(out, "ON_POWEROFF", to_text(c.on_poweroff));
  put(out, "PROBE_GRACE", std::to_string(c.probe_grace_s));
  put(out, "UNKNOWN_GRACE", std::to_string(c.unknown_grace_s));
  put(out, "PLUGIN_TIMEOUT", std::to_string(c.plugin_timeout_s));
  put(out, "ALLOW_201", yes_no(c.allow_201));
  put(out, "STRICT_PEERS", yes_no(c.strict_peers));
  put_migration(out, c.migration);
  return out;
}

}  // namespace xvm::agent
