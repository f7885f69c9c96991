#include "fakes/pacemaker/oracle_cluster_test.hpp"

#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <sstream>

namespace xvm::fakes::pacemaker {
namespace {

std::string name_of(NodeId n) { return "n" + std::to_string(xvm::index(n) + 1); }
std::string name_of(ResourceId r) { return "r" + std::to_string(index(r)); }
std::string text_of(Score score) {
  if (score >= infinity) return "INFINITY";
  return score <= -infinity ? "-INFINITY" : std::to_string(score);
}
ResourceId resource_at(unsigned i) { return ResourceId{static_cast<std::uint8_t>(i)}; }
NodeId node_at(unsigned i) { return NodeId{static_cast<std::uint8_t>(i)}; }

pugi::xml_node add(pugi::xml_node parent, const char* tag, const std::string& id) {
  pugi::xml_node child = parent.append_child(tag);
  child.append_attribute("id").set_value(id.c_str());
  return child;
}
void set_pair(pugi::xml_node parent, const char* set, const std::string& owner,
              const std::string& name, const std::string& value) {
  pugi::xml_node attributes = parent.child(set);
  if (!attributes) attributes = add(parent, set, owner + "-" + set);
  pugi::xml_node pair = attributes.find_child_by_attribute("nvpair", "name", name.c_str());
  if (!pair) pair = add(attributes, "nvpair", owner + "-" + set + "-" + name);
  pair.remove_attribute("name"), pair.remove_attribute("value");
  pair.append_attribute("name").set_value(name.c_str());
  pair.append_attribute("value").set_value(value.c_str());
}

std::string output_of(const std::string& command, int& status) {
  std::string text;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return text;
  std::array<char, 65536> part{};
  while (const std::size_t size = fread(part.data(), 1, part.size(), pipe)) {
    text.append(part.data(), size);
  }
  status = pclose(pipe);
  return text;
}

}  // namespace

Twins::Twins(std::uint64_t seed, std::string folder)
    : dice_(seed), folder_(std::move(folder)), file_(folder_ + "/cib.xml") {
  draw_cluster();
  write_cib();
  for (unsigned i = 0; i < nodes_; ++i) tell(NodeJoined{node_at(i)});
}

Score Twins::some_score() {
  constexpr std::array scores{-infinity, -200, -50, -3, 3, 50, 200, infinity};
  return scores[roll(scores.size())];
}

void Twins::draw_cluster() {
  nodes_ = 2 + roll(most_nodes - 1);
  resources_ = 1 + roll(most_resources);
  ClusterConfig& c = s_.cluster;
  c.node_count = static_cast<std::uint8_t>(nodes_);
  c.no_quorum_policy = NoQuorumPolicy::ignore;  // crm_simulate counts no votes
  if (chance(40)) c.placement = static_cast<PlacementStrategy>(1 + roll(3));
  for (unsigned i = 0; i < nodes_; ++i) {
    s_.nodes[i].memory = static_cast<std::uint16_t>(1000 + 500 * roll(7));
  }
  for (unsigned i = 0; i < resources_; ++i) draw_resource(i);
  draw_colocations();
}

void Twins::draw_resource(unsigned i) {
  constexpr std::array<Score, 4> stickiness{0, 1, 100, infinity};
  ResourceConfig& c = s_.resources[i].config;
  c.exists = true;
  c.kind = i == 0 ? ResourceClass::stonith : ResourceClass::ocf;
  c.monitor_interval_s = i == 0 ? 0 : 5;
  c.stickiness = stickiness[roll(4)];
  if (i == 0) return;
  c.allow_migrate = chance(60);
  if (chance(25)) c.priority = static_cast<Score>(roll(5)) * 10;
  if (s_.cluster.placement != PlacementStrategy::by_count) {
    c.memory = static_cast<std::uint16_t>(100 * roll(15));
  }
  if (chance(20)) c.migration_threshold = static_cast<std::uint16_t>(1 + roll(2));
  for (unsigned n = 0; n < nodes_; ++n) {
    if (chance(20)) c.location[n] = some_score();
  }
}

// Without circles: a resource is placed with those before it.
void Twins::draw_colocations() {
  const unsigned count = chance(60) ? roll(4) : 0;
  for (unsigned k = 0; k < count && resources_ > 2; ++k) {
    const unsigned dependent = 2 + roll(resources_ - 2);
    const unsigned with = 1 + roll(dependent - 1);
    ResourceConfig& c = s_.resources[dependent].config;
    bool known = c.colocation_count == max_colocations;
    for (unsigned j = 0; j < c.colocation_count; ++j) {
      known = known || c.colocations[j].with == resource_at(with);
    }
    if (!known) c.colocations[c.colocation_count++] = {some_score(), resource_at(with)};
  }
  if (resources_ > 2 && chance(25)) {
    const unsigned then = 2 + roll(resources_ - 2);
    s_.resources[then].config.after[0] = resource_at(1 + roll(then - 1));
    s_.resources[then].config.order_count = 1;
  }
}

void Twins::write_resource(pugi::xml_node resources, unsigned i) {
  const ResourceConfig& c = s_.resources[i].config;
  const std::string id = name_of(resource_at(i));
  pugi::xml_node node = add(resources, "primitive", id);
  const bool device = c.kind == ResourceClass::stonith;
  node.append_attribute("class").set_value(device ? "stonith" : "ocf");
  if (!device) node.append_attribute("provider").set_value("pacemaker");
  node.append_attribute("type").set_value(device ? "fence_lab" : "Dummy");
  const auto meta = [&](const char* name, const std::string& value) {
    set_pair(node, "meta_attributes", id, name, value);
  };
  meta("resource-stickiness", text_of(c.stickiness));
  meta("priority", text_of(c.priority));
  if (c.allow_migrate) meta("allow-migrate", "true");
  if (c.migration_threshold != 0) meta("migration-threshold", text_of(c.migration_threshold));
  if (!device) {
    pugi::xml_node op = add(node.append_child("operations"), "op", id + "-monitor");
    op.append_attribute("name").set_value("monitor");
    op.append_attribute("interval").set_value("5s");
  }
  if (c.memory != 0) set_pair(node, "utilization", id, "memory", std::to_string(c.memory));
}

void Twins::write_constraints() {
  pugi::xml_node constraints = configuration().append_child("constraints");
  for (unsigned i = 0; i < resources_; ++i) {
    const ResourceConfig& c = s_.resources[i].config;
    const std::string id = name_of(resource_at(i));
    for (unsigned n = 0; n < nodes_; ++n) {
      if (c.location[n] == 0) continue;
      pugi::xml_node x = add(constraints, "rsc_location", id + "-on-" + name_of(node_at(n)));
      x.append_attribute("rsc").set_value(id.c_str());
      x.append_attribute("node").set_value(name_of(node_at(n)).c_str());
      x.append_attribute("score").set_value(text_of(c.location[n]).c_str());
    }
    for (unsigned k = 0; k < c.colocation_count; ++k) {
      const std::string with = name_of(c.colocations[k].with);
      pugi::xml_node x = add(constraints, "rsc_colocation", id + "-with-" + with);
      x.append_attribute("rsc").set_value(id.c_str());
      x.append_attribute("with-rsc").set_value(with.c_str());
      x.append_attribute("score").set_value(text_of(c.colocations[k].score).c_str());
    }
    if (c.order_count == 0) continue;
    pugi::xml_node x = add(constraints, "rsc_order", id + "-order");
    x.append_attribute("first").set_value(name_of(c.after[0]).c_str());
    x.append_attribute("then").set_value(id.c_str());
  }
}

void Twins::write_cib() {
  pugi::xml_node cib = cib_.append_child("cib");
  for (const auto& [name, value] : {std::pair{"admin_epoch", "0"},
                                    {"epoch", "1"},
                                    {"num_updates", "0"},
                                    {"validate-with", "pacemaker-3.9"},
                                    {"crm_feature_set", "3.16.1"},
                                    {"have-quorum", "1"},
                                    {"dc-uuid", "1"}}) {
    cib.append_attribute(name).set_value(value);
  }
  pugi::xml_node config = cib.append_child("configuration");
  pugi::xml_node options = config.append_child("crm_config");
  const auto option = [&](const char* name, std::string_view value) {
    set_pair(options, "cluster_property_set", "options", name, std::string(value));
  };
  option("stonith-enabled", "true");
  option("no-quorum-policy", "ignore");
  option("placement-strategy", to_text(s_.cluster.placement));
  pugi::xml_node nodes = config.append_child("nodes");
  pugi::xml_node states = cib.append_child("status");
  for (unsigned i = 0; i < nodes_; ++i) {
    const std::string name = name_of(node_at(i)), id = std::to_string(i + 1);
    pugi::xml_node node = add(nodes, "node", id);
    node.append_attribute("uname").set_value(name.c_str());
    set_pair(node, "utilization", name, "memory", std::to_string(s_.nodes[i].memory));
    pugi::xml_node state = add(states, "node_state", id);
    state.append_attribute("uname").set_value(name.c_str());
    for (const auto& [key, value] : {std::pair{"in_ccm", "true"},
                                     {"crmd", "online"},
                                     {"join", "member"},
                                     {"expected", "member"}}) {
      state.append_attribute(key).set_value(value);
    }
  }
  pugi::xml_node resources = config.append_child("resources");
  for (unsigned i = 0; i < resources_; ++i) write_resource(resources, i);
  write_constraints();
  cib_.save_file(file_.c_str());
}

pugi::xml_node Twins::primitive(ResourceId r) {
  return configuration()
      .child("resources")
      .find_child_by_attribute("primitive", "id", name_of(r).c_str());
}
pugi::xml_node Twins::node_entry(NodeId n) {
  return configuration().child("nodes").find_child_by_attribute("node", "uname",
                                                                name_of(n).c_str());
}
void Twins::set_meta(ResourceId r, const char* name, const char* value) {
  if (value != nullptr) {
    return set_pair(primitive(r), "meta_attributes", name_of(r), name, value);
  }
  pugi::xml_node meta = primitive(r).child("meta_attributes");
  meta.remove_child(meta.find_child_by_attribute("nvpair", "name", name));
}
void Twins::set_cli_location(ResourceId r, const char* kind, NodeId n, const char* score) {
  const std::string id = std::string(kind) + name_of(r) + (*score == '-' ? name_of(n) : "");
  pugi::xml_node constraints = configuration().child("constraints");
  constraints.remove_child(constraints.find_child_by_attribute("rsc_location", "id", id.c_str()));
  pugi::xml_node x = add(constraints, "rsc_location", id);
  x.append_attribute("rsc").set_value(name_of(r).c_str());
  x.append_attribute("node").set_value(name_of(n).c_str());
  x.append_attribute("score").set_value(score);
}

void Twins::mutate_cib(Verb verb, ResourceId r, NodeId n) {
  pugi::xml_node constraints = configuration().child("constraints");
  const auto drop = [&](const std::string& prefix) {
    for (pugi::xml_node x = constraints.first_child(); x;) {
      const pugi::xml_node next = x.next_sibling();
      if (std::string(x.attribute("id").value()).starts_with(prefix)) constraints.remove_child(x);
      x = next;
    }
  };
  switch (verb) {
    case Verb::move:
      drop("cli-ban-" + name_of(r) + name_of(n));
      return set_cli_location(r, "cli-prefer-", n, "INFINITY");
    case Verb::ban: return set_cli_location(r, "cli-ban-", n, "-INFINITY");
    case Verb::clear: drop("cli-ban-" + name_of(r)); return drop("cli-prefer-" + name_of(r));
    case Verb::disable: return set_meta(r, "target-role", "Stopped");
    case Verb::enable: return set_meta(r, "target-role", nullptr);
    case Verb::unmanage: return set_meta(r, "is-managed", "false");
    case Verb::manage: return set_meta(r, "is-managed", nullptr);
    case Verb::standby:
      return set_pair(node_entry(n), "instance_attributes", name_of(n), "standby", "on");
    case Verb::unstandby: node_entry(n).remove_child("instance_attributes"); return;
    case Verb::cleanup:
    case Verb::confirm: return;
  }
}

void Twins::command(Verb verb, ResourceId r, NodeId n) {
  tell(Command{static_cast<std::uint16_t>(++last_id_), verb, r, n});
  const auto answer = std::find_if(pending_.begin(), pending_.end(), [](const Action& a) {
    return std::holds_alternative<Answer>(a);
  });
  if (std::get<Answer>(*answer).why != Why::done) return;
  changed_ = true;
  mutate_cib(verb, r, n);
  changes_ += " " + std::string(to_text(verb)) + (r == ResourceId::none ? "" : " " + name_of(r)) +
              (n == NodeId::none ? "" : " " + name_of(n)) + ";";
}

bool Twins::fail_monitor() {
  const ResourceId r = some_resource();
  for (unsigned i = 0; i < nodes_; ++i) {
    if (s_.cells[index(r)][i].role != Role::started || !s_.cells[index(r)][i].monitored) continue;
    const NodeId n = node_at(i);
    options_ = " --op-inject=" + name_of(r) + "_monitor_5000@" + name_of(n) + "=7";
    changes_ += " monitor of " + name_of(r) + " fails on " + name_of(n) + ";";
    tell(TimerExpired{{TimerName::monitor_due, r, n}});
    std::erase_if(pending_, [](const Action& a) { return std::holds_alternative<Launch>(a); });
    tell(OpEnded{.resource = r, .node = n, .op = Op::monitor, .exit_code = 7});
    return true;
  }
  return false;
}

bool Twins::lose_node() {
  const unsigned i = roll(nodes_);
  if (gone_.size() + 2 >= nodes_ || gone_.contains(i)) return false;
  gone_.insert(i);
  options_ = " --node-fail=" + name_of(node_at(i));
  changes_ += " " + name_of(node_at(i)) + " dies;";
  s_.parts[0].dc = node_at(i == 0 ? 1 : 0);
  tell(NodeLost{node_at(i)});
  tell(TimerExpired{{TimerName::token, ResourceId::none, node_at(i)}});
  return true;
}

void Twins::change() {
  actions_.clear();
  options_.clear();
  changed_ = false;
  const unsigned what = roll(11);
  if (what == 0) command(Verb::move, some_resource(), some_node());
  if (what == 1) command(Verb::ban, some_resource(), some_node());
  if (what == 2) command(Verb::clear, some_resource());
  if (what == 3) command(Verb::disable, some_resource());
  if (what == 4) command(Verb::enable, some_resource());
  if (what == 5) command(Verb::standby, ResourceId::none, some_node());
  if (what == 6) command(Verb::unstandby, ResourceId::none, some_node());
  if (what == 7) command(Verb::unmanage, some_resource());
  if (what == 8) command(Verb::manage, some_resource());
  if (what == 9) changed_ = fail_monitor();
  if (what == 10) changed_ = lose_node();
  // crm_simulate plans anew whether something changed or not.
  if (changed_) return;
  tell(Command{static_cast<std::uint16_t>(++last_id_), Verb::unstandby, ResourceId::none,
               unchanged_node()});
}

// A node that is not on standby: unstandby changes nothing, but a new transition follows.
NodeId Twins::unchanged_node() const {
  for (unsigned i = 0; i < nodes_; ++i) {
    if (!s_.nodes[i].standby) return node_at(i);
  }
  return node_at(0);
}

void Twins::tell(const Event& event) {
  Outbox out;
  step(s_, event, out);
  pending_.insert(pending_.end(), out.begin(), out.end());
}

// Everything ends well, in the order in which it was asked for.
void Twins::perform() {
  for (std::size_t i = 0; i < pending_.size(); ++i) {
    if (const auto* l = std::get_if<Launch>(&pending_[i])) {
      const Launch launch = *l;
      if (launch.op != Op::monitor) {
        actions_.insert(std::string(to_text(launch.op)) + " " + name_of(launch.resource) + " " +
                        name_of(launch.node));
      }
      const auto code = launch.op == Op::probe ? ocf_not_running : ocf_success;
      tell(OpEnded{
          .resource = launch.resource, .node = launch.node, .op = launch.op, .exit_code = code});
    } else if (const auto* fence = std::get_if<Fence>(&pending_[i])) {
      tell(FenceEnded{fence->node, true});
    } else if (const auto* timer = std::get_if<Arm>(&pending_[i])) {
      if (timer->timer.name == TimerName::join) tell(TimerExpired{timer->timer});
    }
  }
  pending_.clear();
}

Outcome Twins::model() {
  perform();
  Outcome outcome{.actions = actions_, .placed = {}, .trouble = ""};
  for (unsigned i = 0; i < resources_; ++i) {
    for (const NodeId n : started_on(s_, resource_at(i))) {
      outcome.placed.insert(name_of(resource_at(i)) + "@" + name_of(n));
    }
  }
  return outcome;
}

Outcome Twins::crm_simulate() {
  Outcome outcome;
  file_ = folder_ + "/cib-" + std::to_string(++files_) + ".xml";
  const std::string after = folder_ + "/after-" + std::to_string(files_) + ".xml";
  cib_.save_file(file_.c_str());
  int status = -1;
  const std::string text = output_of(
      "PATH=$PATH:/usr/sbin crm_simulate --simulate --xml-file=" + file_ +
          " --save-output=" + after + options_ + " --output-as=xml 2>" + folder_ + "/errors",
      status);
  pugi::xml_document answer;
  if (status != 0 || !answer.load_string(text.c_str())) {
    outcome.trouble = "crm_simulate ended with " + std::to_string(WEXITSTATUS(status)) + " on " +
                      file_ + "; its words are in " + folder_ + "/errors";
    return outcome;
  }
  const pugi::xml_node result = answer.child("pacemaker-result");
  for (const pugi::xml_node a : result.child("transition").children("rsc_action")) {
    if (a.attribute("interval")) continue;
    const std::string op = a.attribute("op").value();
    outcome.actions.insert((op == "monitor" ? "probe" : op) + " " +
                           a.attribute("resource").value() + " " + a.attribute("node").value());
  }
  for (const pugi::xml_node r :
       result.child("revised_cluster_status").child("resources").children("resource")) {
    for (const pugi::xml_node n : r.children("node")) {
      outcome.placed.insert(std::string(r.attribute("id").value()) + "@" +
                            n.attribute("name").value());
    }
  }
  cib_.load_file(after.c_str());
  return outcome;
}

}  // namespace xvm::fakes::pacemaker
