#include "agent/inspection/domain_sources.hpp"

#include <fmt/format.h>

#include "agent/hypervisor/xl_config.hpp"
#include "agent/inspection/report.hpp"

namespace xvm::agent {
namespace {

DomainSource parsed(std::string where, std::string_view text) {
  DefinitionReading reading = read_any_definition(text);
  DomainSource source{CallOutcome::ok, std::nullopt, std::move(where), std::move(reading.error)};
  source.malformed = !source.error.empty();
  if (!source.malformed) source.facts = std::move(reading.facts);
  return source;
}

DomainSource ask_here(const InspectionInput& input, bool& autostart) {
  DomainSource here{CallOutcome::unknown, std::nullopt, "the definition on this node", {}};
  if (!input.ask_domain) {
    here.error = "the hypervisor was not asked";
    return here;
  }
  PolicyAnswer answer = input.ask_domain();
  here.outcome = answer.outcome;
  here.error = std::move(answer.detail);
  if (answer.outcome == CallOutcome::ok) {
    here.facts = std::move(answer.definition);
    autostart = answer.autostart;
  }
  return here;
}

DomainSource ask_export(const InspectionInput& input) {
  const std::string where = fmt::format("the export in {}/{}", input.admin, input.resource);
  if (!input.read_export) return {CallOutcome::unknown, std::nullopt, where, "it was not read"};
  Export answer = input.read_export();
  if (answer.outcome == CallOutcome::ok) return parsed(where, answer.text);
  return {answer.outcome, std::nullopt, where, std::move(answer.detail)};
}

DomainSource ask_file(const InspectionInput& input) {
  if (input.domain.naming != DomainNaming::file) return {CallOutcome::refused, {}, "DOMAIN", {}};
  const TextFile file = read_text_file(input.domain.text);
  if (!file.error) return parsed(input.domain.text, file.text);
  return {CallOutcome::unknown, std::nullopt, input.domain.text, why_not_read(file)};
}

}  // namespace

const DefinitionFacts* DomainSources::best() const {
  for (const DomainSource* source : {&here, &exported, &file}) {
    if (source->facts) return &*source->facts;
  }
  return nullptr;
}

DomainSources look_for_domain(const InspectionInput& input) {
  DomainSources sources;
  sources.here = ask_here(input, sources.autostart);
  sources.exported = ask_export(input);
  sources.file = ask_file(input);
  return sources;
}

}  // namespace xvm::agent
