// sim/view/mermaid.hpp
//
// Purpose: a timeline as a Mermaid sequence diagram, which code hosts draw in Markdown: who asked
// whom for what, what changed, and where an invariant broke. Only the story is drawn, and at most
// so many messages as such a page can bear.
// Thread rule: pure function.
//
//   "```mermaid\n" + mermaid_of(timeline, {.domain = "web"}) + "```\n"
#pragma once

#include "sim/view/selection.hpp"

namespace xvm::sim::view {

// Hosts of code refuse diagrams above 50,000 characters.
inline constexpr std::size_t most_messages = 300;

// Of more than `most` messages the last ones are kept, and a note says how many were left out.
std::string mermaid_of(const Timeline& timeline, const Selection& selection,
                       std::size_t most = most_messages);

}  // namespace xvm::sim::view
