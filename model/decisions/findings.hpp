// model/decisions/findings.hpp
//
// Purpose: which findings of validate are errors and which are warnings (2008 design, section 3:
// "Failure from the validate function will result in the resource not being registered").
// Thread rule: pure functions.
//
//   errors_of(FindingSet{}.with(Finding::autostart)).empty() == true      // a warning
#pragma once

#include "model/ports/inspection.hpp"
#include "model/vocabulary/reason.hpp"

namespace xvm {

// True when the finding makes the configuration unacceptable; false when it is only reported.
bool is_error(Finding finding);

Subject subject_of(Finding finding);

// The errors among the findings.
FindingSet errors_of(FindingSet findings);

// Reason::valid, or the subject of the first error.
Reason judge_findings(FindingSet findings);

}  // namespace xvm
