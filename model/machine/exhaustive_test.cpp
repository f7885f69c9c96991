// Every reachable machine of the two small methods, by breadth-first search: whatever is answered,
// in whatever order, they end, and no answer finds a hole. (The other methods loop over claims; the
// explorer of sim/ walks them in a world that bounds those.)

#include "model/machine/conduct.hpp"
#include "model/machine/samples.hpp"
#include "model/machine/step.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace xvm {
namespace {

// A machine and what it still waits for.
struct Situation {
  Machine machine;
  std::vector<Action> open;
  unsigned depth = 0;  // steps since the method began
  friend bool operator==(const Situation& a, const Situation& b) {
    return a.machine == b.machine && a.open == b.open;
  }
};

// The answers that a request can get; every value of every outcome.
std::vector<Event> answers(const Action& request) {
  std::vector<Event> list;
  if (const auto* r = std::get_if<Observe>(&request)) {
    for (const Observation& o : samples::observations()) {
      for (std::size_t pause = 0; pause < enum_count<PauseReason>; ++pause) {
        for (std::size_t off = 0; off < enum_count<OffReason>; ++off) {
          Observation seen = o;
          seen.pause = static_cast<PauseReason>(pause);
          seen.off = static_cast<OffReason>(off);
          list.emplace_back(Observed{r->node, seen});
        }
      }
    }
  } else if (const auto* w = std::get_if<AskWitness>(&request)) {
    for (std::size_t i = 0; i < enum_count<Witness>; ++i) {
      list.emplace_back(Witnessed{w->node, static_cast<Witness>(i)});
    }
  } else if (const auto* armed = std::get_if<ArmTimer>(&request)) {
    list.emplace_back(Expired{armed->timer});
  } else if (std::holds_alternative<RunPlugin>(request)) {
    for (const PluginReturned& e : samples::events<PluginReturned>()) list.emplace_back(e);
  } else if (const auto* inspect = std::get_if<Inspect>(&request)) {
    for (const Inspected& e : samples::events<Inspected>()) {
      if (e.subject == inspect->subject) list.emplace_back(e);
    }
  }
  return list;
}

class Search {
 public:
  explicit Search(const Setting& setting) : conduct_(setting) {
    const Machine machine = begin_method(setting);
    take({machine, {}, 0}, Begin{});
  }

  void run() {
    while (!queue_.empty() && !testing::Test::HasFailure()) {
      const Situation at = queue_.front();
      queue_.pop_front();
      expand(at);
    }
  }

  std::size_t situations = 0;
  std::size_t ends = 0;
  unsigned longest = 0;

 private:
  void expand(const Situation& at) {
    ASSERT_FALSE(at.open.empty()) << "a method that waits for nothing would hang";
    for (std::size_t i = 0; i < at.open.size(); ++i) {
      const std::vector<Event> all = answers(at.open[i]);
      ASSERT_FALSE(all.empty()) << "asks for what neither probe nor validate may ask";
      Situation rest = at;
      rest.open.erase(rest.open.begin() + static_cast<std::ptrdiff_t>(i));
      for (const Event& event : all) take(rest, event);
    }
  }

  void take(Situation next, const Event& event) {
    const Machine before = next.machine;
    Outbox out;
    ASSERT_EQ(step(next.machine, event, out), Taken::taken) << state_name(before.top());
    const auto broken = conduct_.see(before, event, out, next.machine);
    ASSERT_FALSE(broken) << to_text(*broken);
    ++next.depth;
    longest = std::max(longest, next.depth);
    for (const Action& action : out) {
      if (!std::holds_alternative<Finish>(action)) next.open.push_back(action);
    }
    if (next.machine.finished()) {
      ++ends;
      ASSERT_TRUE(next.open.empty()) << "finished with a request open";
    } else if (is_new(next)) {
      queue_.push_back(next);
    }
  }

  bool is_new(const Situation& s) {
    const std::size_t key = s.machine.context.findings.bits() * 31u + s.machine.top().state;
    std::vector<Situation>& bucket = visited_[key];
    for (const Situation& known : bucket) {
      if (known == s) return false;
    }
    bucket.push_back(s);
    ++situations;
    return true;
  }

  Conduct conduct_;
  std::deque<Situation> queue_;
  std::unordered_map<std::size_t, std::vector<Situation>> visited_;
};

// The sanitizers' build is twenty times slower: there every fifth setting alone.
#ifdef XVM_SANITIZED
constexpr std::size_t stride = 5;
#else
constexpr std::size_t stride = 1;
#endif

// All settings that a probe can be called with, as far as it looks at them.
std::vector<Setting> probe_settings() {
  std::vector<Setting> list;
  for (unsigned bits = 0; bits < 64; ++bits) {
    for (const Claim& claim : samples::claims(7)) {
      list.push_back({.method = Method::probe,
                      .self = samples::self,
                      .nodes = NodeSet::first(3),
                      .has_plugin = (bits & 1u) != 0,
                      .allow_201 = (bits & 2u) != 0,
                      .booting = (bits & 4u) != 0,
                      .on_poweroff = (bits & 16u) != 0 ? OnPoweroff::stay : OnPoweroff::restart,
                      .reboots_in_gap = (bits & 32u) != 0,
                      .unknown_grace_over = (bits & 8u) != 0,
                      .last_seen = claim});
    }
  }
  return list;
}

TEST(EveryReachableProbe, EndsAfterTwoAnswersOrFourAcrossARebootAndOnlyLooks) {
  std::size_t ends = 0;
  const std::vector<Setting> settings = probe_settings();
  for (std::size_t i = 0; i < settings.size(); i += stride) {
    const Setting& setting = settings[i];
    Search search(setting);
    search.run();
    if (HasFailure()) return;
    EXPECT_LE(search.longest, setting.reboots_in_gap ? 5u : 3u);
    ends += search.ends;
  }
  EXPECT_GT(ends, settings.size() / stride * 1000);
}

TEST(EveryReachableValidate, EndsAfterFourAnswersAndOnlyInspects) {
  Search search({.method = Method::validate, .self = samples::self, .nodes = NodeSet::first(3)});
  search.run();
  EXPECT_EQ(search.longest, 1u + enum_count<Subject>);
  EXPECT_GT(search.situations, 1000u);
  EXPECT_GT(search.ends, search.situations);
}

}  // namespace
}  // namespace xvm
