#include "agent/gds/gds_facts.hpp"

#include <fmt/format.h>

#include "agent/gds/cluster_nodes.hpp"
#include "agent/gds/process_monitor.hpp"

namespace xvm::agent {
namespace {

// The questions that need no node names, in the order of their answers.
enum Asked : std::size_t { on_off, rg_state, targets, status, node_names };

std::vector<ClusterQuestion> first_questions(const GdsSubject& s) {
  return {{"scha_resource_get", {"-O", "ON_OFF_SWITCH", "-R", s.resource, "-G", s.group}},
          {"scha_resourcegroup_get", {"-O", "RG_STATE", "-G", s.group}},
          {"scha_resourcegroup_get", {"-O", "TARGET_NODES", "-G", s.group}},
          {"scha_resource_get", {"-O", "STATUS", "-R", s.resource, "-G", s.group}},
          {"scha_cluster_get", {"-O", "ALL_NODENAMES"}}};
}

std::string shown(const AnswerLines& lines) {
  constexpr std::size_t longest = 80;
  return fmt::format("'{}'", fmt::format("{}", fmt::join(lines, "\\n")).substr(0, longest));
}

}  // namespace

GdsFacts::GdsFacts(GdsSubject subject, GdsSources sources, ClusterCommandSettings settings,
                   std::uint32_t bound_ms)
    : subject_(std::move(subject)),
      sources_(std::move(sources)),
      settings_(std::move(settings)),
      bound_ms_(bound_ms) {}

Facts GdsFacts::read() {
  const ClusterCommands cluster(settings_, bound_ms_);
  const std::vector<ClusterAnswer> answers = cluster.ask_all(first_questions(subject_));
  Facts facts;
  facts.readable = true;
  read_group(answers, facts);
  // Where the cluster does not tell its names, those of the node list have to do.
  const std::vector<std::string> names = names_of(answers[node_names].lines);
  read_nodes(cluster, names.empty() ? subject_.nodes : names, facts);
  if (!facts.readable) {
    facts.members = NodeSet::first(static_cast<unsigned>(subject_.nodes.size()));
  }
  facts.last_plugin_ok = !sources_.last_plugin_ok || sources_.last_plugin_ok();
  return facts;
}

void GdsFacts::read_group(const std::vector<ClusterAnswer>& answers, Facts& facts) const {
  facts.on_off = on_off_of(answers[on_off].lines);
  if (facts.on_off == OnOffSwitch::unreadable) note("ON_OFF_SWITCH", answers[on_off]);
  facts.rg_state = rg_state_of(answers[rg_state].lines);
  if (facts.rg_state == RgState::unreadable) note("RG_STATE", answers[rg_state]);
  facts.status_ok = status_is_ok(answers[status].lines);
  if (answers[status].lines.empty()) note("STATUS", answers[status]);
  read_targets(answers[targets], facts);
}

void GdsFacts::read_targets(const ClusterAnswer& answer, Facts& facts) const {
  if (answer.end == AnswerEnd::given) {
    const std::vector<std::string> names = names_of(answer.lines);
    facts.targets = names.empty()       ? TargetNodes::empty
                    : names.size() == 1 ? TargetNodes::one
                                        : TargetNodes::several;
    if (names.size() != 1) return;
    facts.target = node_called(names.front(), subject_.nodes);
    if (facts.target == NodeId::none) note("TARGET_NODES: no node of the node list", answer);
    return;
  }
  if (answer.end == AnswerEnd::none) return note("TARGET_NODES", answer);
  // ADMIN is not worth asking for a stop that cannot be a switch.
  const bool leaves_the_node =
      facts.on_off == OnOffSwitch::enabled && facts.rg_state == RgState::pending_offline;
  if (!leaves_the_node || !sources_.hinted_target) return;
  const std::optional<NodeId> target = sources_.hinted_target();
  if (!target) {
    return note(
        "the cluster does not tell where this switch goes, so nothing can be migrated: use "
        "xvm switch",
        {});
  }
  facts.targets = TargetNodes::one;
  facts.target = *target;
}

void GdsFacts::read_nodes(const ClusterCommands& cluster,
                          const std::vector<std::string>& in_cluster, Facts& facts) const {
  // This node asks its own cluster framework: it is a member.
  facts.members = NodeSet::of(subject_.self);
  std::vector<NodeId> asked;
  std::vector<ClusterQuestion> questions;
  for (std::size_t i = 0; i < subject_.nodes.size(); ++i) {
    const auto node = static_cast<NodeId>(i);
    if (node == subject_.self) continue;
    const std::string name = name_in_cluster(subject_.nodes[i], in_cluster);
    if (name.empty()) {
      facts.readable = false;
      note(fmt::format("NODELIST: the cluster has no node '{}'", subject_.nodes[i]), {});
      continue;
    }
    asked.push_back(node);
    questions.push_back({"scha_cluster_get", {"-O", "NODESTATE_NODE", name}});
    questions.push_back(
        {"scha_resourcegroup_get", {"-O", "RG_STATE_NODE", "-G", subject_.group, name}});
  }
  const std::vector<ClusterAnswer> answers = cluster.ask_all(questions);
  for (std::size_t i = 0; i < asked.size(); ++i) {
    judge_node(asked[i], answers[2 * i], answers[2 * i + 1], facts);
  }
}

void GdsFacts::judge_node(NodeId node, const ClusterAnswer& up, const ClusterAnswer& state,
                          Facts& facts) const {
  const std::string& name = subject_.nodes[index(node)];
  const std::optional<bool> member = is_up(up.lines);
  if (!member) {
    facts.readable = false;
    note("NODESTATE_NODE of " + name, up);
  }
  // Nothing runs on a node that is down, whatever the group's state there is called.
  if (member && !*member) return;
  facts.members = facts.members.with(node);
  const Presence presence = presence_of(state.lines);
  if (presence == Presence::unreadable) note("RG_STATE_NODE of " + name, state);
  if (presence == Presence::offline) return;
  facts.online = facts.online.with(node);
  if (presence != Presence::online) facts.methods = facts.methods.with(node);
}

CallOutcome GdsFacts::silence_process_monitor() {
  const ProcessMonitorEnd end =
      silence_pmf(ClusterCommands(settings_, bound_ms_), subject_.resource, subject_.group);
  if (sources_.note && !end.note.empty()) sources_.note(end.note);
  return end.outcome;
}

void GdsFacts::note(const std::string& what, const ClusterAnswer& answer) const {
  if (!sources_.note) return;
  std::string line = "cluster facts: " + what;
  if (!answer.note.empty()) line += ": " + answer.note;
  if (answer.end == AnswerEnd::given) line += ": the answer was " + shown(answer.lines);
  sources_.note(line);
}

}  // namespace xvm::agent
