// agent/ssh_probe/program.hpp
//
// Purpose: ppkssh from its words to its exit status (2008 design, section 6: the plugin probe that
// comes with the agent). Thread rule: main thread, once.
//
//   int main(int argc, char** argv) { return xvm::agent::run_ppkssh(argc, argv); }
#pragma once

namespace xvm::agent {

// 0..100, as GDS understands a probe. What is not well is one line on standard error.
int run_ppkssh(int argc, const char* const* argv);

}  // namespace xvm::agent
