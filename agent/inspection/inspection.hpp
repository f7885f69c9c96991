// agent/inspection/inspection.hpp
//
// Purpose: the production executor of ports/inspection.hpp: what validate finds on this node (2008
// design, section 3). Looks, never judges (decisions/findings.hpp does) and changes nothing, but
// for a temporary that it writes to ADMIN and removes. Thread rule: blocks as long as the file
// systems and the questions of the input do: call it on a worker thread and bound it. Inspections
// of several subjects may run at the same time, if the questions may.
//
//   Inspection i = inspect(Subject::host, input);
//   i.inspected.findings.contains(Finding::not_domain0);
//   for (const std::string& line : i.lines) log(line);
//
// A question without an answer is no finding: unknown never becomes "wrong" here (R2's spirit), it
// becomes a remark. The silent hypervisor itself is Finding::hypervisor_silent of Subject::host.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "agent/config/config.hpp"
#include "agent/hypervisor/hypervisor.hpp"
#include "model/ports/inspection.hpp"

namespace xvm::agent {

struct Export {
  CallOutcome outcome = CallOutcome::unknown;  // refused: answered, there is no export
  std::string text;                            // XML or an xl configuration; only when ok
  std::string detail;                          // why it is unknown
};

// The newest format number that a record of the resource carries, and the newest that this agent
// reads and writes.
struct RecordFormats {
  std::uint32_t seen = 0;
  std::uint32_t known = 0;
};

struct PeerQuestion {
  std::string node;
  std::function<PolicyAnswer()> ask;
};

// Questions that are not set are taken as unanswered.
struct InspectionInput {
  std::string resource;
  std::string uri;  // of the own node's hypervisor; "xen..." makes this a matter of Domain-0
  DomainRef domain;
  std::string failover;        // as written: normal, migrate, migrate -live
  std::string plugin_probe;    // command line; empty: none
  std::string admin;           // ADMIN
  std::size_t node_count = 1;  // of the resource's node list

  // Does the hypervisor answer at all? ok and refused do; unknown does not (Called::detail: why).
  std::function<Called()> ask_host;
  // The domain on this node; refused: the hypervisor answered, it has no such domain.
  std::function<PolicyAnswer()> ask_domain;
  // The other nodes; asked one after the other, and only when nothing here knows the domain.
  std::vector<PeerQuestion> peers;
  std::function<Export()> read_export;
  std::function<std::optional<RecordFormats>()> read_formats;  // nothing: could not be read
  // Has the cluster fencing? Nothing: there is no cluster manager, or it was not asked.
  std::optional<bool> fencing;

  // Put before /etc and /proc (not before DOMAIN, PLUGIN_PROBE and ADMIN); for tests.
  std::string root;
};

struct Inspection {
  Inspected inspected;
  std::vector<std::string> lines;    // one for each finding at least: what, where, what to do
  std::vector<std::string> remarks;  // what could not be looked at, and why; no findings
};

Inspection inspect(Subject subject, const InspectionInput& input);

}  // namespace xvm::agent
