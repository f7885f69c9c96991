// xvm_register: "uses as input the configuration file to register the OHAC xVM resource" (2008
// design, section 9).
#include "agent/control/program.hpp"
#include "agent/registration/registration.hpp"

#include <cstdio>

namespace {

using namespace xvm::agent;

// Line by line: whoever kills this program still sees how far it came.
void print(const std::string& line) {
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

// Indented lines are commands to be copied, or what a command said.
void complain(const std::string& line) {
  const bool indented = line.rfind("  ", 0) == 0;
  std::fprintf(stderr, "%s%s\n", indented ? "" : "xvm_register: ", line.c_str());
}

int run(int argc, char** argv) {
  const RegisterOrderResult read = read_register_order(argc, argv);
  return read.order ? run_registration(*read.order, {print, complain}) : read.exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  end_program("xvm_register", [&] { return run(argc, argv); });
}
