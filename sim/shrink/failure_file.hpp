// sim/shrink/failure_file.hpp
//
// Purpose: what a failing run leaves behind: a scenario file, shrunk, that fails in the same way.
// While it is shrunk, a terminal shows how far it is.
// Thread rule: one thread.
//
//   fmt::print("{}", save_failure(options, watch.done(), result, "failures"));
#pragma once

#include "sim/shrink/saved_run.hpp"
#include "sim/shrink/shrink.hpp"

#include <string>

namespace xvm::sim {

// Shrinks with a line of progress; the description of what is left says of how much.
Shrunk shrink_shown(const Scenario& scenario, std::uint64_t most_tries);

// Writes FOLDER/seed-17-3x3.scn; says where it is, in a line or two.
std::string save_failure(const RunOptions& options, const std::vector<Done>& done,
                         const RunResult& result, const std::string& folder);

}  // namespace xvm::sim
