// agent/registration/step_run.hpp
//
// Purpose: carries steps out one after the other, stops at the first that fails, and then tells
// what was done, what failed and which commands undo what was done. Undoes nothing by itself.
// Thread rule: main thread; each command blocks until its bound at most.
//
//   bool good = run_steps(plan.steps, {.timeout_ms = 600'000}, talk);
#pragma once

#include "agent/registration/registration_plan.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace xvm::agent {

// Lines without their ends.
struct Talk {
  std::function<void(const std::string&)> out;
  std::function<void(const std::string&)> err;
};

struct StepBounds {
  std::uint32_t timeout_ms = 3'600'000;  // of each command
};

bool run_steps(const std::vector<Step>& steps, const StepBounds& bounds, const Talk& talk);

// What undoes the first `done` steps, in the order in which it must be given.
std::vector<CommandWords> undo_of(const std::vector<Step>& steps, std::size_t done);

}  // namespace xvm::agent
