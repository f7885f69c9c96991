// sim/view/fact_text.hpp
//
// Purpose: a fact in words, and what kind of happening it is. Facts that this program does not know
// are shown with all their fields.
// Thread rule: pure functions.
//
//   text_of(Fact{"fault", {{"what", "crash-host"}}}) == "fault: crash-host"
#pragma once

#include "sim/view/timeline.hpp"

namespace xvm::sim::view {

std::string field_of(const trace::Fact& fact, const std::string& name);  // empty: it has none
Kind kind_of(const trace::Fact& fact);
std::string text_of(const trace::Fact& fact);
// "claim 4: moving from n1 to n2"
std::string claim_text(const trace::Fact& claim);
// "paused (user)", "shut off", "nothing here"
std::string copy_text(const trace::Fact& domain);

}  // namespace xvm::sim::view
