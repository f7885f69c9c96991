#include "fakes/gds/executor.hpp"

#include "fakes/gds/method_command.hpp"

#include <fmt/format.h>

namespace xvm::fakes::gds {

using rgm::CommandId;
using rgm::GroupId;
using rgm::Method;

Executor::Executor(ExecutorOptions options, Cluster& cluster)
    : options_(std::move(options)),
      cluster_(cluster),
      log_(options_.folder.log()),
      launches_(options_.prefix, options_.folder, options_.mark, options_.commands),
      timers_(options_.interval_scale) {}

CommandId Executor::remember(Answered answered) {
  do ++last_command_;
  while (last_command_ == 0 || answers_.contains(CommandId{last_command_}));
  answers_[CommandId{last_command_}] = std::move(answered);
  return CommandId{last_command_};
}

void Executor::command(rgm::Command command, Answered answered) {
  command.id = remember(std::move(answered));
  feed(command);
}

void Executor::control(rgm::ControlCall call, Answered answered) {
  call.id = remember(std::move(answered));
  feed(call);
}

void Executor::work() {
  take_ends();
  for (;;) {
    // One timer at a time: handling the first may cancel the second.
    if (queue_.empty()) {
      const auto timer = timers_.take_expired();
      if (!timer) break;
      feed(rgm::Expired{*timer});
    }
    const rgm::Event event = queue_.front();
    queue_.pop_front();
    handle(event);
  }
  tell_idle();
}

int Executor::wait_ms() { return timers_.wait_ms(); }

void Executor::handle(const rgm::Event& event) {
  rgm::Outbox out;
  rgm::step(cluster_.state(), event, out);
  // The agent may look before it is launched or answered: the file comes first.
  write_snapshot();
  for (const rgm::Action& action : out) execute(action);
}

void Executor::write_snapshot() {
  std::string text = cluster_.snapshot().dump(1);
  if (text == written_) return;
  replace_text(options_.folder.snapshot(), text);
  written_ = std::move(text);
}

namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

}  // namespace

void Executor::execute(const rgm::Action& action) {
  std::visit(
      Overloaded{
          [&](const rgm::Launch& a) { launch(a); }, [&](const rgm::Kill& a) { kill(a); },
          [&](const rgm::KillTag& a) { kill_tag(a); }, [&](const rgm::Arm& a) { timers_.arm(a); },
          [&](const rgm::Cancel& a) { timers_.cancel(a); },
          [&](const rgm::RebootNode& a) { reboot(a.node); },
          [&](const rgm::Answer& a) { answer(a); }, [&](const rgm::Log& a) { write_line(a); }},
      action);
}

void Executor::answer(const rgm::Answer& answer) {
  const auto found = answers_.find(answer.id);
  if (found == answers_.end()) return;
  const Answered answered = std::move(found->second);
  answers_.erase(found);
  answered(answer);
}

std::string Executor::place(GroupId group, NodeId node, Method method) const {
  std::string text;
  if (node != NodeId::none) text += " node=" + cluster_.node_name(node);
  if (cluster_.has(group)) {
    const ClusterGroup& g = cluster_.group(group);
    text += " group=" + g.name;
    if (g.resource.is_object()) text += " resource=" + g.resource.value("name", "");
  }
  if (method != Method::none) text += fmt::format(" method={}", to_text(method));
  return text;
}

void Executor::write_line(const rgm::Log& line) {
  const std::string number = line.line == rgm::Line::state_change
                                 ? std::string(to_text(static_cast<rgm::RgState>(line.number)))
                                 : std::to_string(line.number);
  log_.line(fmt::format("rgm{} number={} text='{}'", place(line.group, line.node, line.method),
                        number, to_text(line.line)));
}

void Executor::node_died(NodeId node, rgm::Death how) {
  log_.line(fmt::format("node-died node={} how={}", cluster_.node_name(node), to_text(how)));
  launches_.kill_node(node, cluster_.node_name(node));
  feed(rgm::NodeDied{node, how});
}

// Failover_mode HARD: the death is told when the reboot command is over.
void Executor::reboot(NodeId node) {
  log_.line("reboot node=" + cluster_.node_name(node));
  LaunchOrder order;
  for (const std::string& word : options_.reboot) {
    order.words.push_back(replaced(word, "{node}", cluster_.node_name(node)));
  }
  const Launched* launched = order.words.empty() ? nullptr : launches_.start(std::move(order));
  if (launched == nullptr) return node_died(node, rgm::Death::failfast);
  reboots_[launched->number] = node;
}

bool Executor::idle() const {
  if (!queue_.empty() || !reboots_.empty() || launches_.methods_run(/*probes_too=*/false)) {
    return false;
  }
  for (const GroupId id : cluster_.group_ids()) {
    if (!cluster_.at_rest(id)) return false;
  }
  return true;
}

void Executor::tell_idle() {
  if (idle_waits_.empty() || !idle()) return;
  const auto waits = std::move(idle_waits_);
  idle_waits_.clear();
  for (const auto& done : waits) done();
}

void Executor::end() {
  log_.line("end of fake-rgm");
  launches_.kill_all(cluster_.nodes());
  while (!answers_.empty()) {
    answer({answers_.begin()->first, rgm::SchaErr::fail, rgm::Why::overridden});
  }
  idle_waits_.clear();
}

}  // namespace xvm::fakes::gds
