// agent/hypervisor/xl_config.hpp
//
// Purpose: reads an xl domain configuration (xl.cfg(5)): KEY=VALUE pairs, separated by line ends or
// semicolons; a value is a quoted string, a number or a list in brackets, nested and over several
// lines if it likes. Strict: xl itself stops at the first thing that it does not understand, too.
// Thread rule: pure functions.
//
//   XlReading r = read_xl_config("name='web1'\ntype='pvh'\nmemory=512\n");
//   r.facts.name == "web1" && r.facts.os_type == "xenpvh"
#pragma once

#include <string_view>

#include "agent/hypervisor/definition_facts.hpp"

namespace xvm::agent {

// A name must be there; type and builder tell the guest's kind, PV when both are missing. A vtpm
// counts as TPM. Of disks and network cards the paths and bridges are read that a node must have.
DefinitionReading read_xl_config(std::string_view text);

// XML when the first thing that is no blank is '<', else an xl configuration. The UUID of the
// facts, when there is one, has the usual form; another one is an error.
DefinitionReading read_any_definition(std::string_view text);

// Whether read_any_definition would take it for XML.
bool is_xml(std::string_view text);

}  // namespace xvm::agent
