// agent/gds/resource_status.hpp
//
// Purpose: what an administrator reads beside the resource (clrs status): how the last probe ended,
// as status and message. It is shown only: no method's result depends on whether it could be set.
// Thread rule: report_status is a pure function; show_status blocks until the deadline of
// `cluster` at most.
//
//   StatusReport r = report_status(finish);   // {DEGRADED, "the domain is paused"}
//   if (std::string trouble = show_status(cluster, subject, r); !trouble.empty()) log(trouble);
#pragma once

#include <string>

#include "agent/gds/cluster_commands.hpp"
#include "agent/gds/gds_facts.hpp"
#include "model/machine/action.hpp"

namespace xvm::agent {

enum class ResourceStatus : std::uint8_t { ok, degraded, faulted };

struct StatusReport {
  ResourceStatus status = ResourceStatus::ok;
  std::string message;  // one line
  friend bool operator==(const StatusReport&, const StatusReport&) = default;
};

// OK: healthy. DEGRADED: healthy but somebody should look, or a plugin that failed in part (below
// 100). FAULTED: GDS will restart the domain or move the group.
StatusReport report_status(const Finish& finish);

// scha_resource_setstatus. Returns a line for the log when it could not be done, else nothing.
std::string show_status(const ClusterCommands& cluster, const GdsSubject& subject,
                        const StatusReport& report);

}  // namespace xvm::agent
namespace xvm {
template <>
struct EnumText<agent::ResourceStatus> {
  static constexpr std::array text{"OK"sv, "DEGRADED"sv, "FAULTED"sv};
};
}  // namespace xvm
