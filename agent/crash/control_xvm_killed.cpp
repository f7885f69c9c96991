// control_xvm_killed: control_xvm for crash tests. Takes control_xvm's arguments after its own:
//   control_xvm_killed before|during ACTION DELAY_MS -R web-rs -G web-rg ... start
// Dies by SIGKILL at that action; ends like control_xvm when the method makes fewer.
#include "agent/control/program.hpp"
#include "agent/crash/killing_jobs.hpp"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>

int main(int argc, char** argv) {
  using namespace xvm::agent;
  constexpr int own_arguments = 3;
  if (argc <= own_arguments + 1) {
    std::fputs("control_xvm_killed: before|during ACTION DELAY_MS come first\n", stderr);
    return 2;
  }
  const KillPoint point{
      .action = static_cast<unsigned>(std::atoi(argv[2])),
      .moment = std::string_view(argv[1]) == "during" ? Moment::during : Moment::before,
      .delay_ms = std::atoi(argv[3])};
  argv[own_arguments] = argv[0];
  end_program("control_xvm", [&] {
    return run_control_xvm(argc - own_arguments, argv + own_arguments, [&](JobMaker& jobs) {
      return std::make_unique<KillingJobs>(jobs, point);
    });
  });
}
