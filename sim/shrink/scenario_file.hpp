// sim/shrink/scenario_file.hpp
//
// Purpose: scenarios in files: read with errors of one line, written old or new, never half.
// Thread rule: one thread a file.
//
//   std::string trouble;
//   const auto scenario = read_scenario("a.scn", trouble);   // nullopt: "a.scn:7: found ..."
//   trouble = write_scenario("failures/seed-17.scn", *scenario);
#pragma once

#include "sim/scenario/scenario.hpp"

#include <optional>
#include <string>

namespace xvm::sim {

std::optional<Scenario> read_scenario(const std::string& path, std::string& trouble);

// Makes the folder when there is none. Empty: it is written; else why not, in one line.
std::string write_scenario(const std::string& path, const Scenario& scenario);

}  // namespace xvm::sim
