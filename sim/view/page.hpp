// sim/view/page.hpp
//
// Purpose: a timeline as one HTML file that needs nothing else: style, script and data are inside,
// and its content policy forbids every request. The template is in sim/view/report/.
// Thread rule: pure function.
//
//   std::ofstream("out.html") << page_of(timeline);
#pragma once

#include "sim/view/timeline.hpp"

namespace xvm::sim::view {

std::string page_of(const Timeline& timeline);

}  // namespace xvm::sim::view
