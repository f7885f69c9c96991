// agent/driver/definitions.hpp
//
// Purpose: definitions on their way between hypervisors and files: export, quarantine, and the best
// definition to define from (2008 design, sections 4 and 7; R8, R9).
// Thread rule: called on workers; blocks on the hypervisor and on file systems.
//
//   Answer a = export_definition(hypervisor, tools, node);     // Exported{node, intact}
#pragma once

#include "agent/driver/production_jobs.hpp"

#include <string>

namespace xvm::agent {

// Dumps, writes to ADMIN and to the node-local folder, reads back. local-only when ADMIN failed.
Answer export_definition(Hypervisor* hypervisor, const Tools& tools, NodeId node);

// Keeps a copy of a definition that is about to be undefined on a node that does not hold the
// domain.
Answer quarantine_definition(Hypervisor* hypervisor, const Tools& tools, NodeId node);

// ADMIN's export, else this node's copy, else the file that DOMAIN names; empty when there is none.
std::string best_definition(const Tools& tools);

// For people: "2026-11-23T01:30:00Z". Nothing is ever computed from it.
std::string wall_time_text();

}  // namespace xvm::agent
