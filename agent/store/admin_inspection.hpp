// agent/store/admin_inspection.hpp
//
// Purpose: what validate must know of the administrative file system: is it there, a folder,
// shared, writable, closed to others (ports/inspection.hpp, Subject::admin). Changes nothing but
// for a temporary that it writes and removes. Thread rule: blocks as long as the file system does.
//
//   AdminInspection i = inspect_admin("/global/xvm", "web-rs");
//   for (const std::string& note : i.notes) log(note);
#pragma once

#include <string>
#include <vector>

#include "model/ports/inspection.hpp"

namespace xvm::agent {

struct AdminInspection {
  FindingSet findings;             // only those that begin with "admin"
  std::vector<std::string> notes;  // one line for each finding: what, where, why
};

// World-accessible: others may enter the resource's folder, or write to ADMIN. Local: the file
// system is of a kind that one node alone can mount; kinds that are not known pass for shared.
AdminInspection inspect_admin(const std::string& admin, const std::string& resource);

}  // namespace xvm::agent
