// fakes/rgm/rehearsal_test.hpp
//
// Purpose: a stage for tests: a small cluster whose executor does nothing by itself. It remembers
// what was launched, armed, answered and rebooted; the test says how methods end and which timer
// expires.
// Thread rule: one thread.
//
//   Stage stage(2);                           // two nodes, one group that prefers node 0
//   stage.form();                             // all nodes join; the group comes online
//   const CommandId id = stage.order(Verb::switch_to, b);
//   EXPECT_TRUE(stage.runs(Method::stop, a));
#pragma once

#include "fakes/rgm/configure.hpp"
#include "fakes/rgm/queries.hpp"
#include "fakes/rgm/step.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <vector>

namespace xvm::fakes::rgm {

template <class E>
requires std::is_enum_v<E> && requires { EnumText<E>::text; }
std::ostream& operator<<(std::ostream& os, E value) { return os << to_text(value); }

inline constexpr NodeId a{0}, b{1}, c{2};
inline constexpr GroupId web{0}, db{1}, other{2};

class Stage {
 public:
  explicit Stage(unsigned nodes, GroupConfig first = {}) : nodes_(nodes) { add(web, first); }

  void add(GroupId g, GroupConfig config) {
    config.node_count = static_cast<std::uint8_t>(nodes_);
    for (unsigned n = 0; n < nodes_; ++n) config.node_list[n] = NodeId{static_cast<uint8_t>(n)};
    EXPECT_EQ(configure(s, g, config), ConfigError::none);
  }

  void tell(const Event& event) {
    Outbox out;
    step(s, event, out);
    for (const Action& action : out) std::visit([this](const auto& x) { take(x); }, action);
  }
  CommandId order(Verb verb, NodeId node = NodeId::none, GroupId g = web, unsigned seconds = 60) {
    const CommandId id{++last_id};
    tell(Command{id, verb, g, node, static_cast<std::uint16_t>(seconds)});
    return id;
  }
  CommandId call(Control what, NodeId caller, GroupId g = web) {
    const CommandId id{++last_id};
    tell(ControlCall{id, what, g, caller});
    return id;
  }
  void end(Method method, NodeId n, unsigned code = 0, GroupId g = web) {
    ASSERT_TRUE(drop(method, n, g)) << to_text(method) << " does not run there";
    tell(MethodEnded{g, n, method, false, static_cast<std::uint8_t>(code)});
  }
  void end_killed(Method method, NodeId n, GroupId g = web) {
    ASSERT_TRUE(drop(method, n, g)) << to_text(method) << " does not run there";
    tell(MethodEnded{g, n, method, true, 0});
  }
  void expire(TimerName name, NodeId n = NodeId::none, unsigned slot = 0, GroupId g = web) {
    const Timer timer{name, g, n, static_cast<std::uint8_t>(slot)};
    ASSERT_GE(armed_s(timer), 0) << to_text(name) << " is not armed";
    disarm(timer);
    tell(Expired{timer});
  }
  void probe(NodeId n, unsigned code, GroupId g = web) {
    expire(TimerName::probe_due, n, 0, g);
    end(Method::probe, n, code, g);
  }
  void die(NodeId n, Death how = Death::fenced) {
    std::erase_if(running, [n](const Launch& l) { return l.node == n; });
    tell(NodeDied{n, how});
  }
  void join(NodeId n) { tell(NodesJoined{NodeSet::of(n)}); }

  // Everything that runs ends well, and what is due at once happens, until nothing is left.
  void let_it_run() {
    for (;;) {
      const auto due = std::find_if(timers.begin(), timers.end(), [](const Arm& t) {
        return t.timer.name == TimerName::next_step;
      });
      if (!running.empty()) {
        const Launch l = running.front();
        end(l.method, l.node, 0, l.group);
      } else if (due != timers.end()) {
        expire(TimerName::next_step, NodeId::none, 0, due->timer.group);
      } else {
        return;
      }
    }
  }
  void form() {
    tell(NodesJoined{NodeSet::first(nodes_)});
    let_it_run();
  }

  bool runs(Method method, NodeId n, GroupId g = web) const {
    return std::any_of(running.begin(), running.end(), [&](const Launch& l) {
      return l.method == method && l.node == n && l.group == g;
    });
  }
  bool was_killed(Method method, NodeId n) const {
    return std::any_of(kills.begin(), kills.end(),
                       [&](const Kill& k) { return k.method == method && k.node == n; });
  }
  bool logged(Line line) const {
    return std::any_of(logs.begin(), logs.end(), [&](const Log& l) { return l.line == line; });
  }
  int armed_s(const Timer& timer) const {
    for (const Arm& t : timers) {
      if (t.timer == timer) return t.seconds;
    }
    return -1;
  }
  const Answer* answered(CommandId id) const {
    for (const Answer& x : answers) {
      if (x.id == id) return &x;
    }
    return nullptr;
  }
  SchaErr result(CommandId id) const {
    const Answer* x = answered(id);
    if (x == nullptr) ADD_FAILURE() << "no answer yet";
    return x == nullptr ? SchaErr::inval : x->err;
  }
  Why why(CommandId id) const { return answered(id) == nullptr ? Why::done : answered(id)->why; }
  RgState rg(NodeId n, GroupId g = web) const { return rg_state(s, g, n); }
  ResourceState resource(NodeId n, GroupId g = web) const { return resource_state(s, g, n); }
  Status status(NodeId n, GroupId g = web) const { return rgm::status(s, g, n); }
  TargetNodesAnswer target(GroupId g = web) const { return target_nodes(s, g); }

  StateOf<4, 4> s;
  std::vector<Launch> running;
  std::vector<Arm> timers;
  std::vector<Kill> kills;
  std::vector<KillTag> tag_kills;
  std::vector<Answer> answers;
  std::vector<Log> logs;
  std::vector<NodeId> reboots;
  std::uint16_t last_id = 0;

 private:
  void take(const Launch& x) { running.push_back(x); }
  void take(const Kill& x) { kills.push_back(x); }
  void take(const KillTag& x) { tag_kills.push_back(x); }
  void take(const Answer& x) { answers.push_back(x); }
  void take(const Log& x) { logs.push_back(x); }
  void take(const RebootNode& x) { reboots.push_back(x.node); }
  void take(const Cancel& x) { disarm(x.timer); }
  void take(const Arm& x) {
    disarm(x.timer);
    timers.push_back(x);
  }
  void disarm(const Timer& timer) {
    std::erase_if(timers, [&](const Arm& t) {
      Timer pattern = timer;
      if (pattern.slot == Timer::every_slot) pattern.slot = t.timer.slot;
      return t.timer == pattern;
    });
  }
  bool drop(Method method, NodeId n, GroupId g) {
    const auto found = std::find_if(running.begin(), running.end(), [&](const Launch& l) {
      return l.method == method && l.node == n && l.group == g;
    });
    if (found == running.end()) return false;
    running.erase(found);
    return true;
  }

  unsigned nodes_;
};

}  // namespace xvm::fakes::rgm
