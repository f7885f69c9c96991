// agent/registration/registration_plan.hpp
//
// Purpose: from what the cluster holds to what it is to hold: the commands that are still missing,
// in their order, each with the commands that undo it; what is as it should be; what must wait.
// Thread rule: pure functions.
//
//   RegistrationPlan plan = plan_registration(wanted, registry, facts);
//   if (!plan.refusals.empty()) complain(); else for (const Step& s : plan.steps) run(s.words);
#pragma once

#include "agent/registration/cluster_registry.hpp"
#include "agent/registration/command_text.hpp"

#include <string>
#include <vector>

namespace xvm::agent {

struct Step {
  CommandWords words;
  std::vector<CommandWords> undo;  // in their order; none: nothing to undo
};

struct RegistrationPlan {
  std::vector<std::string> refusals;  // not empty: nothing may be done
  std::vector<Step> steps;
  std::vector<std::string> unchanged;  // "resource web-rs"
  std::vector<std::string> changes;    // "Start_timeout: 300 -> 900"
  std::vector<std::string> waiting;    // may be changed only later, with what to do
  std::vector<std::string> kept;       // unregister: what stays, and why
};

struct PlanFacts {
  std::string commands;  // folder of clrg and its kin
  bool admin_folder_is_there = false;
  bool must_exist = false;  // update: there is nothing to make anew
  bool online = false;      // bring it online at the end
  bool disable = false;     // unregister: shut the guest down first
};

RegistrationPlan plan_registration(const WantedRegistration& wanted, const Registry& registry,
                                   const PlanFacts& facts);

RegistrationPlan plan_removal(const WantedRegistration& wanted, const Registry& registry,
                              const PlanFacts& facts);

// "clrs create -d ..." with the properties as given.
CommandWords create_resource_words(const WantedRegistration& wanted, const PlanFacts& facts,
                                   const std::vector<WantedProperty>& properties);

}  // namespace xvm::agent
