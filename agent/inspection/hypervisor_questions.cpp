#include "agent/inspection/hypervisor_questions.hpp"

#include <utility>

namespace xvm::agent {

std::function<Called()> host_question(std::shared_ptr<Hypervisor> hypervisor, std::string name) {
  if (name.empty()) name = "Domain-0";  // Xen has it, others answer that they have not
  return [hypervisor = std::move(hypervisor), name = std::move(name)] {
    Resolved answer = hypervisor->resolve(name);
    return Called{answer.outcome, std::move(answer.detail)};
  };
}

std::function<PolicyAnswer()> domain_question(std::shared_ptr<Hypervisor> hypervisor,
                                              DomainKey key) {
  return [hypervisor = std::move(hypervisor), key = std::move(key)] {
    if (!key.uuid.empty()) return hypervisor->inspect_policy(key);
    Resolved found = hypervisor->resolve(key.name);
    if (found.outcome == CallOutcome::ok) return hypervisor->inspect_policy(found.key);
    PolicyAnswer answer;
    answer.outcome = found.outcome;
    answer.detail = std::move(found.detail);
    return answer;
  };
}

}  // namespace xvm::agent
