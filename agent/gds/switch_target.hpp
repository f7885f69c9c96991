// agent/gds/switch_target.hpp
//
// Purpose: the target that `xvm switch` left for the stop it causes, read from ADMIN, for clusters
// that have no TARGET_NODES (before Solaris Cluster 4.2).
// Thread rule: any thread; blocks for as long as the administrative file system does, so the caller
// bounds it.
//
//   SwitchTarget hint = hinted_target(AdminFolder(admin, "web-rs"), names, "web-rs");
//   if (hint.target) ...; else if (!hint.note.empty()) log(hint.note);
#pragma once

#include <optional>
#include <string>

#include "agent/store/admin_folder.hpp"
#include "model/records/node_names.hpp"
#include "model/vocabulary/node.hpp"

namespace xvm::agent {

struct SwitchTarget {
  std::optional<NodeId> target;
  std::string note;  // why a hint that is there does not count; empty when there is none
};

// A hint counts only for this resource and for the newest claim, which must be readable.
SwitchTarget hinted_target(const AdminFolder& admin, const records::NodeNames& names,
                           const std::string& resource);

}  // namespace xvm::agent
