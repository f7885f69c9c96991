// model/decisions/target_check.hpp
//
// Purpose: is this node fit to receive the domain? One clear reason per refusal (architecture,
// section 6, step 1; 2008 design, section 5: "determine the target host and validate it").
// Thread rule: pure functions.
//
//   first_fault(TargetReport{}.with(TargetFault::memory_short)) == TargetFault::memory_short
#pragma once

#include "model/ports/hypervisor.hpp"

#include <optional>

namespace xvm {

// The fault to name: the enumerators stand in order of weight, so that "does not answer" is not
// reported as "storage missing". Nothing when the target is fit.
std::optional<TargetFault> first_fault(TargetReport report);

}  // namespace xvm
