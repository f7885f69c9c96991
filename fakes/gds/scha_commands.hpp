// fakes/gds/scha_commands.hpp
//
// Purpose: the scha_* commands. The questions read cluster.json alone; scha_control and
// scha_resource_setstatus ask fake-rgm. Formats and optags as in scha_cmds(1HA).
// Thread rule: one thread per call.
//
//   Call call{folder, "scha_resource_get", {"-O", "STATUS", "-R", "web", "-G", "web-rg"}};
//   scha_resource_get(call);                         // call.out == "OK\nService is online.\n"
#pragma once

#include "fakes/gds/call.hpp"

namespace xvm::fakes::gds {

int scha_resource_get(Call& call);
int scha_resourcegroup_get(Call& call);
int scha_resourcetype_get(Call& call);
int scha_cluster_get(Call& call);
int scha_control(Call& call);
int scha_resource_setstatus(Call& call);

}  // namespace xvm::fakes::gds
