#include "agent/control/program.hpp"

#include "agent/control/exit_code.hpp"
#include "agent/control/options.hpp"

#include <unistd.h>

#include <cstdio>
#include <exception>

namespace xvm::agent {

int run_control_xvm(int argc, char** argv, const JobsBetween& between) {
  const OptionsResult read = read_options(argc, argv);
  if (!read.options) return read.exit_code;
  const CallResult result = call_method(*read.options, between);
  for (const std::string& error : result.errors) {
    std::fprintf(stderr, "control_xvm: %s\n", error.c_str());
  }
  return result.errors.empty() ? exit_code_of(result.finish) : 1;
}

void end_program(const char* name, const std::function<int()>& run) {
  int code = 1;
  try {
    code = run();
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s: %s\n", name, e.what());
  }
  std::fflush(nullptr);
  _exit(code);
}

}  // namespace xvm::agent
