#include <fmt/format.h>

#include "agent/hypervisor/host_facts.hpp"
#include "agent/inspection/hypervisor_kind.hpp"
#include "agent/inspection/subjects.hpp"

namespace xvm::agent {
namespace {

// Whether it answers.
bool ask_hypervisor(const InspectionInput& input, Report& report) {
  if (!input.ask_host) {
    report.remark("the hypervisor was not asked whether it answers");
    return false;
  }
  const Called answer = input.ask_host();
  if (answer.outcome != CallOutcome::unknown) return true;
  report.add(Finding::hypervisor_silent,
             fmt::format("the hypervisor at {} does not answer ({}): is its daemon running?",
                         input.uri, answer.detail.empty() ? "no reason given" : answer.detail));
  return false;
}

// Who is answered by xl or xm with a list that begins with Domain-0 controls the hypervisor, also
// where no file says so (Solaris).
void check_domain0(const InspectionInput& input, bool answers, Report& report) {
  if (!is_xen(input.uri) || is_domain0(input.root)) return;
  if (is_toolstack(input.uri) && answers) return;
  const TextFile capabilities = read_text_file(input.root + "/proc/xen/capabilities");
  report.add(
      Finding::not_domain0,
      fmt::format("this node is not Xen's Domain-0 ({}): boot it under Xen, or correct URI ({})",
                  capabilities.error ? why_not_read(capabilities)
                                     : "/proc/xen/capabilities does not say control_d",
                  input.uri));
}

}  // namespace

void inspect_host(const InspectionInput& input, Report& report) {
  const bool answers = ask_hypervisor(input, report);
  check_domain0(input, answers, report);
  if (input.fencing == false) {
    report.add(
        Finding::no_fencing,
        "the cluster has no fencing: a node that is cut off may still run the domain while it "
        "is started elsewhere; configure fencing in the cluster manager");
  }
}

}  // namespace xvm::agent
