// sim/view/chrome.hpp
//
// Purpose: a timeline in the Chrome trace format (a JSON array), for ui.perfetto.dev and
// chrome://tracing: a process for each node, threads for what its bars tell of each domain, faults
// and claims as instants, migrations as arrows.
// Thread rule: pure function.
//
//   file << chrome_of(timeline);         // one event a line
#pragma once

#include "sim/view/timeline.hpp"

namespace xvm::sim::view {

std::string chrome_of(const Timeline& timeline);

}  // namespace xvm::sim::view
