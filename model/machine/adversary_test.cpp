#include "model/machine/adversary.hpp"

#include "model/machine/conduct.hpp"
#include "model/machine/narration.hpp"
#include "model/machine/step.hpp"
#include "model/tables/catalogue.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <set>
#include <string>

namespace xvm {
namespace {

constexpr unsigned adversarial_steps = 200;
// The longest fair end seen in a million walks is far below this.
constexpr unsigned fair_steps = 6000;

enum class WalkEnd { finished, hole, hang, endless, broken_rule };

// One method against one adversary, both made from the seed alone.
class Walk {
 public:
  explicit Walk(std::uint64_t seed)
      : seed_(seed),
        setting_(setting_of(seed)),
        adversary_(setting_, seed),
        conduct_(setting_),
        machine_(begin_method(setting_)) {}

  WalkEnd run() {
    if (!feed(Begin{})) return end_;
    for (unsigned i = 0; i < adversarial_steps && !machine_.finished(); ++i) {
      if (!advance()) return end_;
    }
    adversary_.be_fair();
    while (!machine_.finished() && fair_used_ < fair_steps) {
      ++fair_used_;
      if (!advance()) return end_;
    }
    return machine_.finished() ? WalkEnd::finished : WalkEnd::endless;
  }

  std::string why() const {
    std::string text = "walk " + std::to_string(seed_) + ", method " +
                       std::string(to_text(setting_.method)) + ": " + what_ +
                       "\nrepeat with: XVM_SEED=" + std::to_string(seed_) +
                       " model_machine_test --gtest_filter='Adversaries.*'\n";
    return text + story_.text();
  }

  const Conduct& conduct() const { return conduct_; }
  unsigned fair_used() const { return fair_used_; }
  std::uint64_t steps() const { return steps_; }
  std::set<std::pair<Table, std::uint8_t>> visited;
  std::set<std::pair<Result, Reason>> results;

 private:
  bool advance() {
    if (adversary_.is_idle()) return fail(WalkEnd::hang, "nothing is awaited: it would hang");
    return feed(adversary_.next());
  }

  bool feed(const Event& event) {
    const Machine before = machine_;
    out_.clear();
    ++steps_;
    const Taken taken = step(machine_, event, out_);
    story_.tell(before, event, out_);
    adversary_.heed(out_);
    for (std::uint8_t i = 0; i < machine_.depth; ++i) {
      visited.insert({machine_.frames[i].table, machine_.frames[i].state});
    }
    if (machine_.finished()) results.insert({machine_.context.result, machine_.context.reason});
    if (taken == Taken::impossible || taken == Taken::rejected) {
      return fail(WalkEnd::hole,
                  "the table has no row for an allowed answer: " + std::string(to_text(taken)));
    }
    const auto broken = conduct_.see(before, event, out_, machine_);
    if (broken) return fail(WalkEnd::broken_rule, std::string(to_text(*broken)));
    return true;
  }

  bool fail(WalkEnd end, const std::string& what) {
    end_ = end;
    what_ = what;
    return false;
  }

  std::uint64_t seed_;
  Setting setting_;
  Adversary adversary_;
  Conduct conduct_;
  Machine machine_;
  Outbox out_;
  Narration story_;
  WalkEnd end_ = WalkEnd::finished;
  std::string what_ = "still running in a fair world";
  unsigned fair_used_ = 0;
  std::uint64_t steps_ = 0;
};

// Enough of them to visit every state of every table; fewer in the sanitizers' build, which is
// twenty times slower.
#ifdef XVM_SANITIZED
constexpr std::uint64_t usual_walks = 25'000;
#else
constexpr std::uint64_t usual_walks = 105'000;
#endif

// XVM_SEED=n walks walk n alone; XVM_WALKS=n walks more of them than a quick test does.
class Adversaries : public testing::Test {
 protected:
  static std::uint64_t number(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
  }

  void walk_all() {
    const bool alone = std::getenv("XVM_SEED") != nullptr;
    const std::uint64_t first = number("XVM_SEED", 0);
    const std::uint64_t count = alone ? 1 : number("XVM_WALKS", usual_walks);
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
      Walk walk(seed);
      const bool good = walk.run() == WalkEnd::finished;
      EXPECT_TRUE(good) << walk.why();
      if (!good) return;  // the first story is enough to read
      gather(walk);
    }
  }

  void gather(const Walk& walk) {
    visited_.insert(walk.visited.begin(), walk.visited.end());
    results_.insert(walk.results.begin(), walk.results.end());
    steps_ += walk.steps();
    longest_ = std::max(longest_, walk.fair_used());
    for (std::size_t i = 0; i < exercised_.size(); ++i) {
      exercised_[i] += walk.conduct().exercised[i];
    }
  }

  std::set<std::pair<Table, std::uint8_t>> visited_;
  std::set<std::pair<Result, Reason>> results_;
  std::array<std::uint64_t, enum_count<ConductRule>> exercised_{};
  unsigned longest_ = 0;
  std::uint64_t steps_ = 0;
};

TEST_F(Adversaries, NeverFindAHoleABrokenRuleOrAMethodThatDoesNotEnd) {
  walk_all();
  RecordProperty("steps", std::to_string(steps_));
  RecordProperty("longest_fair_end", std::to_string(longest_));
  RecordProperty("different_results", std::to_string(results_.size()));
  if (HasFailure() || std::getenv("XVM_SEED") != nullptr) return;
  for (std::size_t i = 0; i < exercised_.size(); ++i) {
    EXPECT_GT(exercised_[i], 0u) << "never judged: " << to_text(static_cast<ConductRule>(i));
  }
  EXPECT_GT(longest_, 20u) << "no walk was long enough to need the fair end";
  for (const TableView& table : catalogue()) {
    for (std::size_t s = 0; s < table.states.size(); ++s) {
      const auto state = static_cast<std::uint8_t>(s);
      const bool passing = table.states[s] == "Done" || table.states[s] == "Idle";
      EXPECT_TRUE(passing || visited_.contains({table.table, state}))
          << "never visited: " << table.name << "/" << table.states[s];
    }
  }
}

}  // namespace
}  // namespace xvm
