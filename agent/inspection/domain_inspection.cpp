#include <fmt/format.h>

#include <algorithm>

#include "agent/inspection/domain_sources.hpp"
#include "agent/inspection/subjects.hpp"
#include "agent/plugin/command_words.hpp"
#include "agent/plugin/program_file.hpp"

namespace xvm::agent {
namespace {

struct NamedDomain {
  std::string where;
  std::string uuid;
  std::string name;

  std::string text() const {
    if (uuid.empty()) return fmt::format("{} names '{}'", where, name);
    return fmt::format("{} names {} ('{}')", where, uuid, name);
  }
};

NamedDomain identity_of(const DomainSource& source) {
  return {source.where, source.facts->uuid, source.facts->name};
}

// The UUID decides; names do only where a UUID is missing (a domain can be renamed).
bool disagree(const NamedDomain& a, const NamedDomain& b) {
  if (!a.uuid.empty() && !b.uuid.empty()) return a.uuid != b.uuid;
  return !a.name.empty() && !b.name.empty() && a.name != b.name;
}

// From the one that counts most; the others are compared with it.
std::vector<NamedDomain> identities(const InspectionInput& input, const DomainSources& sources) {
  std::vector<NamedDomain> all;
  if (sources.here.facts) all.push_back(identity_of(sources.here));
  if (sources.file.facts) all.push_back(identity_of(sources.file));
  if (input.domain.naming == DomainNaming::uuid) all.push_back({"DOMAIN", input.domain.text, {}});
  if (input.domain.naming == DomainNaming::name) all.push_back({"DOMAIN", {}, input.domain.text});
  if (sources.exported.facts) all.push_back(identity_of(sources.exported));
  return all;
}

void compare_identities(const InspectionInput& input, const DomainSources& sources,
                        Report& report) {
  const std::vector<NamedDomain> all = identities(input, sources);
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (!disagree(all.front(), all[i])) continue;
    report.add(
        Finding::domain_uuid_mismatch,
        fmt::format("{}, but {}: these are different domains; correct DOMAIN, or remove what "
                    "is out of date",
                    all.front().text(), all[i].text()));
  }
}

void check_malformed(const DomainSource& source, Report& report) {
  if (!source.malformed) return;
  report.add(Finding::domain_malformed,
             fmt::format("{} is malformed: {}", source.where, source.error));
}

void check_file(const DomainSource& file, Report& report) {
  if (file.outcome == CallOutcome::unknown) {
    report.add(
        Finding::domain_unknown,
        fmt::format("DOMAIN is not readable: {}; every node must have this file", file.error));
  }
  check_malformed(file, report);
  if (file.facts && file.facts->uuid.empty()) {
    report.remark(fmt::format(
        "{} gives no UUID: one will be made at the first start; better write one", file.where));
  }
}

// True when every place answered and none has the domain.
bool nobody_knows(const InspectionInput& input, const DomainSources& sources, Report& report) {
  if (sources.file.outcome != CallOutcome::refused) return false;
  for (const DomainSource* source : {&sources.here, &sources.exported}) {
    if (source->outcome == CallOutcome::refused) continue;
    return false;
  }
  bool silent = false;
  for (const PeerQuestion& peer : input.peers) {
    const PolicyAnswer answer = peer.ask();
    if (answer.outcome == CallOutcome::ok) return false;
    if (answer.outcome == CallOutcome::refused) continue;
    silent = true;
    report.remark(
        fmt::format("{} did not say whether it has the domain: {}", peer.node, answer.detail));
  }
  return !silent;
}

void check_known(const InspectionInput& input, const DomainSources& sources, Report& report) {
  for (const DomainSource* source : {&sources.here, &sources.exported}) {
    if (source->outcome != CallOutcome::unknown) continue;
    report.remark(fmt::format("{} could not be looked at: {}", source->where, source->error));
  }
  if (!nobody_knows(input, sources, report)) return;
  report.add(Finding::domain_unknown,
             fmt::format("the domain '{}' is defined on no node and there is no export in {}/{}: "
                         "define it (virsh define), or correct DOMAIN",
                         input.domain.text, input.admin, input.resource));
}

void check_failover(const InspectionInput& input, const DefinitionFacts* facts, Report& report) {
  const auto type = from_text<FailoverType>(input.failover);
  if (!type) {
    report.add(Finding::failover_type_wrong,
               fmt::format("FAILOVER is '{}': write normal, migrate or \"migrate -live\"",
                           input.failover));
  } else if (*type == FailoverType::migrate_live && facts != nullptr && facts->is_xen_pv()) {
    report.add(
        Finding::live_impossible,
        fmt::format("'{}' is a Xen PV guest, which Xen without shadow paging cannot migrate "
                    "live: it is migrated without -live; use a PVH guest, or FAILOVER=migrate",
                    facts->name));
  }
}

void check_local_state(const InspectionInput& input, const DefinitionFacts* facts, Report& report) {
  if (facts == nullptr || input.node_count < 2) return;
  for (const auto& [has, what, cure] : {std::tuple(facts->nvram, "UEFI variables (NVRAM)",
                                                   "boot it with BIOS or a stateless firmware"),
                                        std::tuple(facts->tpm, "TPM state", "remove its TPM")}) {
    if (!has) continue;
    report.add(
        Finding::local_nvram,
        fmt::format("'{}' keeps {} on one node, which the other {} would miss: {}, or list one "
                    "node only",
                    facts->name, what, input.node_count - 1, cure));
  }
}

void check_plugin(const InspectionInput& input, Report& report) {
  if (input.plugin_probe.empty()) return;
  const CommandWords command = split_words(input.plugin_probe);
  const std::string error =
      command.error.empty() ? find_program(command.words.front()).error : command.error;
  if (error.empty()) return;
  report.add(Finding::plugin_not_executable, fmt::format("PLUGIN_PROBE cannot be run: {}", error));
}

}  // namespace

void inspect_domain(const InspectionInput& input, Report& report) {
  const DomainSources sources = look_for_domain(input);
  check_file(sources.file, report);
  check_malformed(sources.exported, report);
  check_known(input, sources, report);
  compare_identities(input, sources, report);
  check_failover(input, sources.best(), report);
  check_local_state(input, sources.best(), report);
  check_plugin(input, report);
}

}  // namespace xvm::agent
