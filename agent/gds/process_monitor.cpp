#include "agent/gds/process_monitor.hpp"

namespace xvm::agent {
namespace {

// SUNW.gds has no such property and refuses the question: its services are always under PMF.
bool is_pmf_managed(const ClusterCommands& cluster, const std::string& resource,
                    const std::string& group) {
  const ClusterAnswer answer = cluster.ask(
      {"scha_resource_get", {"-O", "EXTENSION", "-R", resource, "-G", group, "PMF_managed"}});
  return boolean_extension(answer.lines).value_or(true);
}

ProcessMonitorEnd not_silenced(const ClusterAnswer& answer) {
  const bool may_be_done = answer.started && answer.end == AnswerEnd::none;
  return {may_be_done ? CallOutcome::unknown : CallOutcome::refused, answer.note};
}

}  // namespace

ProcessMonitorEnd silence_pmf(const ClusterCommands& cluster, const std::string& resource,
                              const std::string& group) {
  if (!is_pmf_managed(cluster, resource, group)) return {CallOutcome::ok, {}};
  const std::string tag = group + "," + resource + ",0.svc";
  const auto is_gone = [&](const ClusterAnswer& query) { return query.end == AnswerEnd::refused; };
  const ClusterAnswer query = cluster.ask({"pmfadm", {"-q", tag}});
  if (is_gone(query)) return {CallOutcome::ok, {}};
  if (query.end != AnswerEnd::given) return not_silenced(query);
  const ClusterAnswer silenced = cluster.ask({"pmfadm", {"-s", tag}});
  if (silenced.end == AnswerEnd::given) return {CallOutcome::ok, {}};
  // The tag may have gone between the two, and a killed pmfadm may have done its work.
  if (is_gone(cluster.ask({"pmfadm", {"-q", tag}}))) return {CallOutcome::ok, {}};
  return not_silenced(silenced);
}

}  // namespace xvm::agent
