// agent/registration/preconditions.hpp
//
// Purpose: what must be right before anything is asked of the cluster: the configuration file and
// its keys for registration, the times that contradict each other, the commands, and what
// `control_xvm validate` says on this node.
// Thread rule: main thread; validate_here blocks for its bound at most.
//
//   std::vector<std::string> faults = faults_before(order, parsed);   // all at once
//   if (faults.empty()) faults = validate_here(order, config, talk);
#pragma once

#include "agent/config/config_parser.hpp"
#include "agent/registration/register_order.hpp"
#include "agent/registration/step_run.hpp"

#include <string>
#include <vector>

namespace xvm::agent {

// One line each; empty: nothing is wrong.
std::vector<std::string> faults_before(const RegisterOrder& order, const ParseResult& parsed);

// Warnings go to `talk`; what makes it fail is returned.
std::vector<std::string> validate_here(const RegisterOrder& order, const Config& config,
                                       const Talk& talk);

}  // namespace xvm::agent
