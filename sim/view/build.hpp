// sim/view/build.hpp
//
// Purpose: makes the timeline of a trace, whoever wrote it. A trace with facts of the world (the
// simulator's, architecture section 10) shows what was; one of control_xvm shows what its methods
// observed.
// Thread rule: pure function.
//
//   const Timeline t = timeline_of(std::move(entries));
#pragma once

#include "sim/view/timeline.hpp"

namespace xvm::sim::view {

Timeline timeline_of(std::vector<trace::Entry> entries);

}  // namespace xvm::sim::view
