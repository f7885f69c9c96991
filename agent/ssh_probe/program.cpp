#include "agent/ssh_probe/program.hpp"

#include "agent/ssh_probe/guest_probe.hpp"
#include "agent/ssh_probe/options.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace xvm::agent {
namespace {

int complain(const std::string& line, int status) {
  std::fputs(fmt::format("ppkssh: {} (exit {})\n", line, status).c_str(), stderr);
  return status;
}

}  // namespace

int run_ppkssh(int argc, const char* const* argv) {
  const SshProbeWords words = read_ssh_probe_options(argc, argv);
  if (!words.options) return words.error.empty() ? 0 : complain(words.error, Weights{}.set_up);
  const ProbeOrder& order = words.options->order;
  if (const std::string wrong = fault_of(order); !wrong.empty()) {
    return complain(wrong, order.weights.set_up);
  }
  const Finding found = probe_guest(order);
  const int status = exit_status_of(found.outcome, order.weights);
  const std::string line = fmt::format("{}@{}: {}", order.user, order.host, found.text);
  if (found.outcome != Outcome::up) return complain(line, status);
  if (words.options->verbose) std::fputs(fmt::format("ppkssh: {}\n", line).c_str(), stdout);
  return status;
}

}  // namespace xvm::agent
