#include "agent/ssh_probe/program.hpp"

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
  try {
    return xvm::agent::run_ppkssh(argc, argv);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "ppkssh: %s (exit 1)\n", e.what());
    return 1;  // as every fault that is not the guest's
  }
}
