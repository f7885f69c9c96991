// sim/scenario/print.hpp
//
// Purpose: a scenario, or one phrase of it, as text: parse(print(s)) == s. Comments and blank lines
// of the file it came from are not part of a scenario.
// Thread rule: pure functions.
//
//   print(scenario, condition) == "web runs on n2"
#pragma once

#include "sim/scenario/scenario.hpp"

namespace xvm::sim {

std::string print(const Scenario& s);
std::string print(const Scenario& s, const Deed& deed);
std::string print(const Scenario& s, const Condition& condition);
std::string print(const Scenario& s, const Conditions& conditions);  // joined by "and"
std::string print(const Scenario& s, const Statement& statement);
std::string print(const Scenario& s, const Timeline& timeline);

}  // namespace xvm::sim
