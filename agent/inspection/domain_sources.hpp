// agent/inspection/domain_sources.hpp
//
// Purpose: everything this node can say about the domain: its definition here, its export, its
// file. Looked at once for the subjects domain and policy. Thread rule: as inspection.hpp.
//
//   DomainSources s = look_for_domain(input); if (s.best()) s.best()->is_xen_pv();
#pragma once

#include <optional>
#include <string>

#include "agent/inspection/inspection.hpp"

namespace xvm::agent {

// What one place says of the domain.
struct DomainSource {
  CallOutcome outcome = CallOutcome::unknown;  // refused: it is not there
  std::optional<DefinitionFacts> facts;
  std::string where;  // for messages: "the definition on this node"
  std::string error;  // why there are no facts
  bool malformed = false;
};

struct DomainSources {
  DomainSource here;
  DomainSource exported;
  DomainSource file;  // refused unless DOMAIN names a file
  bool autostart = false;

  // What would run: the definition here, else the export, else the file.
  const DefinitionFacts* best() const;
};

DomainSources look_for_domain(const InspectionInput& input);

}  // namespace xvm::agent
