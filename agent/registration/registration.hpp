// agent/registration/registration.hpp
//
// Purpose: registers, updates and unregisters one resource (2008 design, section 9): checks first,
// looks at what the cluster holds, and does only what is missing, so that it may be repeated at any
// time, also after it was killed.
// Thread rule: main thread; every command is bounded.
//
//   int code = run_registration(order, {.out = print, .err = complain});
#pragma once

#include "agent/registration/register_order.hpp"
#include "agent/registration/step_run.hpp"

namespace xvm::agent {

// Exit codes: done or nothing to do, failed (nothing or not all was done), and done but for
// properties that wait until the resource is disabled.
inline constexpr int registration_done = 0;
inline constexpr int registration_failed = 1;
inline constexpr int registration_waits = 3;

int run_registration(const RegisterOrder& order, const Talk& talk);

}  // namespace xvm::agent
