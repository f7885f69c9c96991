// agent/control/exit_code.hpp
//
// Purpose: a method's end as the exit code that GDS expects (facts: GDS, 4.4): start, stop,
// validate 0 or 1; a probe 0 healthy, 1..100 severity, 201 immediate failover. Thread rule: pure
// function.
//
//   exit_code_of({Result::not_running, Reason::shut_off, self}) == 100
#pragma once

#include "model/machine/action.hpp"

namespace xvm::agent {

int exit_code_of(const Finish& finish);

}  // namespace xvm::agent
