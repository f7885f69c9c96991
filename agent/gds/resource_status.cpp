#include "agent/gds/resource_status.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace xvm::agent {
namespace {

ResourceStatus status_of(const Finish& finish) {
  constexpr std::uint8_t complete_failure = 100;
  switch (finish.result) {
    case Result::success: return ResourceStatus::ok;
    case Result::degraded: return ResourceStatus::degraded;
    case Result::plugin:
      if (finish.plugin == 0) return ResourceStatus::ok;
      return finish.plugin < complete_failure ? ResourceStatus::degraded : ResourceStatus::faulted;
    case Result::failed:
    case Result::unhealthy:
    case Result::not_running: break;
  }
  return ResourceStatus::faulted;
}

std::string message_of(const Finish& finish) {
  switch (finish.reason) {
    case Reason::healthy: return "the domain runs";
    case Reason::healthy_paused: return "the domain is paused";
    case Reason::still_booting: return "the domain runs; its guest still boots";
    case Reason::unknown_within_grace: return "the hypervisor does not answer; waiting";
    case Reason::unknown_too_long: return "the hypervisor does not answer, for too long";
    case Reason::emulator_alive: return "the hypervisor does not answer; the emulator lives";
    case Reason::emulator_gone: return "the hypervisor does not answer; the emulator is gone";
    case Reason::shut_off: return "the domain is shut off";
    case Reason::guest_crashed: return "the guest crashed";
    case Reason::powered_off: return "the guest switched itself off and is left so";
    case Reason::absent_here: return "there is no such domain on this node";
    case Reason::claimed_elsewhere:
      return "the domain runs here although another node holds its claim";
    case Reason::plugin_said: return fmt::format("the plugin probe exits with {}", finish.plugin);
    case Reason::plugin_timed_out: return "the plugin probe gave no answer in time";
    case Reason::plugin_broken: return "the plugin probe cannot be started";
    default: break;
  }
  std::string words(to_text(finish.reason));
  std::replace(words.begin(), words.end(), '-', ' ');
  return words;
}

}  // namespace

StatusReport report_status(const Finish& finish) { return {status_of(finish), message_of(finish)}; }

std::string show_status(const ClusterCommands& cluster, const GdsSubject& subject,
                        const StatusReport& report) {
  const ClusterAnswer answer =
      cluster.ask({"scha_resource_setstatus",
                   {"-R", subject.resource, "-G", subject.group, "-s",
                    std::string(to_text(report.status)), "-m", report.message}});
  if (answer.end == AnswerEnd::given) return {};
  return "the resource's status was not set: " + answer.note;
}

}  // namespace xvm::agent
