// fakes/gds/pmfadm.hpp
//
// Purpose: pmfadm(1M). Every tag is one small monitor process (pmf_monitor.hpp) with the socket
// TAG.sock in STATE/pmf/NODE; what a started program prints goes to TAG.out beside it.
// Thread rule: only in a program of its own (-c forks).
//
//   pmfadm -c TAG [-a ACTION] [-e VAR=VAL | -E] [-n RETRIES] [-t MINUTES] [-C LEVEL] COMMAND...
//   pmfadm -s TAG [-w SECONDS] [SIGNAL]    stop watching; a signal only when it is named
//   pmfadm -k TAG [-w SECONDS] [SIGNAL]    send a signal (KILL)
//   pmfadm -q TAG | -l TAG | -L | -m TAG [-n RETRIES] [-t MINUTES]
//   exit: 0 good, 1 no such tag, tag exists, or not gone in time
#pragma once

#include "fakes/gds/call.hpp"

namespace xvm::fakes::gds {

int pmfadm(Call& call);
// For fake-rgm: pmf-watch LAUNCH LEVEL TAG COMMAND...: runs COMMAND under the tag in the foreground
// and tells fake-rgm what becomes of it (START of SUNW.gds).
int pmf_watch(Call& call);

}  // namespace xvm::fakes::gds
