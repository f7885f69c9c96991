#include "agent/registration/cluster_registry.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace xvm::agent {
namespace {

std::string without_version(const std::string& type) { return type.substr(0, type.find(':')); }

bool is_down(const std::string& state) { return state == "OFFLINE" || state == "UNMANAGED"; }

ClusterQuestion about_cluster(const char* tag) { return {"scha_cluster_get", {"-O", tag}}; }
ClusterQuestion about_group(const char* tag, const std::string& group) {
  return {"scha_resourcegroup_get", {"-O", tag, "-G", group}};
}
ClusterQuestion about_resource(const std::string& tag, const std::string& resource,
                               const std::string& group) {
  return {"scha_resource_get", {"-O", tag, "-R", resource, "-G", group}};
}
ClusterQuestion on_node(ClusterQuestion question, const std::string& node) {
  question.words.push_back(node);
  return question;
}

// Questions whose answers are needed, all of them.
class Reader {
 public:
  explicit Reader(const ClusterCommands& cluster) : cluster_(cluster) {}

  std::vector<AnswerLines> ask(const std::vector<ClusterQuestion>& questions) {
    std::vector<AnswerLines> lines;
    if (!error_.empty()) return std::vector<AnswerLines>(questions.size());
    const std::vector<ClusterAnswer> answers = cluster_.ask_all(questions);
    for (const ClusterAnswer& answer : answers) {
      if (answer.end != AnswerEnd::given && error_.empty()) error_ = answer.note;
      lines.push_back(answer.lines);
    }
    return lines;
  }
  std::string word(const AnswerLines& answer, const std::string& what) {
    if (answer.size() == 1) return answer.front();
    if (error_.empty()) error_ = fmt::format("{}: the answer is not one line", what);
    return "";
  }
  const std::string& error() const { return error_; }

 private:
  const ClusterCommands& cluster_;
  std::string error_;
};

std::map<std::string, std::string> ask_states(Reader& reader, const ClusterQuestion& question,
                                              const std::vector<std::string>& nodes) {
  std::vector<ClusterQuestion> questions;
  for (const std::string& node : nodes) questions.push_back(on_node(question, node));
  const auto answers = reader.ask(questions);
  std::map<std::string, std::string> states;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    states[nodes[i]] = reader.word(answers[i], "the state on " + nodes[i]);
  }
  return states;
}

PresentGroup ask_group(Reader& reader, const std::string& name) {
  const auto answers =
      reader.ask({about_group("NODELIST", name), about_group("RG_AFFINITIES", name),
                  about_group("RG_DEPENDENCIES", name), about_group("RESOURCE_LIST", name)});
  PresentGroup group{.nodelist = names_of(answers[0]),
                     .affinities = names_of(answers[1]),
                     .dependencies = names_of(answers[2]),
                     .resources = names_of(answers[3]),
                     .states = {}};
  group.states = ask_states(reader, about_group("RG_STATE_NODE", name), group.nodelist);
  return group;
}

void ask_types_in_use(Reader& reader, Registry& registry) {
  std::vector<ClusterQuestion> questions;
  std::vector<std::string> names;
  for (const auto& [group, present] : registry.groups) {
    for (const std::string& resource : present.resources) {
      names.push_back(resource);
      questions.push_back(about_resource("TYPE", resource, group));
    }
  }
  const auto answers = reader.ask(questions);
  for (std::size_t i = 0; i < names.size(); ++i) {
    registry.types_in_use[names[i]] =
        without_version(reader.word(answers[i], "the type of " + names[i]));
  }
}

void ask_resource(Reader& reader, const std::string& name, Registry& registry) {
  for (const auto& [group, present] : registry.groups) {
    const auto& all = present.resources;
    if (std::find(all.begin(), all.end(), name) == all.end()) continue;
    PresentResource resource;
    resource.group = group;
    resource.type = registry.types_in_use[name];
    const auto answer = reader.ask({about_resource("ON_OFF_SWITCH", name, group)});
    const OnOffSwitch is = on_off_of(answer.front());
    if (is == OnOffSwitch::unreadable) (void)reader.word({}, "ON_OFF_SWITCH of " + name);
    resource.enabled = is == OnOffSwitch::enabled;
    resource.states =
        ask_states(reader, about_resource("RESOURCE_STATE_NODE", name, group), present.nodelist);
    registry.resource = std::move(resource);
  }
}

}  // namespace

bool PresentGroup::managed() const {
  return std::none_of(states.begin(), states.end(),
                      [](const auto& state) { return state.second == "UNMANAGED"; });
}

bool PresentGroup::online() const {
  return std::any_of(states.begin(), states.end(),
                     [](const auto& state) { return !is_down(state.second); });
}

bool Registry::has_type(const std::string& type) const {
  return std::find(types.begin(), types.end(), type) != types.end();
}

RegistryReading read_registry(const ClusterCommands& cluster, const std::string& resource) {
  RegistryReading reading;
  Registry& registry = reading.registry;
  Reader reader(cluster);
  const auto answers =
      reader.ask({about_cluster("ALL_NODENAMES"), about_cluster("ALL_RESOURCETYPES"),
                  about_cluster("ALL_RESOURCEGROUPS")});
  registry.nodes = names_of(answers[0]);
  for (const std::string& type : names_of(answers[1])) {
    registry.types.push_back(without_version(type));
  }
  for (const std::string& group : names_of(answers[2])) {
    registry.groups[group] = ask_group(reader, group);
  }
  ask_types_in_use(reader, registry);
  ask_resource(reader, resource, registry);
  reading.error = reader.error();
  return reading;
}

std::string read_properties(const ClusterCommands& cluster, const WantedRegistration& wanted,
                            Registry& registry) {
  PresentResource& resource = *registry.resource;
  std::vector<ClusterQuestion> questions;
  for (const WantedProperty& p : wanted.properties) {
    questions.push_back(
        about_resource(p.extension ? "EXTENSION" : p.name, wanted.resource, resource.group));
    if (p.extension) questions.back().words.push_back(p.name);
  }
  Reader reader(cluster);
  const auto answers = reader.ask(questions);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const WantedProperty& p = wanted.properties[i];
    AnswerLines lines = answers[i];
    // EXTENSION: the type first, then the value; an empty value may have no line of its own.
    if (p.extension && !lines.empty()) lines.erase(lines.begin());
    resource.properties[p.name] = lines.empty() ? "" : lines.front();
  }
  return reader.error();
}

std::optional<GdsForm> form_of_type(const ClusterCommands& cluster, const std::string& type) {
  const ClusterAnswer answer =
      cluster.ask({"scha_resourcetype_get", {"-O", "RT_BASEDIR", "-T", type}});
  if (answer.end != AnswerEnd::given || answer.lines.size() != 1) return std::nullopt;
  return answer.lines.front() == "/opt/SUNWscgds/bin" ? GdsForm::sunw : GdsForm::orcl;
}

}  // namespace xvm::agent
