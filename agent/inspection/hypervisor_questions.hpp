// agent/inspection/hypervisor_questions.hpp
//
// Purpose: the questions of InspectionInput, put to a Hypervisor.
// Thread rule: as hypervisor.hpp; the functions share the hypervisor and may outlive the caller.
//
//   input.ask_host = host_question(hypervisor, key.name);
//   input.ask_domain = domain_question(hypervisor, key);
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "agent/hypervisor/hypervisor.hpp"

namespace xvm::agent {

// Any answer will do: the name need not exist.
std::function<Called()> host_question(std::shared_ptr<Hypervisor> hypervisor, std::string name);

// Without a UUID the name is looked up first.
std::function<PolicyAnswer()> domain_question(std::shared_ptr<Hypervisor> hypervisor,
                                              DomainKey key);

}  // namespace xvm::agent
