#include "agent/control/cluster.hpp"

#include "agent/control/bounded.hpp"
#include "agent/gds/gds_facts.hpp"
#include "agent/gds/resource_status.hpp"
#include "agent/gds/switch_target.hpp"
#include "agent/store/admin_folder.hpp"

#include <algorithm>

namespace xvm::agent {

bool has_cluster(const Options& options) {
  return cluster_commands_present(options.cluster_commands);
}

GroupNodes group_nodes(const Options& options, const CallTime& time) {
  const auto bound_ms = static_cast<std::uint32_t>(time.bound_ms(8'000));
  const ClusterCommands cluster({.folder = options.cluster_commands}, bound_ms);
  ClusterAnswer answer =
      cluster.ask({"scha_resourcegroup_get", {"-O", "NODELIST", "-G", options.group}});
  if (answer.end != AnswerEnd::given) {
    return {{},
            "the cluster does not tell the nodes of " + options.group + ": " + answer.note +
                "; list them in NODELIST"};
  }
  return {std::move(answer.lines), {}};
}

std::shared_ptr<ClusterFacts> facts_for(const Options& options, const Prepared& prepared,
                                        const Say& say, std::int64_t call_bound_ms) {
  if (!has_cluster(options)) return std::make_shared<StandaloneFacts>(*prepared.resource);
  // What is left after the questions is for the hint, and to end a command that hangs.
  const auto questions_ms =
      static_cast<std::uint32_t>(call_bound_ms - std::min<std::int64_t>(2'000, call_bound_ms / 2));
  const std::int64_t admin_patience_ms = std::min<std::int64_t>(1'000, call_bound_ms / 10);
  GdsSources sources;
  sources.note = say;
  sources.last_plugin_ok = [state = prepared.state] {
    return state->read().last_plugin_ok.value_or(true);
  };
  sources.hinted_target = [admin_patience_ms, resource = prepared.resource, names = *prepared.names,
                           say]() -> std::optional<NodeId> {
    const auto hint = bounded(admin_patience_ms, [resource, names] {
      return hinted_target(AdminFolder(resource->config.admin, resource->name), names,
                           resource->name);
    });
    if (hint && !hint->note.empty()) say(hint->note);
    return hint ? hint->target : std::nullopt;
  };
  return std::make_shared<GdsFacts>(gds_subject(*prepared.resource), std::move(sources),
                                    ClusterCommandSettings{.folder = options.cluster_commands},
                                    questions_ms);
}

void show_trouble(const Options& options, const Prepared& prepared, const Finish& finish,
                  const Say& say, const CallTime& time) {
  const StatusReport report = report_status(finish);
  if (report.status == ResourceStatus::ok || !has_cluster(options)) return;
  const auto bound_ms = static_cast<std::uint32_t>(time.bound_ms(2'000));
  const ClusterCommands cluster({.folder = options.cluster_commands}, bound_ms);
  const std::string trouble = show_status(cluster, gds_subject(*prepared.resource), report);
  if (!trouble.empty()) say(trouble);
}

}  // namespace xvm::agent
