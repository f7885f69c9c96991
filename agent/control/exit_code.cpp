#include "agent/control/exit_code.hpp"

#include "model/decisions/gds_exit_code.hpp"

namespace xvm::agent {

int exit_code_of(const Finish& finish) { return gds_exit_code(finish.result, finish.plugin); }

}  // namespace xvm::agent
