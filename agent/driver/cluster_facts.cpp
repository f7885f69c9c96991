#include "agent/driver/cluster_facts.hpp"

namespace xvm::agent {

Facts StandaloneFacts::read() {
  Facts facts;
  facts.readable = resource_.nodes.size() == 1;
  facts.members = resource_.node_set();
  return facts;
}

}  // namespace xvm::agent
