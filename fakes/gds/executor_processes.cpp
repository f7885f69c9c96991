// Processes of the executor: methods, the tags of SUNW.gds, and their ends.
#include "fakes/gds/executor.hpp"
#include "fakes/gds/method_command.hpp"

#include <fmt/format.h>

namespace xvm::fakes::gds {

using rgm::GroupId;
using rgm::Method;

std::string Executor::tag_of(GroupId group) const {
  const ClusterGroup& g = cluster_.group(group);
  return fmt::format("{},{},0.svc", g.name, g.resource.value("name", ""));
}

// As under /var/cluster/logs/DS (facts: GDS, section 5.5).
std::filesystem::path Executor::output_of(const ClusterGroup& group, Method method) const {
  const auto folder = options_.folder.path / "logs" / group.name / group.resource.value("name", "");
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  return folder / (method == Method::probe ? "probe_log.txt" : "start_stop_log.txt");
}

std::vector<std::string> Executor::words_for(const rgm::Launch& order, const std::string& line) {
  std::vector<std::string> words{"sh", "-c", line};
  const ClusterGroup& g = cluster_.group(order.group);
  if (order.method != Method::start || !runs_through_sunw_gds(cluster_.type_of(g))) return words;
  const int level = g.resource.at("extensions").value("Child_mon_level", -1);
  const std::vector<std::string> watched{(options_.commands / "pmf-watch").string(),
                                         std::to_string(launches_.next_number()),
                                         std::to_string(level), tag_of(order.group)};
  words.insert(words.begin(), watched.begin(), watched.end());
  return words;
}

void Executor::launch(const rgm::Launch& order) {
  const ClusterGroup& g = cluster_.group(order.group);
  const std::string line =
      g.resource.is_object() ? method_command(cluster_.type_of(g), g.resource, g.name, order.method)
                             : std::string();
  const std::string where = place(order.group, order.node, order.method);
  if (line.empty()) {  // no such method: as good as done
    log_.line("launch" + where + " command=none");
    return feed(rgm::MethodEnded{order.group, order.node, order.method, false, 0});
  }
  const auto words = words_for(order, line);
  Launched* launched =
      launches_.start({order.group, order.node, order.method, cluster_.node_name(order.node), words,
                       output_of(g, order.method)});
  if (launched == nullptr) {
    log_.line("launch" + where + " failed: cannot fork");
    return feed(rgm::MethodEnded{order.group, order.node, order.method, true, 0});
  }
  launched->tag_alive = words.size() > 3;
  log_.line(fmt::format("launch{} timeout_s={} share_s={} number={} pid={} command='{}'", where,
                        order.timeout_s, order.share_s, launched->number, launched->pid, line));
}

void Executor::kill(const rgm::Kill& order) {
  Launched* launched = launches_.find(order.group, order.node, order.method);
  if (launched == nullptr) return;
  log_.line(fmt::format("kill{} number={}", place(order.group, order.node, order.method),
                        launched->number));
  launches_.kill(*launched);
}

void Executor::kill_tag(const rgm::KillTag& order) {
  const std::string tag = tag_of(order.group);
  log_.line("kill-tag" + place(order.group, order.node, Method::none) + " tag=" + tag);
  (void)launches_.start({GroupId::none,
                         order.node,
                         Method::none,
                         cluster_.node_name(order.node),
                         {(options_.commands / "pmfadm").string(), "-s", tag, "-w",
                          std::to_string(order.within_s), "KILL"}});
}

void Executor::take_ends() {
  for (const LaunchEnd& end : launches_.reap()) ended(end);
}

void Executor::validate(GroupId group, const std::string& line, std::function<void(bool)> then) {
  const ClusterGroup& g = cluster_.group(group);
  const int timeout_s = g.resource.at("properties").value("Validate_timeout", 300);
  const auto validation = std::make_shared<Validation>();
  validation->then = std::move(then);
  for (const std::string node : part(part(g.group, "properties"), "Nodelist")) {
    const NodeId id = cluster_.node_id(node);
    if (!rgm::node_is_up(cluster_.state(), id)) continue;
    const Launched* launched = launches_.start({group,
                                                id,
                                                Method::validate,
                                                node,
                                                {(options_.commands / "hatimerun").string(), "-t",
                                                 std::to_string(timeout_s), "sh", "-c", line},
                                                output_of(g, Method::validate)});
    log_.line(fmt::format("launch{} timeout_s={} command='{}'", place(group, id, Method::validate),
                          timeout_s, line));
    if (launched == nullptr) {
      validation->good = false;
      continue;
    }
    ++validation->running;
    validations_[launched->number] = validation;
  }
  if (validation->running == 0) validation->then(validation->good);
}

// Commands of this program's own: reboots and validations.
bool Executor::ended_otherwise(const LaunchEnd& end) {
  if (const auto found = reboots_.find(end.launched.number); found != reboots_.end()) {
    const NodeId node = found->second;
    reboots_.erase(found);
    node_died(node, rgm::Death::failfast);
    return true;
  }
  const auto found = validations_.find(end.launched.number);
  if (found == validations_.end()) return end.launched.order.group == GroupId::none;
  write_end(end);
  const auto validation = found->second;
  validations_.erase(found);
  // A node that dies meanwhile has no say.
  if (!end.launched.forgotten) validation->good &= !end.killed && end.exit_code == 0;
  if (--validation->running == 0 && cluster_.has(end.launched.order.group)) {
    validation->then(validation->good);
  }
  return true;
}

void Executor::write_end(const LaunchEnd& end) {
  const LaunchOrder& order = end.launched.order;
  log_.line(fmt::format("end{} exit={} killed={} ms={} number={}{}",
                        place(order.group, order.node_id, order.method), end.exit_code,
                        end.killed ? "yes" : "no", end.ms, end.launched.number,
                        end.launched.forgotten ? " node-died=yes" : ""));
}

void Executor::ended(const LaunchEnd& end) {
  const LaunchOrder& order = end.launched.order;
  if (ended_otherwise(end)) return;
  write_end(end);
  if (end.launched.forgotten || !cluster_.has(order.group)) return;
  if (!end.launched.end_told) {
    feed(rgm::MethodEnded{order.group, order.node_id, order.method, end.killed,
                          static_cast<std::uint8_t>(end.exit_code)});
  }
  // The watcher of a tag was killed without having said what became of the tag.
  if (end.launched.tag_alive && !end.launched.killed) {
    feed(rgm::PmfTag{order.group, order.node_id, rgm::TagEvent::tree_died});
  }
}

void Executor::process_monitor_says(int number, std::string_view what, int code) {
  Launched* launched = launches_.find(number);
  if (launched == nullptr || launched->killed || launched->forgotten) return;
  const LaunchOrder& order = launched->order;
  log_.line(fmt::format("pmf{} what={} exit={} number={}",
                        place(order.group, order.node_id, order.method), what, code, number));
  if (what == "command-ended") {
    launched->end_told = true;
    return feed(rgm::MethodEnded{order.group, order.node_id, order.method, false,
                                 static_cast<std::uint8_t>(code)});
  }
  launched->tag_alive = false;
  feed(rgm::PmfTag{order.group, order.node_id,
                   what == "withdrawn" ? rgm::TagEvent::withdrawn : rgm::TagEvent::tree_died});
}

}  // namespace xvm::fakes::gds
