#include "agent/control/exit_code.hpp"

namespace xvm::agent {

int exit_code_of(const Finish& finish) {
  constexpr int complete_failure = 100;
  switch (finish.result) {
    case Result::success:
    case Result::degraded: return 0;
    case Result::failed: return 1;
    case Result::unhealthy:
    case Result::not_running: return complete_failure;
    case Result::plugin: return finish.plugin;
  }
  return 1;
}

}  // namespace xvm::agent
