// control_xvm: the control script of the 2008 design (section 2): "Retrieve any required resource
// properties. Determine the method to execute. Execute the appropriate function for the method."
#include "agent/control/program.hpp"

int main(int argc, char** argv) {
  xvm::agent::end_program("control_xvm", [&] { return xvm::agent::run_control_xvm(argc, argv); });
}
