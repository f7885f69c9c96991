// control_xvm: the control script of the 2008 design (section 2): "Retrieve any required resource
// properties. Determine the method to execute. Execute the appropriate function for the method."
#include "agent/control/exit_code.hpp"
#include "agent/control/method_call.hpp"
#include "agent/control/options.hpp"

#include <unistd.h>

#include <cstdio>
#include <exception>

namespace {

int run(int argc, char** argv) {
  const xvm::agent::OptionsResult read = xvm::agent::read_options(argc, argv);
  if (!read.options) return read.exit_code;
  const xvm::agent::CallResult result = xvm::agent::call_method(*read.options);
  for (const std::string& error : result.errors) {
    std::fprintf(stderr, "control_xvm: %s\n", error.c_str());
  }
  return result.errors.empty() ? xvm::agent::exit_code_of(result.finish) : 1;
}

}  // namespace

int main(int argc, char** argv) {
  int code = 1;
  try {
    code = run(argc, argv);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "control_xvm: %s\n", e.what());
  }
  // Threads may be stuck in calls that never return: flush what is ours, join nobody.
  std::fflush(nullptr);
  _exit(code);
}
