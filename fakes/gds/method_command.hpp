// fakes/gds/method_command.hpp
//
// Purpose: the shell command line of a method of a resource: the type's <Method>_command with its
// variables replaced, or the method that the registration names, in the form of rt_callbacks(1HA).
// Thread rule: re-entrant.
//
//   std::string line = method_command(type, resource, "web-rg", rgm::Method::start);   // "": none
#pragma once

#include "fakes/gds/snapshot.hpp"
#include "fakes/rgm/names.hpp"

namespace xvm::fakes::gds {

std::string method_command(const Json& type, const Json& resource, const std::string& group,
                           rgm::Method method);

// SUNW.gds's own binaries run the commands: 80 % for a stop, START under PMF, no BOOT.
bool runs_through_sunw_gds(const Json& type);

std::string replaced(std::string text, std::string_view what, std::string_view with);
// Words between blanks; no quoting.
std::vector<std::string> words_of(const std::string& text);

}  // namespace xvm::fakes::gds
