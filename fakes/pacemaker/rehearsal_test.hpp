// fakes/pacemaker/rehearsal_test.hpp
//
// Purpose: a stage for tests: the lab of the recordings on a virtual clock. Its resource agent, its
// fence agent and its nodes do what those of the lab do; a test says what fails, hangs or dies, and
// compares what was initiated.
// Thread rule: one thread.
//
//   Lab lab;                                   // n1 n2 n3, fencing, vm1 vm2 vm3, formed
//   lab.place("vm1@n2 vm2@n3 vm3@n1");
//   lab.order(Verb::move, vm1, n3);
//   lab.run_s(5);
//   EXPECT_EQ(lab.initiated(), "migrate_to vm1 n2, migrate_from vm1 n3, ...");
#pragma once

#include "fakes/pacemaker/queries.hpp"
#include "fakes/pacemaker/step.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace xvm::fakes::pacemaker {

inline constexpr NodeId n1{0}, n2{1}, n3{2};
inline constexpr ResourceId fencing{0}, vm1{1}, vm2{2}, vm3{3};

inline std::string name_of(NodeId n) { return "n" + std::to_string(xvm::index(n) + 1); }
inline std::string name_of(ResourceId r) {
  return r == fencing ? "fencing" : "vm" + std::to_string(index(r));
}

class Lab {
 public:
  using S = StateOf<3, 4>;

  explicit Lab(unsigned nodes = 3) {
    s.cluster.node_count = static_cast<std::uint8_t>(nodes);
    s.resources[0].config = {
        .monitor_interval_s = 60, .kind = ResourceClass::stonith, .exists = true};
    s.resources[0].config.stickiness = 100;
    for (unsigned i = 1; i <= 3; ++i) {
      ResourceConfig c{.stickiness = 100, .exists = true, .allow_migrate = true};
      s.resources[i].config = c;
    }
    for (unsigned i = 0; i < nodes; ++i) s.nodes[i].memory = 4096;
  }
  ResourceConfig& config(ResourceId r) { return s.resources[index(r)].config; }

  // The cluster forms with every resource where the words say: "vm1@n2 vm2@n3 vm3@n1".
  void form(const std::string& placement) {
    std::istringstream words(placement);
    for (std::string word; words >> word;) {
      const auto r = resource_at(word), n = node_at(word);
      s.resources[r].preferred = NodeId{static_cast<std::uint8_t>(n)};
    }
    for (unsigned i = 0; i < s.cluster.node_count; ++i) boot(NodeId{static_cast<std::uint8_t>(i)});
    run_s(8);
    for (Resource& resource : s.resources) resource.preferred = NodeId::none;
    order(Verb::clear, vm1);  // nothing to do; the transition below finds nothing to move
    run_s(2);
    EXPECT_EQ(placed(), placement);
    forget();
  }
  void forget() { initiated_.clear(), ended_.clear(), fences_.clear(); }

  // What somebody or something does.
  Why order(Verb verb, ResourceId r = ResourceId::none, NodeId n = NodeId::none) {
    tell(Command{++last_id_, verb, r, n});
    return last_answer_;
  }
  void kill_node(NodeId n) {
    die(n);
    tell(NodeLost{n});
  }
  void boot(NodeId n) {
    up_.insert(n);
    tell(NodeJoined{n, parted_.contains(n)});
  }
  void isolate(NodeId n) {
    parted_ = parted_.with(n);
    tell(Parted{NodeSet::of(n)});
  }
  void heal() {
    parted_ = NodeSet{};
    tell(Healed{});
  }
  void respawn(NodeId n, Daemon d) { tell(Respawned{n, d}); }

  // What goes wrong: the next such action, or every fencing.
  void fail(Op op, ResourceId r, NodeId n, unsigned code = 1) { faults_[{op, r, n}] = code; }
  void hang(Op op, ResourceId r, NodeId n) { faults_[{op, r, n}] = hangs; }
  void takes_ms(Op op, ResourceId r, NodeId n, unsigned ms) { durations_[{op, r, n}] = ms; }
  void forget_faults() { faults_.clear(); }
  bool fencing_works = true;
  bool nodes_boot = true;
  unsigned boot_ms = 2200;  // from the reset to the membership

  void run_s(unsigned seconds) {
    const std::uint64_t end = now_ms_ + seconds * 1000ull;
    while (!events_.empty() && events_.begin()->first.first <= end) {
      const auto [when, what] = *events_.begin();
      events_.erase(events_.begin());
      now_ms_ = when.first;
      happen(what);
    }
    now_ms_ = end;
  }

  // What was seen. Repeated monitors are left out, as in the recordings.
  std::string initiated() const { return joined(initiated_); }
  // The agent's own log: without the fencing device, with results, in the order of ends.
  std::string ended() const { return joined(ended_); }
  std::string fences() const { return joined(fences_); }
  std::uint64_t now_ms() const { return now_ms_; }
  std::string placed() const {
    std::string text;
    for (const ResourceId r : {vm1, vm2, vm3}) {
      for (unsigned i = 0; i < s.cluster.node_count; ++i) {
        const NodeId n{static_cast<std::uint8_t>(i)};
        if (!guests_.contains({r, n})) continue;
        text += (text.empty() ? "" : " ") + name_of(r) + "@" + name_of(n);
      }
    }
    return text;
  }
  unsigned copies(ResourceId r) const {
    return static_cast<unsigned>(
        std::count_if(guests_.begin(), guests_.end(), [r](const auto& g) { return g.first == r; }));
  }
  bool is_up(NodeId n) const { return up_.contains(n); }
  // One event, the next of all.
  void next() {
    if (events_.empty()) return;
    const auto [when, what] = *events_.begin();
    events_.erase(events_.begin());
    now_ms_ = when.first;
    happen(what);
  }
  bool runs(ResourceId r, NodeId n) const { return guests_.contains({r, n}); }
  void crash_guest(ResourceId r, NodeId n) { guests_.erase({r, n}); }
  void start_by_hand(ResourceId r, NodeId n) { guests_.insert({r, n}); }
  bool logged(Line line) const { return lines_.contains(line); }
  const std::vector<Launch>& launches() const { return launches_; }

  S s{};

 private:
  using Key = std::tuple<Op, ResourceId, NodeId>;
  static constexpr unsigned hangs = 1000;

  static unsigned resource_at(const std::string& word) {
    return static_cast<unsigned>(std::stoul(word.substr(2, word.find('@') - 2)));
  }
  static unsigned node_at(const std::string& word) {
    return static_cast<unsigned>(std::stoul(word.substr(word.find('@') + 2))) - 1;
  }
  static std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += (text.empty() ? "" : ", ") + line;
    return text;
  }

  void tell(const Event& event) {
    const auto* timer = std::get_if<TimerExpired>(&event);
    repeats_ = timer != nullptr && timer->timer.name == TimerName::monitor_due;
    Outbox out;
    step(s, event, out);
    for (const Action& action : out) std::visit([this](const auto& x) { take(x); }, action);
  }
  void later(std::uint64_t ms, const Event& event) {
    events_[{now_ms_ + ms, ++last_event_}] = event;
  }
  void die(NodeId n) {
    up_.erase(n);
    std::erase_if(guests_, [n](const auto& g) { return g.second == n; });
    std::erase_if(images_, [n](const auto& g) { return g.second == n; });
    std::erase_if(events_, [n](const auto& e) {
      const auto* op = std::get_if<OpEnded>(&e.second);
      return op != nullptr && op->node == n;
    });
  }

  void take(const Launch& l) {
    EXPECT_TRUE(up_.contains(l.node)) << name_of(l.node) << " is silent";
    launches_.push_back(l);
    const std::string text =
        std::string(to_text(l.op)) + " " + name_of(l.resource) + " " + name_of(l.node);
    if (!repeats_) initiated_.push_back(text);
    const Key key{l.op, l.resource, l.node};
    const auto fault = faults_.find(key);
    OpEnded end{.began_s = static_cast<std::uint32_t>(now_ms_ / 1000) + 1,
                .resource = l.resource,
                .node = l.node,
                .op = l.op};
    if (fault != faults_.end()) {
      const unsigned code = fault->second;
      faults_.erase(fault);
      if (code == hangs) return;
      end.exit_code = static_cast<std::uint8_t>(code);
    } else {
      end.exit_code = 0xfe;  // asked of the guest when it ends
    }
    later(duration(key), end);
  }
  unsigned duration(const Key& key) const {
    const auto found = durations_.find(key);
    if (found != durations_.end()) return found->second;
    return std::get<0>(key) == Op::migrate_to ? 230 : 20;
  }

  // The lab's resource agent (agents/vm): a file stands for the guest, another for its memory.
  std::uint8_t agent(const OpEnded& e) {
    const std::pair<ResourceId, NodeId> here{e.resource, e.node};
    switch (e.op) {
      case Op::start: guests_.insert(here); return 0;
      case Op::stop: guests_.erase(here); return 0;
      case Op::migrate_to:
        if (guests_.erase(here) == 0) return 1;
        images_.insert({e.resource, s.cells[index(e.resource)][xvm::index(e.node)].target});
        return 0;
      case Op::migrate_from:
        if (images_.erase(here) == 0) return 1;
        guests_.insert(here);
        return 0;
      default: return guests_.contains(here) ? 0 : 7;
    }
  }
  void end(OpEnded e) {
    if (e.exit_code == 0xfe) e.exit_code = agent(e);
    const bool monitor = e.op == Op::monitor;
    if (e.resource != fencing && (!monitor || e.exit_code != 0)) {
      ended_.push_back(std::string(to_text(e.op)) + " " + name_of(e.resource) + " " +
                       name_of(e.node) + (e.killed ? " killed" : "") +
                       (e.exit_code == 0 || e.killed ? "" : " rc=" + std::to_string(e.exit_code)));
    }
    tell(e);
  }

  void take(const Kill& k) {
    later(5, OpEnded{.began_s = static_cast<std::uint32_t>(now_ms_ / 1000),
                     .resource = k.resource,
                     .node = k.node,
                     .op = k.op,
                     .killed = true});
  }
  void take(const Arm& a) {
    take(Cancel{a.timer});
    later(a.ms, TimerExpired{a.timer});
  }
  void take(const Cancel& c) {
    std::erase_if(events_, [&](const auto& e) {
      const auto* timer = std::get_if<TimerExpired>(&e.second);
      return timer != nullptr && timer->timer == c.timer;
    });
  }
  void take(const Fence& f) {
    initiated_.push_back("fence " + name_of(f.node));
    fences_.push_back(name_of(f.node) + " by " + name_of(f.by));
    later(fencing_works ? 150 : 20, FenceEnded{f.node, fencing_works});
  }
  void end(const FenceEnded& e) {
    if (e.ok) {
      const bool was_up = up_.contains(e.node);
      die(e.node);
      if (was_up) tell(NodeLost{e.node});
      if (nodes_boot) later(boot_ms, NodeJoined{e.node});
    }
    tell(e);
  }
  void take(const Answer& a) { last_answer_ = a.why; }
  void take(const Log& l) { lines_.insert(l.line); }

  void happen(const Event& event) {
    if (const auto* op = std::get_if<OpEnded>(&event)) return end(*op);
    if (const auto* fence = std::get_if<FenceEnded>(&event)) return end(*fence);
    if (const auto* join = std::get_if<NodeJoined>(&event)) return boot(join->node);
    tell(event);
  }

  std::map<std::pair<std::uint64_t, std::uint64_t>, Event> events_;
  std::map<Key, unsigned> faults_, durations_;
  std::set<std::pair<ResourceId, NodeId>> guests_, images_;
  std::set<NodeId> up_;
  std::set<Line> lines_;
  NodeSet parted_ = {};
  std::vector<std::string> initiated_, ended_, fences_;
  std::vector<Launch> launches_;
  std::uint64_t now_ms_ = 0, last_event_ = 0;
  std::uint16_t last_id_ = 0;
  Why last_answer_ = Why::done;
  bool repeats_ = false;
};

}  // namespace xvm::fakes::pacemaker
