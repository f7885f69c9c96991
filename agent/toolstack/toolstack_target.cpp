// What a migration needs, told by the source, and what is wrong with this node as its target.
// Unlike libvirt this code runs on the target itself, so that paths and bridges can be looked at.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "agent/hypervisor/xl_config.hpp"
#include "agent/toolstack/host_memory.hpp"
#include "agent/toolstack/toolstack_hypervisor.hpp"

namespace xvm::agent {
namespace {

void add(TargetAnswer& answer, TargetFault fault, const std::string& why) {
  answer.report = answer.report.with(fault);
  if (!answer.detail.empty()) answer.detail += "; ";
  answer.detail += why;
}

bool surely_missing(const std::string& path) {
  return ::access(path.c_str(), F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

void check_things(const DefinitionFacts& needs, TargetAnswer& answer) {
  for (const std::string& path : needs.paths) {
    if (surely_missing(path)) add(answer, TargetFault::storage_missing, "no " + path);
  }
  for (const std::string& bridge : needs.bridges) {
    if (!surely_missing("/sys/class/net/" + bridge)) continue;
    add(answer, TargetFault::bridge_missing, "no bridge " + bridge);
  }
}

void check_host(const HostFacts& host, const TargetNeeds& needs, TargetAnswer& answer) {
  if (host.xen_version != 0 && host.xen_version < needs.hypervisor_version) {
    add(answer, TargetFault::version_older,
        fmt::format("Xen {} there, {} here", host.xen_version, needs.hypervisor_version));
  }
  const std::uint64_t free_kib = host.free_mib * 1024;
  if (host.memory_is_fixed && free_kib < needs.definition.memory_kib) {
    add(answer, TargetFault::memory_short,
        fmt::format("{} KiB free, {} needed", free_kib, needs.definition.memory_kib));
  }
}

}  // namespace

NeedsAnswer ToolstackHypervisor::describe_needs(const DomainKey& key) {
  const Standing now = stand(key);
  if (!now.error.empty()) return {CallOutcome::unknown, {}, now.error};
  const StoredFile definition = definition_of(key, now);
  if (definition.is_missing()) return {CallOutcome::refused, {}, definition.status.text};
  if (!definition.status) return {CallOutcome::unknown, {}, definition.status.text};
  const CommandRun info = tools_.ask({"info"});
  if (!info.succeeded()) return {CallOutcome::unknown, {}, info.note};
  DefinitionFacts facts = read_any_definition(definition.text).facts;
  // It may have been given more, or less, since it was defined.
  if (now.domain) facts.memory_kib = std::max(facts.memory_kib, now.domain->memory_mib * 1024);
  const DomainKey named{key.uuid, facts.name};
  return {CallOutcome::ok, {named, std::move(facts), 0, read_info(info.output).xen_version}, {}};
}

TargetAnswer ToolstackHypervisor::check_target(const TargetNeeds& needs) {
  TargetAnswer answer;
  if (needs.definition.nvram || needs.definition.tpm) {
    add(answer, TargetFault::local_state, "NVRAM or TPM state lies on the source");
  }
  const Standing now = stand(needs.key);
  const CommandRun info = tools_.ask({"info"});
  if (!now.error.empty() || !info.succeeded()) {
    add(answer, TargetFault::no_answer, now.error.empty() ? info.note : now.error);
    return answer;
  }
  if (now.domain) {
    add(answer, TargetFault::domain_active,
        fmt::format("it is {} there", to_text(observation_of(*now.domain).activity)));
  }
  const Called idle = job_idle(needs.key);
  if (idle.outcome == CallOutcome::refused) add(answer, TargetFault::job_busy, idle.detail);
  if (idle.outcome == CallOutcome::unknown) add(answer, TargetFault::no_answer, idle.detail);
  const std::string other = who_has_the_name(needs.key, now.all);
  if (!other.empty()) {
    add(answer, TargetFault::name_taken,
        fmt::format("the name {} belongs to the domain {} there", needs.key.name, other));
  }
  check_host(read_info(info.output), needs, answer);
  check_things(needs.definition, answer);
  return answer;
}

}  // namespace xvm::agent
