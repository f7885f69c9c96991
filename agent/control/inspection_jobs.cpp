#include "agent/control/inspection_jobs.hpp"

#include "agent/inspection/inspection.hpp"
#include "agent/plugin/plugin_run.hpp"
#include "agent/store/admin_folder.hpp"
#include "model/records/claim_record.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace xvm::agent {
namespace {

Export read_export(const AdminFolder& admin) {
  const StoredDefinition stored = admin.read_export(DefinitionKind::persistent_xml);
  if (stored.intact) return {CallOutcome::ok, stored.text, ""};
  const bool none = stored.status.fault == FileFault::missing;
  return {none ? CallOutcome::refused : CallOutcome::unknown, "", stored.status.text};
}

// Only a record of a newer version matters: its number is at least one above ours.
std::optional<RecordFormats> read_formats(const AdminFolder& admin,
                                          const records::NodeNames& names) {
  constexpr std::uint32_t known = 1;
  const NewestClaimFile newest = admin.read_newest_claim();
  if (!newest.status) return std::nullopt;
  if (newest.epoch == 0) return RecordFormats{known, known};
  const auto record = records::parse_claim(newest.text, newest.epoch, names);
  const bool newer = !record && record.error().fault == Fault::newer_format;
  return RecordFormats{newer ? known + 1 : known, known};
}

InspectionInput input_for(const Prepared& p, const Hypervisors::Make& make) {
  const Config& config = p.resource->config;
  const auto admin = std::make_shared<AdminFolder>(config.admin, p.resource->name);
  const std::string uri = p.resource->uri;
  InspectionInput in;
  in.resource = p.resource->name;
  in.uri = uri;
  in.domain = config.domain;
  in.failover = std::string(to_text(config.failover));
  in.plugin_probe = config.plugin_probe;
  in.admin = config.admin;
  in.node_count = p.resource->nodes.size();
  // Any answer will do: a domain of that name need not exist for the hypervisor to be there.
  in.ask_host = [make, uri]() -> Called {
    const Resolved answer = make(uri, false)->resolve("ha-xvm-validate");
    return {answer.outcome, answer.detail};
  };
  in.ask_domain = [make, uri, key = p.resource->key]() -> PolicyAnswer {
    if (key.uuid.empty()) {
      PolicyAnswer none;
      none.outcome = CallOutcome::refused;
      return none;
    }
    return make(uri, false)->inspect_policy(key);
  };
  if (!config.peer_uri.empty() && !p.resource->key.uuid.empty()) {
    for (const std::string& node : p.resource->nodes) {
      if (node == p.resource->node_name(p.resource->self)) continue;
      in.peers.push_back(
          {node, [make, peer = uri_for_node(config.peer_uri, node), key = p.resource->key] {
             return make(peer, true)->inspect_policy(key);
           }});
    }
  }
  in.read_export = [admin] { return read_export(*admin); };
  in.read_formats = [admin, names = *p.names] { return read_formats(*admin, names); };
  return in;
}

// Its end takes time, too: SIGTERM, SIGKILL, and a moment to tell the loop.
std::uint32_t longest_plugin_ms(const PluginOrder& order, const CallTime& time) {
  constexpr std::int64_t least_ms = 100;
  constexpr std::int64_t moment_ms = 200;
  const std::int64_t end_ms = std::int64_t{order.term_grace_ms} + order.kill_wait_ms + moment_ms;
  return static_cast<std::uint32_t>(std::max(least_ms, time.left_ms() - end_ms));
}

}  // namespace

std::function<Answer(Subject)> inspection_for(const Prepared& p, const Hypervisors::Make& make,
                                              const std::shared_ptr<Log>& log) {
  return [in = input_for(p, make), log](Subject subject) -> Answer {
    const Inspection found = inspect(subject, in);
    for (const std::string& line : found.lines) log->warning(line);
    for (const std::string& remark : found.remarks) log->info(remark);
    return {found.inspected};
  };
}

std::function<Answer()> plugin_for(const Prepared& p, const std::shared_ptr<Log>& log,
                                   const CallTime& time) {
  PluginOrder order;
  order.command_line = p.resource->config.plugin_probe;
  order.timeout_ms = p.resource->config.plugin_timeout_s * 1000u;
  order.environment = plugin_environment({.domain = p.resource->key.name,
                                          .uuid = p.resource->key.uuid,
                                          .resource = p.resource->name,
                                          .group = p.resource->group,
                                          .node = p.resource->node_name(p.resource->self)});
  return [order, log, time, state = p.state]() mutable -> Answer {
    order.timeout_ms = std::min(order.timeout_ms, longest_plugin_ms(order, time));
    PluginRun run = run_plugin(order);
    for (const std::string& line : run.output_lines) log->info("plugin: " + line);
    const PluginReturned& end = run.returned;
    state->remember_plugin(end.end == PluginEnd::exited && end.status == 0);
    return {run.returned, std::move(run.note)};
  };
}

}  // namespace xvm::agent
