// What ToolstackHypervisor does to look: one command, one file, and the log of a guest that has
// gone.
#include <fmt/format.h>

#include "agent/config/config_file.hpp"
#include "agent/hypervisor/xl_config.hpp"
#include "agent/store/node_lock.hpp"
#include "agent/toolstack/marked_processes.hpp"
#include "agent/toolstack/shutdown_log.hpp"
#include "agent/toolstack/toolstack_hypervisor.hpp"

namespace xvm::agent {
namespace {

constexpr std::string_view domain0_uuid = "00000000-0000-0000-0000-000000000000";

// Empty: a guest may have this key.
std::string fault_of(const DomainKey& key) {
  if (!is_uuid_text(key.uuid)) return fmt::format("'{}' is no UUID", key.uuid);
  return key.uuid == domain0_uuid ? "this is the UUID of Domain-0, which is no guest" : "";
}

}  // namespace

ToolstackHypervisor::ToolstackHypervisor(ToolstackSettings settings)
    : tools_(settings.paths, settings.bounds),
      folder_(settings.paths.definitions),
      domain_file_(std::move(settings.domain_file)) {}

ToolstackHypervisor::Standing ToolstackHypervisor::stand(const DomainKey& key) const {
  Standing now;
  now.error = fault_of(key);
  if (!now.error.empty()) return now;
  now.file = folder_.read(key.uuid);
  now.all = tools_.list();
  now.error = now.all.error;
  if (const ListedDomain* domain = now.all.find(key.uuid)) now.domain = *domain;
  return now;
}

Looked ToolstackHypervisor::observe(const DomainKey& key) {
  const Standing now = stand(key);
  if (!now.error.empty()) return {{}, now.error};
  if (now.domain) {
    Observation seen = observation_of(*now.domain);
    if (seen.activity == Activity::unknown) {
      return {{}, fmt::format("the state '{}' is not understood", now.domain->state)};
    }
    seen.defined = !now.file.is_missing();
    return {seen, {}};
  }
  if (now.file.is_missing()) return {{.activity = Activity::inactive}, {}};
  if (!now.file.status) return {{}, now.file.status.text};
  const std::string name = read_any_definition(now.file.text).facts.name;
  return {{.activity = Activity::inactive,
           .off = read_off_reason(tools_.paths().logs, name),
           .defined = true},
          {}};
}

Called ToolstackHypervisor::job_idle(const DomainKey& key) {
  const Standing now = stand(key);
  if (!now.error.empty()) return {CallOutcome::unknown, now.error};
  const NodeLock lock = NodeLock::take(folder_.lock_of(key.uuid), 0);
  if (lock.status().fault == FileFault::silent) return {CallOutcome::refused, "it is being moved"};
  const MarkedProcesses marked = find_marked(tools_.mark_of(key.uuid));
  if (!marked.known) return {CallOutcome::unknown, "/proc does not tell what works on it"};
  if (marked.processes.empty()) return {CallOutcome::ok, {}};
  const MarkedProcess& one = marked.processes.front();
  return {CallOutcome::refused, fmt::format("{} (process {}) works on it", one.program, one.pid)};
}

Resolved ToolstackHypervisor::resolve(const std::string& name) {
  const Listing all = tools_.list();
  if (!all.error.empty()) return {CallOutcome::unknown, {}, all.error};
  for (const ListedDomain& domain : all.domains) {
    if (domain.plain_name() != name) continue;
    if (domain.is_domain0()) return {CallOutcome::refused, {}, name + " is no guest"};
    return {CallOutcome::ok, {domain.uuid, name}, {}};
  }
  const StoredNames stored = folder_.all();
  if (!stored.status) return {CallOutcome::unknown, {}, stored.status.text};
  for (const DefinitionFacts& facts : stored.definitions) {
    if (facts.name == name) return {CallOutcome::ok, {facts.uuid, name}, {}};
  }
  return {CallOutcome::refused, {}, fmt::format("no domain '{}'", name)};
}

StoredFile ToolstackHypervisor::definition_of(const DomainKey& key, const Standing& now) const {
  if (!now.file.is_missing() || !now.domain) return now.file;
  if (!domain_file_.empty()) {
    TextFile file = read_text_file(domain_file_);
    const DefinitionReading reading = read_any_definition(file.text);
    const bool ours = !file.error && reading.error.empty() && !is_xml(file.text);
    if (ours && reading.facts.uuid == key.uuid) return {{}, std::move(file.text)};
  }
  return {{FileFault::other,
           "it was created by hand and ha-xvm has no definition of it: give its xl "
           "configuration, with uuid, as DOMAIN"},
          {}};
}

Dumped ToolstackHypervisor::dump_definition(const DomainKey& key) {
  const Standing now = stand(key);
  if (!now.error.empty()) return {CallOutcome::unknown, {}, {}, now.error};
  StoredFile definition = definition_of(key, now);
  if (definition.is_missing()) return {CallOutcome::refused, {}, {}, definition.status.text};
  if (!definition.status) return {CallOutcome::unknown, {}, {}, definition.status.text};
  // What runs differs from it in numbers only (domain, console), so that there is no live text.
  return {CallOutcome::ok, std::move(definition.text), {}, {}};
}

PolicyAnswer ToolstackHypervisor::inspect_policy(const DomainKey& key) {
  const Dumped dumped = dump_definition(key);
  PolicyAnswer answer;
  answer.outcome = dumped.outcome;
  answer.detail = dumped.detail;
  if (dumped.outcome != CallOutcome::ok) return answer;
  answer.definition = read_any_definition(dumped.definition).facts;
  return answer;
}

MigrationProgress ToolstackHypervisor::progress(const DomainKey&) { return progress_.now(); }

}  // namespace xvm::agent
